"""Writing the events of a confirmed list, and taking them back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from ... import register
from ...choices import ParticipantRole
from ...models import Agency, ImportBatch, ImportRow, Participant, ReorganizationEvent
from ...reorganization import EventRefused, carry_out
from ..references import create_agencies
from ..tables import Table
from .authorities import AgencyBook
from .grouping import Draft
from .plan import plan_events


def write_events(batch: ImportBatch, table: Table, *, by, at: dt.datetime) -> None:
    """Record the good events of the list and put them into effect; the caller holds the
    transaction.

    The plan is drawn up anew. Raises :class:`units.register.RegisterMoved` when it is not the one
    that was shown.
    """
    plan = plan_events(batch, table)
    if plan.seal != batch.register_seen:
        raise register.RegisterMoved
    events = record(plan.fresh, plan.agencies, by=by)
    try:
        carry_out(events, by=by, at=at)
    except EventRefused as refused:
        raise register.RegisterMoved from refused
    name_new_units(batch, plan.fresh)


def record(drafts: Sequence[Draft], agencies: AgencyBook, *, by) -> list[ReorganizationEvent]:
    """Write drafts as proposed events with their participants and pairs."""
    keys = written_agencies(agencies)
    events = [draft.event for draft in drafts]
    parts = [part for draft in drafts for part in draft.parts]
    for event in events:
        event.created_by = event.created_by or by
    ReorganizationEvent.objects.bulk_create(events, batch_size=register.CHUNK)
    for part in parts:
        one = part.participant
        if part.role == ParticipantRole.NEW:
            one.unit = None  # the rehearsal gave it one that was never written
        if one.agency_id in keys:
            one.agency_id = keys[one.agency_id]
    born = [part.participant for part in parts if part.born_as]
    others = [part.participant for part in parts if not part.born_as]
    for rows in (others, born):  # a row can point only at one that has been written
        Participant.objects.bulk_create(rows, batch_size=register.CHUNK)
    through = Participant.goes_to.through
    pairs = [
        through(from_participant=part.participant, to_participant=to.participant)
        for part in parts
        for to in part.goes_to
    ]
    through.objects.bulk_create(pairs, batch_size=register.CHUNK)
    return events


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


def name_new_units(batch: ImportBatch, drafts: Sequence[Draft]) -> None:
    """Let the rows of the list point at the units that came of them."""
    born = Participant.objects.filter(event__batch=batch, role=ParticipantRole.NEW)
    units = dict(born.values_list("pk", "unit"))
    by_row = {
        part.record.number: units[part.participant.pk]
        for draft in drafts
        for part in draft.parts
        if part.role == ParticipantRole.NEW
    }
    numbers = batch.rows.order_by("pk").values_list("pk", "number")
    rows = [ImportRow(pk=pk, unit_id=by_row[row]) for pk, row in numbers if row in by_row]
    ImportRow.objects.bulk_update(rows, ["unit"], batch_size=register.CHUNK)
