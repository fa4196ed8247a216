"""Reorganization events in the words of a page: what they did, to which units, who decided it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from units.choices import ParticipantRole, Precision
from units.models import Participant, ReorganizationEvent, UnitVersion

from .change import signed


@dataclass(frozen=True)
class UnitInEvent:
    """A unit as the event knew it; ``pk`` is None while it is only described."""

    name: str
    pk: int | None

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class EventLine:
    """One event: its ``effect`` on the number of units, to which units, and by which decision.

    ``day`` is written as precisely as it is known. ``decision`` is empty when it is not recorded.
    """

    kind: str
    day: str
    effect: str
    closed: list[UnitInEvent]
    created: list[UnitInEvent]
    continuing: list[UnitInEvent]
    decision: str
    issuer: str
    decided_on: dt.date | None
    clause: str
    reason: str


def named_participants(known: dt.datetime | None) -> Prefetch:
    """Participants with the name that their unit bore until the event."""
    versions = UnitVersion.objects.known(known).filter(
        unit=OuterRef("unit"), valid_from__lt=OuterRef("event__operative_on")
    )
    name = versions.order_by("-valid_from").values("name")[:1]
    return Prefetch("participants", Participant.objects.annotate(name_before=Subquery(name)))


def lines(events: Iterable[ReorganizationEvent]) -> list[EventLine]:
    return [line(event) for event in events]


def line(event: ReorganizationEvent) -> EventLine:
    units = {role: [] for role in ParticipantRole.values}
    for one in event.participants.all():
        units[one.role].append(UnitInEvent(name_in_event(one), one.unit_id))
    tally = {role: len(found) for role, found in units.items()}
    return EventLine(
        kind=event.get_kind_display(),
        day=written(event.operative_on, event.precision),
        effect=signed(event.definition.count_effect(tally)),
        closed=units[ParticipantRole.CLOSING] + units[ParticipantRole.EXITING],
        created=units[ParticipantRole.NEW],
        continuing=units[ParticipantRole.SURVIVING] + units[ParticipantRole.SOURCE],
        decision=event.decision_number,
        issuer=event.issuer,
        decided_on=event.decided_on,
        clause=event.clause,
        reason=event.reason,
    )


def name_in_event(participant: Participant) -> str:
    """The unit's name in the event; with its new one where the decision renames it."""
    before, given = participant.name_before or "", participant.name
    if participant.role == ParticipantRole.NEW or not before:
        return given or before or _("name not known")
    if participant.role == ParticipantRole.CLOSING or given in ("", before):
        return before
    return f"{before} → {given}"


def written(day: dt.date, precision: str) -> str:
    """The day as exactly as it is known: 01/07/2025, 07/2025 or 2025."""
    formats = {Precision.MONTH: "YEAR_MONTH_FORMAT", Precision.YEAR: "Y"}
    return date_format(day, formats.get(precision, "DATE_FORMAT"))
