"""Carrying out reorganization events: to see their effect, put them into effect, annul them.

An event is drawn up as plain changes first; the preview shows exactly what the effect will write.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from . import register
from .choices import EntryKind, EventStatus
from .counts import count_units
from .effect import draw_up
from .extract import Extract, key_of
from .models import (
    Bundle,
    Participant,
    RegisterEntry,
    ReorganizationEvent,
    UnitVersion,
)
from .periods import day_before
from .rules import Breach, breaches
from .scene import Scene


class EventRefused(Exception):
    """An event breaks rules of the register; ``breaches`` lists them and nothing was written."""

    def __init__(self, found: Sequence[Breach], event: ReorganizationEvent | None = None) -> None:
        self.breaches = list(found)
        self.event = event
        super().__init__(" ".join(breach.message for breach in self.breaches))


class NotInEffect(Exception):
    def __init__(self) -> None:
        super().__init__(_("Only an event that is in effect can be annulled."))


@dataclass(frozen=True)
class Line:
    """One unit in the preview: its role, and what it is before and after (None: does not exist)."""

    role: str
    before: UnitVersion | None
    after: UnitVersion | None


@dataclass(frozen=True)
class Effect:
    """The register as it would be. ``before`` is the count on the day before, ``on_the_day``
    without and ``after`` with the event, all of the event's province (or of the country)."""

    event: ReorganizationEvent
    breaches: list[Breach]
    lines: list[Line]
    before: int
    on_the_day: int
    change: int

    @property
    def after(self) -> int:
        return self.on_the_day + self.change

    @property
    def allowed(self) -> bool:
        return not self.breaches


@dataclass
class Outcome:
    """What became of many events: their entries, and the breaches of those that were refused."""

    entries: dict[int, RegisterEntry] = field(default_factory=dict)
    refused: dict[int, list[Breach]] = field(default_factory=dict)


def in_order(events: Iterable[ReorganizationEvent]) -> list[ReorganizationEvent]:
    """By operative day, then the order that the decision states within a day."""
    return sorted(events, key=lambda event: (event.operative_on, event.sequence, event.pk or 0))


def preview(event: ReorganizationEvent) -> Effect:
    """What the event would do; reads only."""
    return preview_all([event])[0]


def preview_all(events: Iterable[ReorganizationEvent]) -> list[Effect]:
    """What each of several events would do, each after those before it; reads only."""
    ordered = in_order(events)
    extract = Extract(ordered)
    counted = cache(lambda day, province: count_units(day, province=province).total)
    effects, moved = [], 0
    for event in ordered:
        scene = Scene(event, extract)
        found = breaches(scene)
        eve = day_before(scene.day)
        effects.append(
            Effect(
                event=event,
                breaches=found,
                lines=[] if found else lines_after(scene),
                before=counted(eve, event.province),
                on_the_day=counted(scene.day, event.province) + moved,
                change=change_in_number(scene),
            )
        )
        moved += 0 if found else effects[-1].change
    return effects


def rehearse(
    events: Iterable[ReorganizationEvent], extract: Extract
) -> list[tuple[ReorganizationEvent, list[Breach]]]:
    """Run events through the rules on an extract, each seeing what the allowed ones before it did;
    nothing is written. Events and participants may be drafts without rows."""
    results = []
    for event in in_order(events):
        scene = Scene(event, extract)
        results.append((event, breaches(scene)))
        if not results[-1][1]:
            entry = RegisterEntry(kind=EntryKind.EVENT, event=event)
            extract.apply(draw_up(scene, entry), entry)
    return results


def change_in_number(scene: Scene) -> int:
    tally = Counter(one.role for one in scene.participants)
    return scene.event.definition.count_effect(tally)


def put_into_effect(event: ReorganizationEvent, *, by, at: dt.datetime) -> RegisterEntry:
    """Write one event to the register: one transaction, units locked, all rules run again.

    Raises :class:`EventRefused` with the breaches; then nothing is written.
    """
    return carry_out([event], by=by, at=at).entries[event.pk]


def put_bundle_into_effect(bundle: Bundle, *, by, at: dt.datetime) -> Outcome:
    """Write all proposed events of one decision, in their order, together or not at all."""
    return carry_out(bundle.events.filter(status=EventStatus.PROPOSED), by=by, at=at)


@transaction.atomic
def carry_out(
    events: Iterable[ReorganizationEvent], *, by, at: dt.datetime, skip_refused: bool = False
) -> Outcome:
    """Put events into effect in their order, each seeing what the earlier ones did.

    With ``skip_refused`` the events that break rules are left as they are and reported; without it
    the first of them raises :class:`EventRefused` and nothing at all is written.
    """
    ordered = in_order(locked(events))
    extract, outcome = Extract(ordered), Outcome()
    for event in ordered:
        scene = Scene(event, extract)
        if found := breaches(scene):
            if not skip_refused:
                raise EventRefused(found, event)
            outcome.refused[event.pk] = found
            continue
        entry = RegisterEntry(kind=EntryKind.EVENT, event=event, recorded_at=at, recorded_by=by)
        extract.apply(draw_up(scene, entry), entry)
        outcome.entries[event.pk] = entry
    extract.write_out()
    return outcome


def locked(events: Iterable[ReorganizationEvent]) -> list[ReorganizationEvent]:
    """The events read again under lock, with their units locked in a fixed order."""
    wanted = [event.pk for event in events]
    found: list[ReorganizationEvent] = []
    for start in range(0, len(wanted), register.CHUNK):
        chunk = wanted[start : start + register.CHUNK]
        rows = ReorganizationEvent.objects.select_for_update(of=("self",)).filter(pk__in=chunk)
        found += rows.select_related("province").order_by("pk")
    register.lock_provinces({event.province_id for event in found} - {None})
    units: set[int] = set()
    for start in range(0, len(wanted), register.CHUNK):
        chunk = wanted[start : start + register.CHUNK]
        taking_part = Participant.objects.filter(event__in=chunk, unit__isnull=False)
        units.update(taking_part.values_list("unit_id", flat=True))
    register.lock_units(units)
    return found


@transaction.atomic
def annul(event: ReorganizationEvent, *, by, at: dt.datetime, reason: str) -> RegisterEntry:
    """Take the event back: the register returns to what it was without it.

    Raises :class:`NotInEffect`, or :class:`units.register.LaterEntries` with the entries that must
    be reversed first.
    """
    event = ReorganizationEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.status != EventStatus.IN_EFFECT:
        raise NotInEffect
    entry = event.entries.get(kind=EntryKind.EVENT)
    if later := later_entries(entry):
        raise register.LaterEntries(later)
    reversal = register.reverse(entry, at=at, by=by, reason=reason)
    ReorganizationEvent.objects.filter(pk=event.pk).update(status=EventStatus.ANNULLED)
    return reversal


@transaction.atomic
def annul_bundle(bundle: Bundle, *, by, at: dt.datetime, reason: str) -> list[RegisterEntry]:
    """Take back all events of a decision, the latest first, together or not at all."""
    standing = in_order(bundle.events.filter(status=EventStatus.IN_EFFECT))
    return [annul(event, by=by, at=at, reason=reason) for event in reversed(standing)]


def later_entries(entry: RegisterEntry) -> list[RegisterEntry]:
    """Entries of events in effect that come after this one and share a unit with it."""
    event = entry.event
    same_day = Q(event__operative_on=event.operative_on)
    after = (
        Q(event__operative_on__gt=event.operative_on)
        | (same_day & Q(event__sequence__gt=event.sequence))
        | (same_day & Q(event__sequence=event.sequence, pk__gt=entry.pk))
    )
    units = event.participants.exclude(unit=None).values("unit")
    found = RegisterEntry.objects.filter(
        after,
        kind=EntryKind.EVENT,
        event__status=EventStatus.IN_EFFECT,
        event__participants__unit__in=units,
    )
    return list(found.exclude(event=event).distinct().order_by("-recorded_at", "-pk"))


def lines_after(scene: Scene) -> list[Line]:
    """Draw the event up on the extract and read each participant before and after it."""
    before = {key_of(one): scene.before(one) for one in scene.participants}
    entry = RegisterEntry(kind=EntryKind.EVENT, event=scene.event)
    scene.extract.apply(draw_up(scene, entry), entry)
    return [
        Line(one.get_role_display(), before[key_of(one)], scene.now(one))
        for one in scene.participants
    ]
