"""The engine of a list of yearly figures: planned by comparison, written as one entry."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from ... import register
from ...choices import EntryKind
from ...models import ImportBatch, RegisterEntry
from ...reversal import reverse_all
from ..collector import collector_paused
from ..corrections import references_of
from ..coverage import coverage_of
from ..engine import Plan, Progress
from ..holdings import Holdings, state_of_register
from ..instructions import Instructions, UnusableConstant, passed_over
from ..plan import PlannedRows, is_told, store_plan, tally
from ..references import Agencies, UnknownReference
from ..tables import Table
from .candidates import offer_candidates
from .layout import FIGURES, find_figures
from .plan import FigureComparison, FigureList
from .writing import Rows, rows_to_write, write_rows

layout = FIGURES
find = find_figures


@collector_paused()
def plan(batch: ImportBatch, table: Table, *, progress: Progress | None = None) -> Plan:
    """What the list would do to the figures of the register, row by row."""
    instructions = Instructions.from_options(batch.options)
    agencies, _sectors = references_of(batch, layout, instructions)
    seen = state_of_register(batch.province, agencies)
    holdings = Holdings(batch.province, batch.as_of)
    given = FigureList(batch, table, instructions)
    comparison = FigureComparison(given, holdings, agencies, instructions.choices)
    lines = comparison.lines()
    offer_candidates(lines, comparison, agencies)
    for_all = governed_by(instructions, agencies)
    named = {line.agency for line in lines}
    coverage = coverage_of(named, holdings, comparison.spoken_of, instructions, for_all)
    columns = given.choice.all
    planned = PlannedRows(columns, holdings)
    planned.draw([line for line in lines if is_told(line)])
    taken = columns | {one.figure: one.column for one in given.choice.figures}
    return Plan(
        columns,
        tally(table, given.kept, Counter(line.outcome for line in lines), coverage),
        [coverage.sentence, *given.choice.remarks, *passed_over(table, layout, taken)],
        seen,
        lambda: store_plan(batch, planned, coverage.missing),
    )


def governed_by(instructions: Instructions, agencies: Agencies) -> dict[str, object]:
    """The id of the agency that is set for all rows, as what the list covers is told by it."""
    text = next((text for name, text in instructions.constants.items()
                 if layout.field(name).name == "agency"), "")  # fmt: skip
    if not text:
        return {}
    try:
        return {"agency": agencies.find(text)}
    except UnknownReference as unknown:
        raise UnusableConstant(layout.field("agency").label, unknown.message) from unknown


def prepare(batch: ImportBatch, *, progress: Progress | None) -> Rows:
    return rows_to_write(batch, progress)


@collector_paused()
def write(
    batch: ImportBatch, prepared: Rows, *, by, at: dt.datetime, progress: Progress | None
) -> RegisterEntry | None:
    """Write the figures of the plan; raises :class:`units.register.RegisterMoved`."""
    register.lock_units(row[0] for row in prepared.written)
    now = state_of_register(batch.province, Agencies(batch.province, batch.as_of))
    if batch.register_seen != now:
        raise register.RegisterMoved
    if not prepared.written:
        return None
    entry = register.enter(EntryKind.IMPORT, at=at, by=by, batch=batch)
    write_rows(prepared, entry)
    return entry


def undo(batch: ImportBatch, *, by, at: dt.datetime, reason: str) -> RegisterEntry | None:
    """Reverse the batch's entry; raises :class:`units.register.LaterEntries`."""
    entry = batch.entries.filter(kind=EntryKind.IMPORT, reversed_by=None).first()
    if entry is None:
        return None
    reverse_all(RegisterEntry.objects.filter(pk=entry.pk), at=at, by=by, reason=reason)
    return RegisterEntry.objects.get(reverses=entry)
