"""Seeing what a list would change, before anything is written to the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from ..choices import BatchStatus
from ..models import ImportBatch
from .catalogue import LAYOUTS
from .comparison import Comparison
from .coverage import coverage_of
from .events.layout import EVENTS, find_events
from .events.plan import plan_events
from .headings import find_table, propose_mapping
from .holdings import Holdings, state_of_register
from .instructions import (
    Column,
    Instructions,
    UnusableConstant,
    choose_columns,
    clean_constants,
    kept_rows,
    passed_over,
)
from .layouts import Layout
from .plan import store_plan, tally
from .records import REGISTER_NAMES, read_records
from .references import Agencies, Sectors, UnknownReference
from .samples import samples
from .tables import Table
from .workbook import read_workbook

#: States in which a batch may be read again and previewed anew.
BEFORE_CONFIRMING = (BatchStatus.UPLOADED, BatchStatus.PREVIEWED)


class NotOpen(Exception):
    """The batch is no longer (or not yet) in the state that this step needs."""

    def __init__(self, batch: ImportBatch) -> None:
        super().__init__(
            _("The list is already at another step: %(status)s.")
            % {"status": batch.get_status_display()}
        )


def look(batch: ImportBatch) -> None:
    """Read the file once to remember its headings, samples and proposals for the mapping.

    Raises :class:`UnreadableFile` or :class:`UnusableOption`.
    """
    table = table_of(batch)
    proposals = propose_mapping(table, LAYOUTS[batch.layout])
    columns = samples(table)
    headings = {column["index"]: column["heading"] for column in columns}
    batch.sheet = table.sheet_name
    batch.reading = {
        "columns": columns,
        "proposals": {
            name: [headings[proposal.column], proposal.confidence]
            for name, proposal in proposals.items()
        },
        "rows": len(table.rows),
    }
    for name, heading in batch.options["map"].items():
        batch.options["map"][name] = heading and headings[table.column(heading)]
    batch.save(update_fields=["sheet", "reading", "options"])


@dataclass(frozen=True)
class Plan:
    """What a list would do: its counts and remarks, and how its rows are kept beside the batch.
    ``seen`` is the state of the register that this follows from."""

    columns: Mapping[str, Column]
    counts: dict[str, int]
    remarks: list[str]
    seen: str
    store: Callable[[], None]


def preview(batch: ImportBatch) -> None:
    """Compare the file with the register and store the plan, its counts and remarks.

    Raises :class:`UnreadableFile` or :class:`UnusableOption`, and then leaves the batch as it was.
    """
    table = table_of(batch)
    plan = rehearsed(batch, table) if batch.layout == EVENTS.name else compared(batch, table)
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


def rehearsed(batch: ImportBatch, table: Table) -> Plan:
    """The plan of a list of events."""
    plan = plan_events(batch, table)
    return Plan(plan.columns, plan.counts, plan.remarks, plan.seal, lambda: plan.store(batch))


def compared(batch: ImportBatch, table: Table) -> Plan:
    """The plan of a list of units."""
    layout, instructions = LAYOUTS[batch.layout], Instructions.from_options(batch.options)
    columns = choose_columns(table, layout, instructions)
    kept = kept_rows(table, instructions)
    constants = clean_constants(layout, instructions)
    agencies = Agencies(batch.province, batch.as_of, create=instructions.create_agencies)
    sectors = Sectors()
    set_for_all = referred(constants, agencies, sectors, layout)
    # Before anything is read: what is written meanwhile must show as a move, not pass unseen.
    seen = state_of_register(batch.province, agencies)
    holdings = Holdings(batch.province, batch.as_of)
    comparison = Comparison(
        read_records(table, kept, columns, constants, layout),
        holdings,
        agencies=agencies,
        sectors=sectors,
        headings={REGISTER_NAMES.get(name, name): one.heading for name, one in columns.items()},
    )
    lines = comparison.lines()
    coverage = coverage_of(lines, holdings, comparison.spoken_of, instructions, set_for_all)
    return Plan(
        columns,
        tally(table, kept, lines, coverage),
        [coverage.sentence, *passed_over(table, layout, columns)],
        seen,
        lambda: store_plan(batch, lines, coverage.missing, columns=columns, holdings=holdings),
    )


def table_of(batch: ImportBatch) -> Table:
    """The list in the batch's file, read as the batch says."""
    workbook = read_workbook(batch.file.path, filename=batch.filename)
    instructions = Instructions.from_options(batch.options)
    sheet = workbook.sheet(batch.sheet or None)
    if batch.layout == EVENTS.name:
        return find_events(sheet, instructions)
    return find_table(sheet, LAYOUTS[batch.layout], instructions.headings, instructions.block)


def lock(batch: ImportBatch, states: tuple[str, ...]) -> None:
    """Hold the batch until the transaction ends; raises :class:`NotOpen` in any other state."""
    now = ImportBatch.objects.select_for_update(of=("self",), no_key=True).get(pk=batch.pk)
    if now.status not in states:
        raise NotOpen(now)


def referred(
    constants: Mapping[str, object], agencies: Agencies, sectors: Sectors, layout: Layout
) -> dict[str, object]:
    """The ids of the agency and the sector that are set for all rows."""
    found = {}
    for name, find in (("agency", agencies.find), ("sector", sectors.find)):
        if text := constants.get(name):
            try:
                found[name] = find(str(text))
            except UnknownReference as unknown:
                raise UnusableConstant(str(layout.field(name).label), str(unknown)) from unknown
    return found


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
