"""Files that a list at a terminal may leave: a blank form, the marked file, the difference."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.utils.translation import gettext as _

from units.admin.import_difference import file_of
from units.imports.blank_form.form import write_template
from units.imports.instructions import UnusableOption
from units.imports.layouts import UNITS
from units.imports.marked import marked_file
from units.imports.previous import difference_between, previous_list
from units.models import ImportBatch, Province


class NothingBefore(UnusableOption):
    def __init__(self) -> None:
        super().__init__(
            _("There is no earlier list of units of this province to compare with: leave "
              "--difference out.")
        )  # fmt: skip


def leave_form(path: Path, layout: str, province: Province | None, on: dt.date) -> None:
    """Write the blank form of a kind of list, with the agencies of the province to choose from."""
    with path.open("wb") as stream:
        write_template(layout, stream, province=province, on=on)


def leave_marked(path: Path, batch: ImportBatch) -> None:
    """Write the file of a previewed batch with its problem cells marked, as .xlsx."""
    path.write_bytes(marked_file(batch).content)


def leave_difference(path: Path, batch: ImportBatch) -> None:
    """Write what the list says differently from the one before it, as .csv where the path ends so,
    else as .xlsx. Raises :class:`NothingBefore`."""
    before = previous_list(batch) if batch.layout == UNITS.name else None
    if before is None:
        raise NothingBefore
    kind = "csv" if path.suffix.lower() == ".csv" else "xlsx"
    path.write_bytes(file_of(difference_between(before, batch), before, batch, kind))
