"""Seeing what a list would change, before anything is written to the register."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from ..choices import BatchStatus
from ..models import ImportBatch
from .catalogue import ENGINES
from .reading import read_list
from .tables import Table

#: States in which a batch may be read again and previewed anew.
BEFORE_CONFIRMING = (BatchStatus.UPLOADED, BatchStatus.PREVIEWED)


class NotOpen(Exception):
    """The batch is no longer (or not yet) in the state that this step needs."""

    def __init__(self, batch: ImportBatch) -> None:
        super().__init__(
            _("The list is already at another step: %(status)s.")
            % {"status": batch.get_status_display()}
        )


def preview(batch: ImportBatch) -> None:
    """Compare the file with the register and store the plan, its counts and remarks.

    Raises :class:`UnreadableFile` or :class:`UnusableOption`, and then leaves the batch as it was.
    """
    table = table_of(batch)
    plan = ENGINES[batch.layout].plan(batch, table)
    with transaction.atomic():
        lock(batch, BEFORE_CONFIRMING)
        plan.store()
        batch.sheet = table.sheet_name
        batch.counts = plan.counts
        batch.remarks = [*plan.remarks, *remarks_on(table)]
        batch.reading |= {"mapping": {name: one.heading for name, one in plan.columns.items()}}
        batch.register_seen, batch.problem = plan.seen, ""
        batch.status = BatchStatus.PREVIEWED
        batch.save()


def table_of(batch: ImportBatch) -> Table:
    return read_list(batch, ENGINES[batch.layout].find)


def lock(batch: ImportBatch, states: tuple[str, ...]) -> None:
    """Hold the batch until the transaction ends; raises :class:`NotOpen` in any other state."""
    now = ImportBatch.objects.select_for_update(of=("self",), no_key=True).get(pk=batch.pk)
    if now.status not in states:
        raise NotOpen(now)


def remarks_on(table: Table) -> list[str]:
    """What a reader of the whole list should know: totals that don't add up, old encodings."""
    remarks = [
        _("Row %(row)d: the total of “%(heading)s” is given as %(stated)s, but its rows add up to "
          "%(counted)s.") % wrong._asdict()
        for wrong in table.wrong_totals
    ]  # fmt: skip
    if table.hidden:
        remarks.append(
            _("%(number)d rows are hidden in the sheet and are taken like all others.")
            % {"number": len(table.hidden)}
        )
    if table.decoded:
        remarks.append(
            _("Text in an old encoding (%(names)s) was turned into Unicode: look at the names.")
            % {"names": ", ".join(sorted(set(table.decoded.values())))}
        )
    return remarks
