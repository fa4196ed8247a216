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


class DossierDecides(Exception):
    """Events drafted in a dossier take effect, and are annulled, by a step of that dossier only."""

    def __init__(self, dossier: str) -> None:
        super().__init__(
            _("These events belong to dossier %(number)s: take the next step there.")
            % {"number": dossier}
        )


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


def put_into_effect(
    event: ReorganizationEvent, *, by, at: dt.datetime, reason: str = ""
) -> RegisterEntry:
    """Write one event to the register: one transaction, units locked, all rules run again.

    Raises :class:`EventRefused` with the breaches; then nothing is written.
    """
    return carry_out([event], by=by, at=at, reason=reason).entries[event.pk]


def put_bundle_into_effect(
    bundle: Bundle, *, by, at: dt.datetime, dossier: str = "", reason: str = ""
) -> Outcome:
    """Write all proposed events of one decision, in their order, together or not at all."""
    proposed = bundle.events.filter(status=EventStatus.PROPOSED)
    return carry_out(proposed, by=by, at=at, dossier=dossier, reason=reason)


@transaction.atomic
def carry_out(
    events: Iterable[ReorganizationEvent],
    *,
    by,
    at: dt.datetime,
    skip_refused: bool = False,
    dossier: str = "",
    reason: str = "",
) -> Outcome:
    """Put events into effect in their order, each seeing what the earlier ones did. ``reason`` is
    why it is done without a dossier.

    With ``skip_refused`` the events that break rules are left as they are and reported; without it
    the first of them raises :class:`EventRefused` and nothing at all is written. Raises
    :class:`DossierDecides` for events of another dossier than the one that asks.
    """
    ordered = in_order(locked(events))
    refuse_of_other_dossiers(ordered, dossier)
    extract, outcome = Extract(ordered), Outcome()
    for event in ordered:
        scene = Scene(event, extract)
        if found := breaches(scene):
            if not skip_refused:
                raise EventRefused(found, event)
            outcome.refused[event.pk] = found
            continue
        said = {"recorded_at": at, "recorded_by": by, "reason": reason}
        entry = RegisterEntry(kind=EntryKind.EVENT, event=event, **said)
        extract.apply(draw_up(scene, entry), entry)
        outcome.entries[event.pk] = entry
    extract.write_out()
    return outcome


def refuse_of_other_dossiers(events: Iterable[ReorganizationEvent], dossier: str) -> None:
    bundles = {event.bundle_id for event in events} - {None}
    others = Bundle.objects.filter(pk__in=bundles).exclude(dossier__in=("", dossier))
    if number := others.order_by("pk").values_list("dossier", flat=True).first():
        raise DossierDecides(number)


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


def lines_after(scene: Scene) -> list[Line]:
    """Draw the event up on the extract and read each participant before and after it."""
    before = {key_of(one): scene.before(one) for one in scene.participants}
    entry = RegisterEntry(kind=EntryKind.EVENT, event=scene.event)
    scene.extract.apply(draw_up(scene, entry), entry)
    return [
        Line(one.get_role_display(), before[key_of(one)], scene.now(one))
        for one in scene.participants
    ]
