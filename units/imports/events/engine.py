"""The engine of a list of events: planned by rehearsal, written as events that take effect."""

from __future__ import annotations

import datetime as dt

from ...annulment import annul_all
from ...models import ImportBatch
from ..engine import Plan, Progress
from ..reading import read_list
from ..tables import Table
from .layout import EVENTS, find_events
from .plan import plan_events
from .writing import Rehearsed, rehearsed, write_events

layout = EVENTS
find = find_events


def plan(batch: ImportBatch, table: Table, *, progress: Progress | None = None) -> Plan:
    """Rehearse all events of the list, in their order."""
    found = plan_events(batch, table)
    return Plan(found.columns, found.counts, found.remarks, found.seal, lambda: found.store(batch))


def prepare(batch: ImportBatch, *, progress: Progress | None) -> Rehearsed:
    """The plan rehearsed once more, which takes the longest and needs no lock."""
    return rehearsed(batch, read_list(batch, find_events))


def write(
    batch: ImportBatch, prepared: Rehearsed, *, by, at: dt.datetime, progress: Progress | None
) -> None:
    write_events(batch, prepared, by=by, at=at, progress=progress)


def undo(batch: ImportBatch, *, by, at: dt.datetime, reason: str) -> None:
    annul_all(batch.events.all(), by=by, at=at, reason=reason)
