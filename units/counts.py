"""Counting what is in force: on a day, over time, and the sums of yearly figures.

A count is one grouped query over the covering index of versions; levels and blocs are read off the
few hundred agencies afterwards. Nothing is stored, so nothing can drift.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Min, Sum

from .models import Agency, Province, Sector, UnitVersion, YearFigures

#: What a count can be split by. ``UNKNOWN``: units of which the register does not know it.
DIMENSIONS = ("sector", "agency", "level", "bloc", "autonomy", "province")
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Counts:
    """Units in force ``on`` a day: their number, and the same number split ``by`` a dimension."""

    on: dt.date
    total: int
    by: dict[str, int]


@dataclass(frozen=True)
class FigureSum:
    """Sum of one yearly figure; ``units_without`` units in force have no such figure."""

    total: Decimal | None
    units: int
    units_without: int


def versions_counted(
    on: dt.date, *, province: Province | None = None, known: dt.datetime | None = None
):
    """The versions that a count on ``on`` counts: those of a province's territory, or of the whole
    country, where fictional provinces never count."""
    versions = UnitVersion.objects.on(on, known=known)
    if province is not None:
        return versions.in_province(province)
    fictional = Province.objects.filter(is_fictional=True).values("pk")
    return versions.exclude(province__in=fictional)


def count_units(
    on: dt.date,
    *,
    by: str | None = None,
    province: Province | None = None,
    known: dt.datetime | None = None,
) -> Counts:
    """Count units in force on ``on``; ``by`` is one of :data:`DIMENSIONS` or None.

    Keys of ``by`` are codes (sector, level, bloc, autonomy group, province) or agency names.
    """
    versions = versions_counted(on, province=province, known=known)
    if by is None:
        return Counts(on, versions.count(), {})
    column = {"level": "agency", "bloc": "agency", "autonomy": "autonomy_group"}.get(by, by)
    tally = dict(versions.order_by().values_list(column).annotate(number=Count("*")))
    name_of = NAMERS[by](on)
    named: Counter[str] = Counter()
    for key, number in tally.items():
        named[name_of(key) or UNKNOWN] += number
    return Counts(on, sum(tally.values()), dict(sorted(named.items())))


def agency_names(on: dt.date) -> Callable:
    """Names of agencies; a name that two of them bear is told apart by province."""
    rows = list(Agency.objects.values_list("pk", "name", "province__code"))
    often = Counter(name for _pk, name, _code in rows)
    names = {pk: f"{name} [{code or '–'}]" if often[name] > 1 else name for pk, name, code in rows}
    return names.get


def province_codes(on: dt.date) -> Callable:
    """Codes of the provinces that hold each territory on ``on``."""
    provinces = {province.pk: province for province in Province.objects.all()}

    def code(pk: int | None) -> str | None:
        province = provinces.get(pk)
        while province and not province.holds_on(on) and province.succeeded_by_id:
            province = provinces[province.succeeded_by_id]
        return province and province.code

    return code


NAMERS: dict[str, Callable[[dt.date], Callable]] = {
    "sector": lambda on: dict(Sector.objects.values_list("pk", "code")).get,
    "agency": agency_names,
    "level": lambda on: dict(Agency.objects.values_list("pk", "level__code")).get,
    "bloc": lambda on: dict(Agency.objects.values_list("pk", "bloc")).get,
    "autonomy": lambda on: lambda group: group,
    "province": province_codes,
}


def known_since(province: Province, *, known: dt.datetime | None = None) -> dt.date | None:
    """The day from which the register holds anything about a province; before it a count says
    nothing. None when it holds nothing at all."""
    versions = UnitVersion.objects.known(known).in_province(province)
    return versions.aggregate(first=Min("valid_from"))["first"]


def counts_over_time(
    province: Province, *, known: dt.datetime | None = None
) -> list[tuple[dt.date, int]]:
    """(day, number of units from that day on), one pair for each day on which the number changed.

    Each version adds one from its first day and takes one away from its end; versions that follow
    each other without a gap cancel out.
    """
    versions = UnitVersion.objects.known(known).in_province(province).order_by()
    change: Counter[dt.date] = Counter()
    for start, number in versions.values_list("valid_from").annotate(number=Count("*")):
        change[start] += number
    ended = versions.filter(valid_to__isnull=False)
    for end, number in ended.values_list("valid_to").annotate(number=Count("*")):
        change[end] -= number
    steps, running = [], 0
    for day in sorted(change):
        if change[day]:
            running += change[day]
            steps.append((day, running))
    return steps


def figures_total(
    province: Province, year: int, field: str, *, on: dt.date, known: dt.datetime | None = None
) -> FigureSum:
    """Sum of ``field`` over the units in force on ``on``, with the figures of ``year``.

    ``total`` is None when no unit has the figure. Money in đồng, people in persons.
    """
    in_force = versions_counted(on, province=province, known=known).order_by().values("unit")
    rows = YearFigures.objects.known(known).filter(year=year, unit__in=in_force)
    sums = rows.aggregate(total=Sum(field), units=Count(field))
    number = in_force.count()
    return FigureSum(sums["total"], sums["units"], number - sums["units"])


def years_known(province: Province, *, known: dt.datetime | None = None) -> list[int]:
    """Years of which the register holds any figure of the province, ascending."""
    rows = YearFigures.objects.known(known).filter(province__in=province.territory_ids())
    return sorted(rows.order_by().values_list("year", flat=True).distinct())
