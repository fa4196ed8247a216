"""People and money of the state budget, year by year, as far as units have reported them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from resolutions.digits import rounded
from resolutions.indicators import SUMMED
from resolutions.indicators.reading import lived_through
from units.models import Province, UnitVersion, YearFigures
from units.tally import Kept
from units.tally_subjects import Subject

from .change import Change
from .history import History
from .narrowing import EVERYTHING, Narrowing


@dataclass(frozen=True)
class Reported:
    """Sums of a year's figures over the units that have them; money in đồng."""

    people: int = 0
    units: int = 0
    budget: int = 0
    budget_units: int = 0


@dataclass(frozen=True)
class YearLine:
    """Assigned headcount and state budget spending of the units in force at the end of a year (or
    on the page's day, ``counted_on``, if that comes first). ``without`` and ``budget_without``
    units have not reported it, so the sum is then only a part; None where nobody has, and where
    the register does not know how many units there were."""

    year: int
    counted_on: dt.date
    people: int | None
    units: int
    without: int | None
    change: Change
    budget: int | None
    budget_without: int | None
    budget_change: Change

    @property
    def label(self) -> str:
        """The year as it is written: 2025, never 2.025."""
        return str(self.year)

    @property
    def budget_in_billions(self) -> str:
        """Rounded to a tenth, as reports write it."""
        if self.budget is None:
            return ""
        return rounded(Decimal(self.budget) / 10**9, 1)


def people_by_year(
    province: Province,
    territory: Collection[int],
    history: History,
    day: dt.date,
    kept: Kept,
    narrowed: Narrowing = EVERYTHING,
) -> list[YearLine]:
    """The years of which anything is known up to ``day``, the earliest first; where the page is
    narrowed this is one query more."""
    if narrowed:
        sums = reported(territory, day, kept.known, narrowed)
    else:
        sums = kept_sums(territory, day, kept)
    return year_lines(sums, province, history, day)


def kept_sums(territory: Collection[int], day: dt.date, kept: Kept) -> dict[int, Reported]:
    """Year -> sums over the units that had not ceased by its end, or by ``day``."""
    having = kept.on(day, territory, Subject.HAVING_ALIVE)
    total = kept.on(day, territory, Subject.SUM_ALIVE)
    return {
        year: Reported(*(counts[year, "", field] for field in SUMMED for counts in (total, having)))
        for year in sorted({year for year, _bloc, field in having if field in SUMMED})
    }


def reported(
    territory: Collection[int], day: dt.date, known: dt.datetime | None, narrowed: Narrowing
) -> dict[int, Reported]:
    """The same, counted from the figures themselves: over the units that it is narrowed to."""
    figures = figures_counted(territory, day, known, narrowed)
    rows = (
        figures.order_by("year")
        .values_list("year")
        .annotate(
            people=Coalesce(Sum("headcount_budget"), 0),
            units=Count("headcount_budget"),
            budget=Sum("budget_spending"),
            budget_units=Count("budget_spending"),
        )
        .filter(Q(units__gt=0) | Q(budget_units__gt=0))
    )
    return {
        year: Reported(people, units, int(budget or 0), budget_units)
        for year, people, units, budget, budget_units in rows
    }


def figures_counted(
    territory: Collection[int],
    day: dt.date,
    known: dt.datetime | None,
    narrowed: Narrowing = EVERYTHING,
) -> QuerySet[YearFigures]:
    """The yearly figures of a territory that a page of ``day`` adds up."""
    return YearFigures.objects.known(known).filter(
        not_ceased(day, known),
        narrowed.figures(day, known),
        province__in=territory,
        year__lte=day.year,
    )


def year_lines(
    sums: Mapping[int, Reported], province: Province, history: History, day: dt.date
) -> list[YearLine]:
    """What ``sums`` say of a province, the earliest year first."""
    lines, people, budget = [], None, None
    for year, found in sums.items():
        if not lived_through(province, year):
            continue
        line = year_line(year, found, history, day, people, budget)
        lines.append(line)
        people, budget = line.change.now, line.budget_change.now
    return lines


def year_line(
    year: int,
    found: Reported,
    history: History,
    day: dt.date,
    people_before: int | None,
    budget_before: int | None,
) -> YearLine:
    """A part can't be compared with a whole: where units are missing, or it is not known whether
    any are, there is no change."""
    counted_on = min(dt.date(year, 12, 31), day)
    number = history.number_on(counted_on)
    without, budget_without = missing(number, found.units), missing(number, found.budget_units)
    return YearLine(
        year=year,
        counted_on=counted_on,
        people=found.people if found.units else None,
        units=found.units,
        without=without,
        change=Change(people_before, found.people if without == 0 else None),
        budget=found.budget if found.budget_units else None,
        budget_without=budget_without,
        budget_change=Change(budget_before, found.budget if budget_without == 0 else None),
    )


def missing(number: int | None, reporting: int) -> int | None:
    """How many of ``number`` units have not reported; None where the number is not known."""
    return None if number is None else max(number - reporting, 0)


def not_ceased(day: dt.date, known: dt.datetime | None) -> Q:
    """Figures of units that had not ceased by the end of their year, or by ``day``."""
    if known is None:  # the end that the register holds now stands beside each unit
        ends_later = Q(unit__ceased_on__year__gt=F("year")) | Q(unit__ceased_on__gt=day)
        return Q(unit__ceased_on=None) | ends_later
    ends_later = Q(valid_to__year__gt=OuterRef("year")) | Q(valid_to__gt=day)
    versions = UnitVersion.objects.known(known).filter(unit=OuterRef("unit"))
    return Q(Exists(versions.filter(Q(valid_to=None) | ends_later)))
