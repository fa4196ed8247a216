"""Annexes D and E of a province: people and deputy heads, by sector."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, F, FilteredRelation, Q, Sum

from units.counts import versions_counted, years_known
from units.models import Province, Sector
from units.periods import as_known

from ..cases.deputies import most_of, quotas_on
from .annex_units import NO_SECTOR
from .tables import ANNEXES, Table

#: Column of annex D -> the figure that it adds up.
FIGURES = {
    "budget": "headcount_budget", "revenue": "headcount_revenue", "present": "headcount_present",
    "contracts": "contracts",
}  # fmt: skip


def year_of(province: Province, on: dt.date) -> int | None:
    """The last year by ``on`` of which the register holds figures of the province."""
    return max((year for year in years_known(province) if year <= on.year), default=None)


def with_figures(province: Province, on: dt.date, year: int | None):
    """Units in force, each with its figures of the year under ``told``, if it has any."""
    condition = Q(unit__figures__year=year) & as_known(None, "unit__figures__")
    told = FilteredRelation("unit__figures", condition=condition)
    return versions_counted(on, province=province).annotate(told=told).order_by()


def people(province: Province, on: dt.date) -> Table:
    year = year_of(province, on)
    sums = {column: Sum(f"told__{figure}") for column, figure in FIGURES.items()}
    rows = with_figures(province, on, year).values("sector")
    counted = rows.annotate(units=Count("*"), known=Count("told"), **sums)
    found = {row["sector"]: row for row in counted}
    return Table(
        ANNEXES["d"],
        [
            {
                "label": name,
                **{column: found[pk][column] for column in FIGURES},
                "without": found[pk]["units"] - found[pk]["known"],
            }
            for pk, name in sectors()
            if pk in found
        ],
        note(year),
    )


def deputies(province: Province, on: dt.date) -> Table:
    """The quota of a unit follows from its group, the level of its agency and its people; where
    one of them is not known, neither quota nor surplus is."""
    year, quotas = year_of(province, on), quotas_on(on)
    rows = with_figures(province, on, year).values_list(
        "sector", "autonomy_group", "agency__level", "told__deputies", size_of()
    )
    found: dict[int | None, list[tuple[int | None, int | None]]] = {}
    for sector, group, level, number, size in rows:
        most = most_of(quotas, group, level, size)
        found.setdefault(sector, []).append((number, most))
    return Table(
        ANNEXES["e"],
        [{"label": name, **of_units(found[pk])} for pk, name in sectors() if pk in found],
        note(year),
    )


def size_of():
    """The people by whom the law measures a unit: those that are there."""
    return F("told__headcount_present")


def of_units(units: list[tuple[int | None, int | None]]) -> dict[str, int | None]:
    """Sums over (deputies, quota) of units; only those of which both are known say a surplus."""
    numbers = [number for number, _most in units if number is not None]
    both = [(number, most) for number, most in units if None not in (number, most)]
    return {
        "deputies": sum(numbers) if numbers else None,
        "most": sum(most for _number, most in both) if both else None,
        "surplus": sum(max(number - most, 0) for number, most in both) if both else None,
        "without": len(units) - len(both),
    }


def sectors() -> Iterable[tuple[int | None, str]]:
    return [*((row.pk, row.name) for row in Sector.objects.all()), (None, NO_SECTOR)]


def note(year: int | None) -> str:
    return f"Số liệu năm {year or '……'}"
