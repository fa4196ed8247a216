"""The engine of a list of units: planned by comparison, written and taken back as one entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from .. import register
from ..bulk_rows import room_to_write
from ..choices import EntryKind, RowOutcome
from ..models import ImportBatch, RegisterEntry, Unit
from .clean_rows import CleanRows
from .collector import collector_paused
from .comparison import Comparison
from .corrections import as_corrected, references_of
from .coverage import coverage_of
from .drawing import draw_up
from .drawn import DrawnUp
from .engine import Plan, Progress
from .headings import find_table
from .holdings import Holdings, state_of_register
from .instructions import (
    Instructions,
    UnusableConstant,
    choose_columns,
    clean_constants,
    kept_rows,
    passed_over,
)
from .layouts import UNITS, Layout
from .likeness import look_for_likenesses
from .plan import PlannedRows, store_plan, tally
from .references import Agencies, Sectors, UnknownReference
from .resemblance import offer_candidates
from .tables import Table
from .workbook import Sheet
from .writing import write_plan

layout = UNITS


@collector_paused()
def find(sheet: Sheet, instructions: Instructions) -> Table:
    return find_table(sheet, UNITS, instructions.headings, instructions.block)


@collector_paused()
def plan(batch: ImportBatch, table: Table, *, progress: Progress | None = None) -> Plan:
    """What the list would do to the register, row by row."""
    instructions = Instructions.from_options(batch.options)
    columns = choose_columns(table, layout, instructions)
    kept = kept_rows(table, instructions)
    constants = clean_constants(layout, instructions)
    agencies, sectors = references_of(batch, layout, instructions)
    set_for_all = referred(constants, agencies, sectors, layout)
    # Before anything is read: what is written meanwhile must show as a move, not pass unseen.
    seen = state_of_register(batch.province, agencies)
    corrected = as_corrected(layout, instructions, table, columns)
    passed = passed_over(table, layout, columns)
    rows = CleanRows(table, kept, columns, constants, corrected)
    table.forget_all_but({column.index for column in columns.values()})
    holdings = Holdings(batch.province, batch.as_of, rows.texts("code", "name"))
    comparison = Comparison(
        rows, holdings, agencies=agencies, sectors=sectors, choices=instructions.choices
    )
    planned = PlannedRows(columns, holdings, len(kept))
    for lines in comparison.lines(progress):
        planned.draw(lines, rows=rows)
    look_for_likenesses(planned.lines, holdings, rows.headings)
    offer_candidates(planned.lines, comparison, agencies, instructions.choices)
    named = rows.column("agency")
    coverage = coverage_of(named, holdings, comparison.spoken_of, instructions, set_for_all)
    counts = tally(table, kept, comparison.outcomes, coverage)
    rows.let_go()
    remarks = [coverage.sentence, *passed]
    return Plan(
        columns, counts, remarks, seen, lambda: store_plan(batch, planned, coverage.missing)
    )


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
                raise UnusableConstant(layout.field(name).label, unknown.message) from unknown
    return found


@collector_paused()
def prepare(batch: ImportBatch, *, progress: Progress | None) -> DrawnUp:
    """All rows of the ledgers, drawn up while nobody waits."""
    return draw_up(batch, progress)


@collector_paused()
def write(
    batch: ImportBatch, prepared: DrawnUp, *, by, at: dt.datetime, progress: Progress | None
) -> RegisterEntry | None:
    """Write the plan of a list of units; raises :class:`units.register.RegisterMoved`."""
    if batch.register_seen != state_of_register(
        batch.province, Agencies(batch.province, batch.as_of)
    ):
        raise register.RegisterMoved
    if not (batch.counts["created"] or batch.counts["changed"]):
        return None
    entry = register.enter(EntryKind.IMPORT, at=at, by=by, batch=batch)
    with room_to_write():
        write_plan(batch, entry, prepared, progress=progress)
    return entry


def undo(batch: ImportBatch, *, by, at: dt.datetime, reason: str) -> RegisterEntry | None:
    """Reverse the batch's entry; raises :class:`units.register.LaterEntries`."""
    entry = batch.entries.filter(kind=EntryKind.IMPORT, reversed_by=None).first()
    reversal = register.reverse(entry, at=at, by=by, reason=reason) if entry else None
    taught = batch.rows.filter(outcome=RowOutcome.CHANGED, changes__has_key="established_on")
    Unit.objects.filter(pk__in=taught.values("unit")).update(established_on=None)
    return reversal
