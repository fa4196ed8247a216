"""The file of a batch, given back with its problem cells marked and commented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

from django.utils.translation import gettext as _

from ..models import ImportBatch
from .containers import Format, sniff
from .limits import LIMITS
from .marks import Mark, Order, as_bytes
from .refusals import BY_CODE, MissingFile, TookTooLong
from .workbook import plain_answer, run_child

#: Spreadsheet programs slow down with more comments than this; colours and lines go on.
MOST_COMMENTS = 2_000
_NO_FILE_NAME = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


class MarkedFile(NamedTuple):
    name: str
    content: bytes


def marked_file(batch: ImportBatch) -> MarkedFile:
    """An .xlsx file: the clerk's own workbook where it is one, of any length, else the values as
    they were read. Raises :class:`units.imports.refusals.UnreadableFile`.

    It is made in a child process, which may take as much time and memory as reading a file.
    """
    if not Path(batch.file.path).is_file():
        raise MissingFile(file=batch.filename)
    order = order_for(batch)
    answer = asked(batch, order)
    if answer is None:  # made by a program that writes what nobody foresaw
        answer = asked(batch, order._replace(own=False))
    if answer is None:
        raise TookTooLong(file=batch.filename, limit=LIMITS.seconds)
    if isinstance(answer, dict):
        raise BY_CODE[answer.pop("code")](file=batch.filename, **answer)
    own, content = answer
    return MarkedFile(name_of(batch.filename, own=own), content)


def why_values_only(batch: ImportBatch) -> str:
    """Why the marked file can hold no more than the values, as a sentence; "" where it is the
    clerk's own workbook, or where there is no file any more."""
    path = Path(batch.file.path)
    if not path.is_file():
        return ""
    if sniff(path) is not Format.XLSX:
        return _("Only an .xlsx workbook can be marked just as it is: of this file you get the "
                 "values, without its formatting, in a new workbook.")  # fmt: skip
    return ""


def asked(batch: ImportBatch, order: Order) -> tuple[bool, bytes] | dict | None:
    done = run_child("mark", Path(batch.file.path), batch.filename, as_bytes(order))
    return plain_answer(done.said) if done is not None and done.returncode == 0 else None


def name_of(filename: str, *, own: bool) -> str:
    """A name that every system takes, and that says what the file is."""
    stem = _NO_FILE_NAME.sub(" ", PurePath(filename).stem).strip(" .")[:100] or "list"
    kind = _("problems marked") if own else _("values only, problems marked")
    return f"{stem} ({kind}).xlsx"


def order_for(batch: ImportBatch) -> Order:
    marks = list(marks_of(batch))
    notes = [
        _("Cells in red keep their row from being taken; those in yellow only ask for a look."),
        _("Mend them on their sheets, save this file and import it."),
    ]
    if len(marks) > MOST_COMMENTS:
        said = _("Only the first %(number)d problems have a comment and a link; all are coloured.")
        notes.append(said % {"number": MOST_COMMENTS})
    about_values = _("The values are those of “%(file)s” as they were read; its formatting and "
                     "formulas are not kept.") % {"file": batch.filename}  # fmt: skip
    headings = [_("sheet"), _("row"), _("column"), _("value"), _("what is wrong, and the cure"),
                _("what becomes of the row")]  # fmt: skip
    title = _("Problems of the list")[:31]
    return Order(marks, title, notes, [about_values], headings, _("Import desk"), own=True)


def marks_of(batch: ImportBatch) -> Iterator[Mark]:
    """Every problem of every row, in the order of the list; one that is of no column is marked at
    the name."""
    columns = {column["heading"]: column["index"] for column in batch.reading.get("columns", ())}
    mapping = batch.reading.get("mapping", {})
    usual = mapping.get("unit_name") or next(iter(mapping.values()), "")
    rows = batch.rows.filter(marks__contains=" !", number__isnull=False).order_by("pk")
    number = 0
    for row in rows.only("number", "sheet", "outcome", "problems").iterator():
        for problem in row.problems:
            number += 1
            heading = problem.get("column") or usual
            yield Mark(
                sheet=row.sheet or batch.sheet,
                row=row.number,
                column=column_of(heading, columns),
                heading=heading,
                value=problem.get("value") or "",
                message=str(problem["message"]),
                outcome=str(row.get_outcome_display()),
                blocking=bool(problem.get("blocking", True)),
                has_comment=number <= MOST_COMMENTS,
            )


def column_of(heading: str, columns: dict[str, int]) -> int:
    """The column from 0; the first one where several bear the heading."""
    return columns.get(heading, columns.get(f"{heading}#1", 0))
