"""The number of units of provinces over time, and from when on the register can tell it.

The kept counts answer for one province and for all of them alike. A number is known from the first
list on; before it nothing is said. A province that others were merged into is known in full
once each of them, or the province itself, has sent a list.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Count

from units.models import Province, UnitVersion
from units.querysets import UnitVersionQuerySet
from units.tally import Kept

from .atlas import Atlas
from .change import Change
from .narrowing import Narrowing

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


def histories(atlas: Atlas, provinces: Iterable[Province], kept: Kept) -> dict[int, History]:
    """The history of each of ``provinces`` over its whole territory, by province id."""
    listed = {area: day for area in kept.areas if (day := kept.listed(area))}
    return {
        one.pk: history(atlas, one, sum_up(kept, atlas.territory(one)), listed) for one in provinces
    }


def narrowed_history(
    past: History,
    territory: Iterable[int],
    narrowed: Narrowing,
    known: dt.datetime | None = None,
) -> History:
    """The same history, its steps counting only the units that it is narrowed to: none of them on a
    day that the register knows is 0, not unknown."""
    versions = UnitVersion.objects.known(known).filter(narrowed.versions, province__in=territory)
    steps = running(changes(versions))
    if past.since and (not steps or past.since < steps[0][0]):
        steps.insert(0, (past.since, 0))
    return replace(past, steps=steps)


def changes(versions: UnitVersionQuerySet) -> Days:
    """By how much their number changes, by day; one query."""
    plain = versions.order_by()
    begun = plain.values_list("valid_from").annotate(number=Count("*"))
    ended = plain.filter(valid_to__isnull=False).values_list("valid_to")
    found: Days = Counter()
    for day, number in begun.union(ended.annotate(number=0 - Count("*")), all=True):
        found[day] += number
    return found


def sum_up(kept: Kept, ids: Iterable[int]) -> Days:
    total: Days = Counter()
    for pk in ids:
        for day, change in kept.changes(pk).items():
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
