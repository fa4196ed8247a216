"""Seeing what a list would change, before anything is written to the register."""

from __future__ import annotations

from django.db import transaction

from ..choices import BatchStatus
from ..models import ImportBatch
from ..sentences import Sentence
from ..sentences import Sentence as _
from ..sentences import counted as ngettext
from .catalogue import ENGINES
from .claims import AtHand, Work
from .places import shown_place
from .reading import read_list
from .tables import Table

#: States in which a batch may be read again and previewed anew.
BEFORE_CONFIRMING = (BatchStatus.UPLOADED, BatchStatus.PREVIEWED)


def preview(batch: ImportBatch, *, problem: Sentence | str = "", work: Work | None = None) -> None:
    """Compare the file with the register and store the plan, its counts and remarks.

    ``problem`` is why it is done anew, where nobody asked for it. Raises :class:`UnreadableFile`,
    :class:`UnusableOption` or :class:`NotOpen`, and then leaves the batch as it was.
    """
    work = work or AtHand()
    work.phase("reading")
    table = table_of(batch)
    work.phase("comparing", len(table.rows))
    plan = ENGINES[batch.layout].plan(batch, table, progress=work.progress)
    mapping = {name: one.heading for name, one in plan.columns.items()}
    taken = list(mapping.values())  # JSON keeps no order of names
    remarks, totals, sheet = remarks_on(table), totals_of(table), table.sheet_name
    work.phase("keeping", len(table.rows))
    del table  # of a long list, most of what is held
    with transaction.atomic():
        work.hold(batch, *BEFORE_CONFIRMING)
        plan.store()
        work.settle(
            batch,
            options=batch.options,
            profile=batch.profile,
            sheet=sheet,
            counts=plan.counts,
            remarks=[*plan.remarks, *remarks],
            reading=batch.reading | {"mapping": mapping, "taken": taken, "totals": totals},
            register_seen=plan.seen,
            problem=problem,
            status=BatchStatus.PREVIEWED,
        )


def table_of(batch: ImportBatch) -> Table:
    return read_list(batch, ENGINES[batch.layout].find)


def totals_of(table: Table) -> list[dict[str, object]]:
    """Totals of the list that its rows don't add up to, each with the sentence that says so."""
    sentence = _("Row %(place)s: the total of “%(heading)s” is given as %(stated)s, but its rows "
                 "add up to %(counted)s.")  # fmt: skip
    return [
        {"sentence": sentence % (wrong._asdict() | {"place": shown_place(wrong.sheet, wrong.row)}),
         "row": wrong.row, "sheet": wrong.sheet, "heading": wrong.heading,
         "stated": str(wrong.stated), "counted": str(wrong.counted),
         "difference": str(wrong.stated - wrong.counted)}
        for wrong in table.wrong_totals
    ]  # fmt: skip


def remarks_on(table: Table) -> list[Sentence]:
    """What a reader of the whole list should know: totals that don't add up, old encodings."""
    remarks = [total["sentence"] for total in totals_of(table)]
    if table.hidden:
        remarks.append(
            ngettext(
                "%(number)d row is hidden in the sheet and is taken like all others.",
                "%(number)d rows are hidden in the sheet and are taken like all others.",
            )
            % {"number": len(table.hidden)}
        )
    if table.decoded:
        remarks.append(
            _("Text in an old encoding (%(names)s) was turned into Unicode: look at the names.")
            % {"names": ", ".join(sorted(set(table.decoded.values())))}
        )
    return remarks
