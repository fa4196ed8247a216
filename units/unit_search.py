"""Units found by a few letters of a name or code that they bear or once bore."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from .models import Province, UnitVersion
from .names import search_key
from .periods import in_force, last_day

IN_FORCE, CEASED, NOT_YET = "in_force", "ceased", "not_yet"
STATES = (IN_FORCE, CEASED, NOT_YET)


@dataclass(frozen=True)
class Found:
    """A unit as it was on the day, or last before it, or first after it. ``formerly`` and ``later``
    are the other name and code under which the search found it."""

    version: UnitVersion
    status: str
    formerly: str = ""
    later: str = ""

    @property
    def last_day(self) -> dt.date | None:
        return last_day(self.version.valid_to)


def units_found(
    text: str,
    *,
    on: dt.date,
    province: Province | None = None,
    readable: QuerySet[UnitVersion] | None = None,
    known: dt.datetime | None = None,
) -> QuerySet[UnitVersion]:
    """One version for each unit found: that of ``on``, else the last before it, else the first
    after it. In force first, then what holds ``text`` as it stands, then in the order of names.

    Every word of ``text`` must occur in one name with its code; accents and case don't count. Only
    units with a ``readable`` version are found (None: all). All as the register knew it at
    ``known``.
    """
    shown = one_of_each(on, known)
    if readable is not None:
        shown = shown.filter(unit__in=readable.known().values("unit"))
    if province is not None:
        shown = shown.in_province(province)
    if text:
        shown = shown.filter(unit__in=bearers(text, known))
    state = Case(
        When(in_force(on), then=Value(0)),
        When(valid_from__gt=on, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    scattered = Case(When(search_key__contains=search_key(text), then=Value(0)), default=Value(1))
    shown = shown.select_related("agency", "province").annotate(state=state, scattered=scattered)
    return shown.order_by("state", "scattered", "sort_key", "pk")


def one_of_each(on: dt.date, known: dt.datetime | None) -> QuerySet[UnitVersion]:
    """Of every unit the version of ``on``, else its last before, else its first after."""
    versions = UnitVersion.objects.known(known)
    others = versions.filter(unit=OuterRef("unit"))
    # What the register knows now of a unit's end is kept on the unit; of then it must be looked up.
    last = Q(valid_to=F("unit__ceased_on"))
    if known is not None:
        last = ~Exists(others.filter(valid_from__gte=OuterRef("valid_to")))
    ended = Q(valid_to__lte=on) & last
    ahead = Q(valid_from__gt=on) & ~Exists(others.filter(valid_from__lt=OuterRef("valid_from")))
    return versions.filter(in_force(on) | ended | ahead)


def bearers(text: str, known: dt.datetime | None) -> QuerySet:
    """Ids of the units with a version that holds every word, or with this code of the register."""
    words = search_key(text).split()
    versions = UnitVersion.objects.known(known)
    if not words:
        return versions.none().values("unit")
    held = Q()
    for word in words:
        held &= Q(search_key__contains=word)
    if (number := own_number(text)) is not None:
        held |= Q(unit=number)
    return versions.filter(held).values("unit")


def own_number(text: str) -> int | None:
    """123 for "DV0000123"."""
    handle = text.strip().upper()
    digits = handle.removeprefix("DV")
    is_handle = digits != handle and digits.isascii() and digits.isdigit() and len(digits) < 19
    return int(digits) if is_handle else None


def told(shown: list[UnitVersion], text: str, known: dt.datetime | None = None) -> list[Found]:
    """The rows of a page of results; those found by another name say by which. One query."""
    words = search_key(text).split()
    elsewhere = [one.unit_id for one in shown if not holds_all(one, words)]
    others: dict[int, UnitVersion] = {}
    rows = UnitVersion.objects.known(known).filter(unit__in=elsewhere).order_by("valid_from")
    for version in rows:
        if holds_all(version, words):
            others[version.unit_id] = version
    return [row(one, others.get(one.unit_id)) for one in shown]


def holds_all(version: UnitVersion, words: list[str]) -> bool:
    return all(word in version.search_key for word in words)


def row(shown: UnitVersion, other: UnitVersion | None) -> Found:
    status = STATES[shown.state]
    if other is None:
        return Found(shown, status)
    name = f"{other.name} ({other.shown_code})"
    if other.valid_from < shown.valid_from:
        return Found(shown, status, formerly=name)
    return Found(shown, status, later=name)
