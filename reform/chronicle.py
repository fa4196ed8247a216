"""The reorganization events of a province as a page tells them: done, decided ahead, proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
    prefetch_related_objects,
)

from units.choices import EntryKind, EventStatus, ParticipantRole
from units.models import Participant, Province, RegisterEntry, ReorganizationEvent

from .cases.opening import GIVEN_UP
from .event_lines import EventLine, lines, named_participants
from .narrowing import EVERYTHING, Narrowing

SHOWN_AT_FIRST, SHOWN_AT_MOST = 20, 1000


@dataclass(frozen=True)
class Chronicle:
    """``done`` is newest first, at most as many as are shown of ``number``; ``ahead`` are decided
    but take effect after the day of the page, ``proposed`` change nothing yet: the next ones, of
    ``ahead_number`` and ``proposed_number``. ``planned``: (day, change in the number of units) of
    each of these, for those who may see proposals; empty where nothing is proposed."""

    done: list[EventLine]
    number: int
    ahead: list[EventLine]
    ahead_number: int
    proposed: list[EventLine]
    proposed_number: int
    planned: list[tuple[dt.date, int]]

    @property
    def is_cut(self) -> bool:
        return len(self.done) < self.number

    @property
    def ahead_is_cut(self) -> bool:
        return len(self.ahead) < self.ahead_number

    @property
    def proposed_is_cut(self) -> bool:
        return len(self.proposed) < self.proposed_number

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
    stood, shown = in_effect(known), SHOWN_AT_MOST if everything else SHOWN_AT_FIRST
    done = events.filter(stood, operative_on__lte=day)
    ahead = events.filter(stood, operative_on__gt=day).reverse()
    drafted = events.filter(proposed(known)).reverse() if insider else events.none()
    # Whoever sees proposals sees what all that is coming would lead to, and not only what is shown.
    coming = SHOWN_AT_MOST if insider else shown
    # Short lists in one query: what is shown of each is found by the index first.
    chosen = Q(pk__in=done.values("pk")[:shown]) | Q(pk__in=ahead.values("pk")[:coming])
    chosen |= Q(pk__in=drafted.values("pk")[:coming]) if insider else Q()
    rows = ReorganizationEvent.objects.filter(chosen).annotate(
        stood=stood,
        of_done=number_of(done),
        of_ahead=number_of(ahead),
        of_drafted=number_of(drafted) if insider else Value(0),
        effect=effect_of(OuterRef("pk")) if insider else Value(0),
    )
    return told(list(rows), day, shown, known)


def told(
    rows: list[ReorganizationEvent], day: dt.date, shown: int, known: dt.datetime | None
) -> Chronicle:
    """``rows`` newest first; participants are read of what is shown only."""
    past = [one for one in rows if one.stood and one.operative_on <= day]
    ahead = [one for one in reversed(rows) if one.stood and one.operative_on > day]
    drafted = [one for one in reversed(rows) if not one.stood]
    seen = [*past[:shown], *ahead[:shown], *drafted[:shown]]
    prefetch_related_objects(seen, named_participants(known))
    return Chronicle(
        done=lines(past[:shown]),
        number=rows[0].of_done or 0 if rows else 0,
        ahead=lines(ahead[:shown]),
        ahead_number=rows[0].of_ahead or 0 if rows else 0,
        proposed=lines(drafted[:shown]),
        proposed_number=rows[0].of_drafted or 0 if rows else 0,
        planned=[(one.operative_on, one.effect or 0) for one in [*ahead, *drafted] if drafted],
    )


def effect_of(event: OuterRef) -> Subquery:
    """By how much an event changes the number of units, as :meth:`units.kinds.Kind.count_effect`
    tells of its participants."""
    leaving = (ParticipantRole.CLOSING, ParticipantRole.EXITING)
    change = Case(
        When(role=ParticipantRole.NEW, then=1),
        When(role__in=leaving, then=-1),
        default=0,
        output_field=IntegerField(),
    )
    summed = Participant.objects.filter(event=event).order_by().values("event")
    return Subquery(summed.annotate(effect=Sum(change)).values("effect"))


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
    """Events drafted by ``known`` and not yet put into effect then; those of a dossier that was
    rejected or withdrawn are proposed no more, for such a dossier never opens again."""
    given_up = Q(bundle__case__status__in=GIVEN_UP)
    if known is None:
        return Q(status=EventStatus.PROPOSED) & ~given_up
    given_up &= Q(bundle__case__held_since__lte=known)
    return Q(created_at__lte=known) & ~Q(Exists(entries(known))) & ~given_up


def entries(known: dt.datetime) -> QuerySet[RegisterEntry]:
    """What an event wrote when it was put into effect, if that was done by ``known``."""
    return RegisterEntry.objects.filter(
        kind=EntryKind.EVENT, event=OuterRef("pk"), recorded_at__lte=known
    )
