"""Writing the events of a confirmed list."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max

from ... import register
from ...choices import EventStatus, ParticipantRole
from ...models import (
    Agency,
    ImportBatch,
    ImportRow,
    Participant,
    Province,
    RegisterEntry,
    UnitVersion,
)
from ...tally_keeping import keeping
from ..collector import collector_paused
from ..engine import Progress
from ..instances import insert_instances, link_rows, reserve_keys
from ..references import create_agencies
from ..tables import Table
from .authorities import AgencyBook
from .plan import EventPlan, plan_events


@dataclass(frozen=True)
class Rehearsed:
    """A plan and the state of the register that it was rehearsed on."""

    plan: EventPlan
    state: str


def rehearsed(batch: ImportBatch, table: Table) -> Rehearsed:
    """Draw up the plan anew and run all rules over it. The state is asked for first: what is
    written meanwhile must show as a move."""
    state = state_of_register()
    return Rehearsed(plan_events(batch, table), state)


def state_of_register() -> str:
    """Changes with everything that a plan of events follows from: each act of writing leaves an
    entry; agencies and provinces are no ledgers and are looked at themselves."""
    entries = RegisterEntry.objects.aggregate(Count("pk"), Max("pk"))
    agencies = Agency.objects.order_by("pk").values_list(
        "pk", "code", "name", "province", "valid_from", "valid_to"
    )
    provinces = Province.objects.order_by("pk").values_list("pk", "valid_to", "succeeded_by")
    seen = (sorted(entries.items()), list(agencies), list(provinces))
    return hashlib.sha256(repr(seen).encode()).hexdigest()


@collector_paused()
def write_events(
    batch: ImportBatch, before: Rehearsed, *, by, at: dt.datetime, progress: Progress | None
) -> None:
    """Write the good events of the list as events in effect, with what the rehearsal drew up; the
    caller holds the transaction.

    Where the register has moved since, they are rehearsed once more. Raises
    :class:`units.register.RegisterMoved` when the plan is not the one that was shown.
    """
    plan = before.plan
    register.lock_provinces({draft.event.province_id for draft in plan.fresh} - {None})
    register.lock_units(plan.units)
    if before.state != state_of_register():
        plan = plan_events(batch, plan.table)
    if plan.seal != batch.register_seen:
        raise register.RegisterMoved
    told = progress or (lambda done, total: None)
    total = sum(len(draft.parts) for draft in plan.fresh)
    told(0, total)
    write_down(plan, by=by, at=at)
    told(total // 2, total)
    write_ledger(plan, by=by, at=at)
    name_new_units(batch, plan)
    told(total, total)


def write_down(plan: EventPlan, *, by, at: dt.datetime) -> None:
    """The events with their participants and pairs, and the units and agencies they set up."""
    keys = written_agencies(plan.agencies)
    drawn, participants = plan.extract.drawn, plan.participants
    for row in (*participants, *(row for changes in drawn for row in changes.written)):
        if row.agency_id in keys:
            row.agency_id = keys[row.agency_id]
            row._state.fields_cache.pop("agency", None)
    events = [draft.event for draft in plan.fresh]
    for event in events:
        event.created_by, event.created_at = event.created_by or by, at
        event.status = EventStatus.IN_EFFECT
    units = [version.unit for changes in drawn for _one, version in changes.born]
    for one in participants:
        one.unit = plan.extract.unit_of(one)
    pairs = [
        Participant.goes_to.through(from_participant=one, to_participant=to)
        for one in participants
        for to in plan.extract.pairs.get(-id(one), ())
    ]
    for rows in (events, units, participants, pairs):
        reserve_keys(rows)
        insert_instances(rows)


def write_ledger(plan: EventPlan, *, by, at: dt.datetime) -> None:
    """The entries of the events, and the rows that these retire and write.

    Raises :class:`units.register.RegisterMoved` when a retired row is no longer what is known.
    """
    entries, drawn = plan.extract.entries, plan.extract.drawn
    for entry in entries:
        entry.recorded_at, entry.recorded_by = at, by
    written = [row for changes in drawn for row in changes.written]
    edges = [row for changes in drawn for row in changes.successions]
    retired = [row for changes in drawn for row in changes.retired]
    for row in (*written, *edges):
        row.recorded_at = at
    for row in retired:
        row.superseded_at = at
    standing = [row for row in retired if row.pk]
    for rows in (entries, written, edges):
        reserve_keys(rows)
    insert_instances(entries)
    gone = {row.pk: row.superseded_by.pk for row in standing}
    units = {row.unit.pk for row in (*retired, *written)}
    with keeping(units, at):
        moved = link_rows(UnitVersion, "superseded_by", gone, also="superseded_at", value=at)
        if moved != len(gone):
            raise register.RegisterMoved
        insert_instances(written)
    insert_instances(edges)
    register.settle_ends(units)


def written_agencies(agencies: AgencyBook) -> dict[int, int]:
    """Create the agencies that the events name for the first time: {key in the plan: key}."""
    keys = {}
    by_province: dict[int | None, list[Agency]] = defaultdict(list)
    for (province, _name), agency in agencies.new.items():
        by_province[province].append(agency)
    for rows in by_province.values():
        created = create_agencies([row.name for row in rows], rows[0].province)
        keys |= {row.pk: created[row.name] for row in rows}
    return keys


def name_new_units(batch: ImportBatch, plan: EventPlan) -> None:
    """Let the rows of the list point at the units that came of them."""
    by_row = {
        part.record.number: part.participant.unit.pk
        for draft in plan.fresh
        for part in draft.parts
        if part.role == ParticipantRole.NEW
    }
    rows: Sequence[tuple[int, int]] = batch.rows.order_by("pk").values_list("pk", "number")
    link_rows(ImportRow, "unit", {pk: by_row[row] for pk, row in rows if row in by_row})
