"""The engine of a list of governing agencies. Agencies are no ledger: the rows of the batch keep
what was before and what came, and an entry of the register tells who wrote it and when."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from ... import register
from ...choices import EntryKind
from ...models import ImportBatch, RegisterEntry
from .. import trail
from ..clean_rows import read_records
from ..corrections import as_corrected
from ..coverage import Coverage
from ..engine import Plan, Progress
from ..instructions import Instructions, choose_columns, clean_constants, kept_rows, passed_over
from ..plan import tally
from ..records import REGISTER_NAMES
from ..references import Agencies
from ..tables import Table
from .known import KnownAgencies, Levels, state_of_agencies
from .layout import AGENCIES, find_agencies
from .plan import AgencyComparison, AgencyRows
from .undoing import take_back
from .writing import Rows, lock_agencies, rows_to_write, write_rows

layout = AGENCIES
find = find_agencies


def plan(batch: ImportBatch, table: Table, *, progress: Progress | None = None) -> Plan:
    """What the list would do to the agencies of the register, row by row."""
    instructions = Instructions.from_options(batch.options)
    columns = choose_columns(table, layout, instructions)
    kept = kept_rows(table, instructions)
    constants = clean_constants(layout, instructions)
    seen = state_of_agencies(batch.province)
    corrected = as_corrected(layout, instructions, table, columns)
    comparison = AgencyComparison(
        read_records(table, kept, columns, constants, corrected),
        KnownAgencies(batch.province, batch.as_of),
        agencies=Agencies(batch.province, batch.as_of),
        levels=Levels(),
        headings={REGISTER_NAMES.get(name, name): one.heading for name, one in columns.items()},
    )
    lines = comparison.lines()
    missing = [] if instructions.where else comparison.missing
    return Plan(
        columns,
        tally(table, kept, Counter(line.outcome for line in lines), Coverage(missing, "")),
        passed_over(table, layout, columns),
        seen,
        AgencyRows(batch, lines, missing, columns).store,
    )


def prepare(batch: ImportBatch, *, progress: Progress | None) -> Rows:
    return rows_to_write(batch)


def write(
    batch: ImportBatch, prepared: Rows, *, by, at: dt.datetime, progress: Progress | None
) -> RegisterEntry | None:
    """Write the agencies of the plan; raises :class:`units.register.RegisterMoved`."""
    list(lock_agencies(one.pk for one in prepared.changed).values_list("pk", flat=True))
    if batch.register_seen != state_of_agencies(batch.province):
        raise register.RegisterMoved
    if not (prepared.new or prepared.changed):
        return None
    write_rows(prepared)
    if progress:
        progress(number := len(prepared.new) + len(prepared.changed), number)
    entry = register.enter(EntryKind.IMPORT, at=at, by=by, batch=batch)
    trail.tell(entry, new=prepared.new.values(), changed=prepared.changed)
    return entry


def undo(batch: ImportBatch, *, by, at: dt.datetime, reason: str) -> RegisterEntry | None:
    """Restore what was; raises :class:`units.imports.agencies.undoing.LaterWork`."""
    entry = batch.entries.filter(kind=EntryKind.IMPORT, reversed_by=None).first()
    if entry is None:
        return None
    take_back(batch)
    return register.reverse(entry, at=at, by=by, reason=reason)
