"""The reorganization events of a province as a page tells them: done, decided ahead, proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from units.choices import EntryKind, EventStatus, ParticipantRole, Precision
from units.models import (
    Participant,
    Province,
    RegisterEntry,
    ReorganizationEvent,
    UnitVersion,
)

from .change import signed
from .narrowing import EVERYTHING, Narrowing

SHOWN_AT_FIRST, SHOWN_AT_MOST = 20, 1000


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
    ``number`` is the effect as a number, from the day ``operative_on``.
    """

    kind: str
    day: str
    operative_on: dt.date
    number: int
    effect: str
    closed: list[UnitInEvent]
    created: list[UnitInEvent]
    continuing: list[UnitInEvent]
    decision: str
    issuer: str
    decided_on: dt.date | None
    clause: str
    reason: str


@dataclass(frozen=True)
class Chronicle:
    """``done`` is newest first, at most as many as are shown of ``number``; ``ahead`` are decided
    but take effect after the day of the page; ``proposed`` change nothing yet."""

    done: list[EventLine]
    number: int
    ahead: list[EventLine]
    proposed: list[EventLine]

    @property
    def is_cut(self) -> bool:
        return len(self.done) < self.number

    @property
    def without_decision(self) -> int:
        return sum(1 for event in [*self.done, *self.ahead] if not event.decision)


def chronicle(
    province: Province,
    territory: Collection[int],
    day: dt.date,
    known: dt.datetime | None,
    *,
    everything: bool,
    insider: bool,
    narrowed: Narrowing = EVERYTHING,
) -> Chronicle:
    """The events of the province's territory, as seen on ``day``; of a province that has ended only
    those of its own time. ``everything`` shows all that are done, ``insider`` the proposed too."""
    events = events_of(province, territory, known, narrowed)
    stood = in_effect(known)
    ahead = stood & Q(operative_on__gt=day)
    coming = events.filter(ahead | proposed(known) if insider else ahead).reverse()
    done = events.filter(stood, operative_on__lte=day)
    shown = SHOWN_AT_MOST if everything else SHOWN_AT_FIRST
    # Two short lists in one query: what is shown of either is found by the index first.
    chosen = Q(pk__in=done.values("pk")[:shown]) | Q(pk__in=coming.values("pk")[:SHOWN_AT_MOST])
    rows = ReorganizationEvent.objects.filter(chosen).annotate(stood=stood, number=number_of(done))
    found = list(rows.prefetch_related(named_participants(known)))
    past = [one for one in found if one.stood and one.operative_on <= day]
    return Chronicle(
        done=lines(past),
        number=past[0].number if past else 0,
        ahead=lines(one for one in reversed(found) if one.stood and one.operative_on > day),
        proposed=lines(one for one in reversed(found) if not one.stood),
    )


def number_of(events: QuerySet[ReorganizationEvent]) -> Subquery:
    """How many they are, counted beside the rows of another query."""
    counted = events.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("*"))
    return Subquery(counted.values("number"))


def events_of(
    province: Province,
    territory: Collection[int],
    known: dt.datetime | None,
    narrowed: Narrowing = EVERYTHING,
) -> QuerySet[ReorganizationEvent]:
    """Events of the province's territory in any state; of one that has ended, those of its time."""
    events = ReorganizationEvent.objects.filter(narrowed.events(known), province__in=territory)
    return events.filter(operative_on__lt=province.valid_to) if province.valid_to else events


def in_effect(known: dt.datetime | None) -> Q:
    """Events that stood in the register at ``known``: entered by then, and not yet annulled."""
    if known is None:
        return Q(status=EventStatus.IN_EFFECT)
    standing = Q(reversed_by=None) | Q(reversed_by__recorded_at__gt=known)
    return Q(Exists(entries(known).filter(standing)))


def proposed(known: dt.datetime | None) -> Q:
    """Events drafted by ``known`` and not yet put into effect then."""
    if known is None:
        return Q(status=EventStatus.PROPOSED)
    return Q(created_at__lte=known) & ~Q(Exists(entries(known)))


def entries(known: dt.datetime) -> QuerySet[RegisterEntry]:
    """What an event wrote when it was put into effect, if that was done by ``known``."""
    return RegisterEntry.objects.filter(
        kind=EntryKind.EVENT, event=OuterRef("pk"), recorded_at__lte=known
    )


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
    number = event.definition.count_effect(tally)
    return EventLine(
        kind=event.get_kind_display(),
        day=written(event.operative_on, event.precision),
        operative_on=event.operative_on,
        number=number,
        effect=signed(number),
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
