"""Corrections in words, as plain rows for a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from ..choices import AutonomyGroup, EntryKind, ServiceClass
from ..corrections import Correction, corrections_of
from ..models import Agency, Province, RegisterEntry, Sector, UnitVersion
from .effect_lines import LABELS
from .record import Cause, cause_of

MODELS = {"agency_id": Agency, "province_id": Province, "sector_id": Sector}
CODES = {"service_class": dict(ServiceClass.choices), "autonomy_group": dict(AutonomyGroup.choices)}


@dataclass(frozen=True)
class Row:
    """One attribute that was put right; ``new`` is None where the whole unit was struck out."""

    entry: RegisterEntry
    valid_from: dt.date
    label: str
    old: str
    new: str | None
    taken_back: bool


@dataclass(frozen=True)
class Standing:
    """A correction and its unit, by a name that it had then; ``reversal`` where taken back."""

    entry: RegisterEntry
    unit_id: int
    name: str
    reversal: RegisterEntry | None
    unit_is_there: bool


def written_down(user) -> QuerySet[RegisterEntry]:
    """Corrections of units within reach, the latest first."""
    reached = UnitVersion.objects.for_user(user).filter(superseded_by=OuterRef("pk"))
    entries = RegisterEntry.objects.filter(Exists(reached), kind=EntryKind.CORRECTION)
    return entries.select_related("recorded_by").order_by("-recorded_at", "-pk")


def standing_of(entries: Iterable[RegisterEntry]) -> list[Standing]:
    """Three queries however many there are."""
    entries = list(entries)
    rows = UnitVersion.objects.filter(superseded_by__in=entries).order_by("valid_from")
    last = {row.superseded_by_id: row for row in rows}
    found = RegisterEntry.objects.filter(reverses__in=entries).select_related("recorded_by")
    reversals = {one.reverses_id: one for one in found}
    units = {row.unit_id for row in last.values()}
    there = set(UnitVersion.objects.known().filter(unit__in=units).values_list("unit", flat=True))
    return [
        Standing(
            entry=entry,
            unit_id=last[entry.pk].unit_id,
            name=last[entry.pk].name,
            reversal=reversals.get(entry.pk),
            unit_is_there=last[entry.pk].unit_id in there,
        )
        for entry in entries
    ]


def corrections_shown(unit_id: int) -> list[Row]:
    """All corrections of a unit in words, the latest first; of periods struck out only the name."""
    found = corrections_of([unit_id])
    struck = {key_of(one) for one in found if one.attribute == "name" and one.new is None}
    found = [one for one in found if key_of(one) not in struck or one.attribute == "name"]
    reversals = RegisterEntry.objects.filter(reverses__in={one.entry.pk for one in found})
    gone = set(reversals.values_list("reverses", flat=True))
    words = wordings_of(found)
    return [
        Row(
            entry=one.entry,
            valid_from=one.valid_from,
            label=str(LABELS[one.attribute]),
            old=worded(one.old, words.get(one.attribute, {})),
            new=None if key_of(one) in struck else worded(one.new, words.get(one.attribute, {})),
            taken_back=one.entry.pk in gone,
        )
        for one in found
    ]


def key_of(one: Correction) -> tuple[int, dt.date]:
    return one.entry.pk, one.valid_from


def worded(value: object, words: dict) -> str:
    return str(words.get(value, value or ""))


def wordings_of(found: Sequence[Correction]) -> dict[str, dict]:
    """Attribute -> value -> words, for the attributes that are keys or codes."""
    named = {
        name: model.objects.in_bulk(
            {value for one in found if one.attribute == name for value in (one.old, one.new)}
            - {None}
        )
        for name, model in MODELS.items()
    }
    return named | CODES


def source_of(entry: RegisterEntry) -> Cause:
    """A later entry that must be reversed first, with the page on which that is done."""
    if entry.kind == EntryKind.CORRECTION:
        return Cause(cause_of(entry).text, reverse("admin:units_unit_correction", args=[entry.pk]))
    return cause_of(entry)
