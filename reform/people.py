"""People paid from the state budget, year by year, as far as units have reported them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from resolutions.indicators.reading import lived_through
from units.models import Province, UnitVersion, YearFigures

from .change import Change
from .history import History


@dataclass(frozen=True)
class YearLine:
    """Assigned headcount of the units in force at the end of a year (or on the page's day, if that
    comes first). ``without`` units have not reported it, so ``people`` is then only a part."""

    year: int
    people: int
    units: int
    without: int
    change: Change

    @property
    def label(self) -> str:
        """The year as it is written: 2025, never 2.025."""
        return str(self.year)


def people_by_year(
    province: Province,
    territory: Collection[int],
    history: History,
    day: dt.date,
    known: dt.datetime | None = None,
) -> list[YearLine]:
    """The years of which anything is known up to ``day``, the earliest first; one query."""
    return year_lines(reported(territory, day, known), province, territory, history, day)


def reported(
    territory: Collection[int], day: dt.date, known: dt.datetime | None
) -> list[tuple[int, int, int, int]]:
    """(year, province id, people, units that reported them) up to ``day``; one query."""
    figures = YearFigures.objects.known(known).filter(
        not_ceased(day, known), province__in=territory, year__lte=day.year
    )
    rows = figures.order_by("year", "province").values_list("year", "province")
    sums = rows.annotate(people=Sum("headcount_budget"), units=Count("headcount_budget"))
    return list(sums.filter(units__gt=0))


def year_lines(
    rows: Iterable[tuple[int, int, int, int]],
    province: Province,
    territory: Collection[int],
    history: History,
    day: dt.date,
) -> list[YearLine]:
    """What ``rows`` say of a province over its territory, the earliest year first."""
    people_of, units_of = Counter(), Counter()
    for year, place, people, units in rows:
        if place in territory and lived_through(province, year):
            people_of[year] += people
            units_of[year] += units
    lines, before = [], None
    for year, units in units_of.items():
        number = history.number_on(min(dt.date(year, 12, 31), day)) or 0
        without = max(number - units, 0)
        # A part can't be compared with a whole.
        now = None if without else people_of[year]
        lines.append(YearLine(year, people_of[year], units, without, Change(before, now)))
        before = now
    return lines


def not_ceased(day: dt.date, known: dt.datetime | None) -> Q:
    """Figures of units that had not ceased by the end of their year, or by ``day``."""
    if known is None:  # the end that the register holds now stands beside each unit
        ends_later = Q(unit__ceased_on__year__gt=F("year")) | Q(unit__ceased_on__gt=day)
        return Q(unit__ceased_on=None) | ends_later
    ends_later = Q(valid_to__year__gt=OuterRef("year")) | Q(valid_to__gt=day)
    versions = UnitVersion.objects.known(known).filter(unit=OuterRef("unit"))
    return Q(Exists(versions.filter(Q(valid_to=None) | ends_later)))
