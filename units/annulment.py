"""Annulling events: the register returns to what it was without them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from . import register
from .choices import EntryKind, EventStatus
from .models import Bundle, Participant, RegisterEntry, ReorganizationEvent
from .reorganization import in_order, refuse_of_other_dossiers
from .reversal import reverse_all


class NotInEffect(Exception):
    def __init__(self) -> None:
        super().__init__(_("Only an event that is in effect can be annulled."))


@transaction.atomic
def annul(
    event: ReorganizationEvent, *, by, at: dt.datetime, reason: str, dossier: str = ""
) -> RegisterEntry:
    """Take the event back: the register returns to what it was without it.

    Raises :class:`NotInEffect`, :class:`DossierDecides`, or
    :class:`units.register.LaterEntries` with
    the entries that must be reversed first.
    """
    event = ReorganizationEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.status != EventStatus.IN_EFFECT:
        raise NotInEffect
    refuse_of_other_dossiers([event], dossier)
    entry = event.entries.get(kind=EntryKind.EVENT)
    if later := later_entries(entry):
        raise register.LaterEntries(later)
    reversal = register.reverse(entry, at=at, by=by, reason=reason)
    ReorganizationEvent.objects.filter(pk=event.pk).update(status=EventStatus.ANNULLED)
    return reversal


@transaction.atomic
def annul_bundle(
    bundle: Bundle, *, by, at: dt.datetime, reason: str, dossier: str = ""
) -> list[RegisterEntry]:
    """Take back all events of a decision, the latest first, together or not at all."""
    standing = in_order(bundle.events.filter(status=EventStatus.IN_EFFECT))
    return [
        annul(event, by=by, at=at, reason=reason, dossier=dossier) for event in reversed(standing)
    ]


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


@transaction.atomic
def annul_all(events: QuerySet[ReorganizationEvent], *, by, at: dt.datetime, reason: str) -> None:
    """Take back those of ``events`` that are in effect, together or not at all: to the register it
    is as if each had been annulled by itself, the latest first.

    Raises :class:`DossierDecides`, or :class:`units.register.LaterEntries` with all entries beside
    theirs that must be reversed first.
    """
    standing = events.filter(status=EventStatus.IN_EFFECT)
    list(standing.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    refuse_of_other_dossiers(standing.exclude(bundle=None), dossier="")
    if later := entries_after(standing):
        raise register.LaterEntries(later)
    entries = RegisterEntry.objects.filter(kind=EntryKind.EVENT, event__in=standing.values("pk"))
    reverse_all(entries, at=at, by=by, reason=reason)
    standing.update(status=EventStatus.ANNULLED)


def entries_after(events: QuerySet[ReorganizationEvent]) -> list[RegisterEntry]:
    """Entries of other events in effect that share a unit with one of these and come after it."""
    place = ("unit", "event__operative_on", "event__sequence", "event__entries")
    rows = Participant.objects.filter(event__entries__kind=EntryKind.EVENT).exclude(unit=None)
    own = rows.filter(event__in=events.values("pk"))
    first: dict[int, tuple] = {}
    for unit, *when in own.values_list(*place):
        first[unit] = min(first.get(unit, tuple(when)), tuple(when))
    standing = set(events.values_list("pk", flat=True))
    others = rows.filter(event__status=EventStatus.IN_EFFECT, unit__in=own.values("unit"))
    found = {
        when[-1]
        for unit, event, *when in others.values_list("unit", "event", *place[1:])
        if event not in standing and tuple(when) > first[unit]
    }
    return list(RegisterEntry.objects.filter(pk__in=found).order_by("-recorded_at", "-pk"))
