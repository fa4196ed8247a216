"""The number of units of provinces over time, and from when on the register can tell it.

Three grouped queries answer for one province and for all of them alike. A number is known from the
first list on; before it nothing is said. A province that others were merged into is known in full
once each of them, or the province itself, has sent a list.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from units.choices import EntryKind
from units.models import Province, UnitVersion
from units.querysets import UnitVersionQuerySet

from .atlas import Atlas
from .change import Change

Days = Counter[dt.date]


@dataclass(frozen=True)
class History:
    """``steps``: (day, units in force from that day on), one for each day of change, ascending.

    ``since``: first day known at all; ``complete_since``: first day known for the whole territory
    (None: never yet); ``silent``: former provinces of the territory that have sent no list;
    ``listed``: province id -> day of the first list of each that has.
    """

    steps: list[tuple[dt.date, int]] = field(default_factory=list)
    since: dt.date | None = None
    complete_since: dt.date | None = None
    silent: list[Province] = field(default_factory=list)
    listed: dict[int, dt.date] = field(default_factory=dict)

    def number_on(self, day: dt.date) -> int | None:
        """Units in force on ``day``; None before the register holds anything."""
        place = bisect_right(self.steps, day, key=lambda step: step[0])
        return self.steps[place - 1][1] if place else None

    @property
    def first_day(self) -> dt.date | None:
        """The day that later days may fairly be compared with."""
        return self.complete_since or self.since

    def baseline_for(self, day: dt.date) -> dt.date | None:
        """The first day that ``day`` may be compared with, if it comes before it."""
        return self.first_day if self.first_day and self.first_day < day else None

    def change_until(self, day: dt.date) -> Change:
        """From the first day that ``day`` may be compared with."""
        since = self.baseline_for(day)
        return Change(self.number_on(since) if since else None, self.number_on(day))


def histories(
    atlas: Atlas, provinces: Iterable[Province], known: dt.datetime | None = None
) -> dict[int, History]:
    """The history of each of ``provinces`` over its whole territory, by province id."""
    provinces = list(provinces)
    territories = {one.pk: atlas.territory(one) for one in provinces}
    changes, listed = changes_by_province(set().union(*territories.values()), known)
    return {
        one.pk: history(atlas, one, sum_up(changes, territories[one.pk]), listed)
        for one in provinces
    }


def changes_by_province(
    ids: set[int], known: dt.datetime | None
) -> tuple[dict[int, Days], dict[int, dt.date]]:
    """(change in number by province and day, first day by province that no event alone explains).

    Each version adds one on its first day and takes one away at its end.
    """
    versions = UnitVersion.objects.known(known).filter(province__in=ids).order_by()
    begun = grouped(versions, "valid_from")
    ended = grouped(versions.filter(valid_to__isnull=False), "valid_to")
    by_event = grouped(versions.filter(opened_by__kind=EntryKind.EVENT), "valid_from")
    changes = {pk: begun.get(pk, Counter()) for pk in ids}
    listed = {pk: min(days) for pk in ids if (days := changes[pk] - by_event.get(pk, Counter()))}
    for pk, days in ended.items():
        changes[pk].subtract(days)
    return changes, listed


def grouped(versions: UnitVersionQuerySet, date: str) -> dict[int, Days]:
    """Province id -> number of versions by a date of theirs."""
    found: dict[int, Days] = defaultdict(Counter)
    for pk, day, number in versions.values_list("province", date).annotate(number=Count("*")):
        found[pk][day] = number
    return found


def sum_up(changes: dict[int, Days], ids: Iterable[int]) -> Days:
    total: Days = Counter()
    for pk in ids:
        for day, change in changes.get(pk, {}).items():
            total[day] += change
    return total


def running(change: Days) -> list[tuple[dt.date, int]]:
    steps, number = [], 0
    for day in sorted(change):
        if change[day]:
            number += change[day]
            steps.append((day, number))
    return steps


def history(atlas: Atlas, province: Province, change: Days, listed: dict[int, dt.date]) -> History:
    steps = running(change)
    return History(
        steps=steps,
        since=steps[0][0] if steps else None,
        complete_since=complete_since(atlas, province, listed),
        silent=silent(atlas, province, listed) if steps else [],
        listed={pk: listed[pk] for pk in atlas.territory(province) if pk in listed},
    )


def complete_since(atlas: Atlas, province: Province, listed: dict[int, dt.date]) -> dt.date | None:
    """The earlier of its own first list and the day by which all its predecessors had sent one."""
    days = [listed[province.pk]] if province.pk in listed else []
    parts = [complete_since(atlas, one, listed) for one in atlas.predecessors(province)]
    if parts and None not in parts:
        days.append(max(parts))
    return min(days, default=None)


def silent(atlas: Atlas, province: Province, listed: dict[int, dt.date]) -> list[Province]:
    """The former provinces of which nothing is known, unless the whole has sent its own list."""
    if province.pk in listed:
        return []
    parts = atlas.predecessors(province)
    if not parts:
        return [province]
    return [one for part in parts for one in silent(atlas, part, listed)]
