"""What goes where by the rules of a mass transfer, as plain rows for a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..models import Agency, Sector, UnitVersion
from ..transfers import TransferPlan
from .transfer_holdings import Holdings

#: So many units that no rule names are listed; the rest is only counted.
LEFT_SHOWN = 200


@dataclass(frozen=True)
class Row:
    agency: Agency
    numbers: list[int]
    left: int
    total: int


@dataclass(frozen=True)
class Table:
    """From agency -> to agency: number of units; ``stay`` lists units that no rule names."""

    columns: list[str]
    rows: list[Row]
    totals: list[int]
    stay: list[tuple[UnitVersion, Agency, Sector | None]]
    moving: int
    left: int


def table_of(plan: TransferPlan, holdings: Holdings) -> Table:
    moved = plan.by_agency()
    columns = [pk for pk in holdings.destinations if pk in plan.going]
    left = Counter(version.agency_id for version in plan.left)
    rows = [
        Row(
            agency,
            [moved.get((agency.pk, to), 0) for to in columns],
            left[agency.pk],
            holdings.number(agency),
        )
        for agency in holdings.agencies
    ]
    agencies = {agency.pk: agency for agency in holdings.agencies}
    sectors = {sector.pk: sector for sector in holdings.sectors}
    return Table(
        columns=[holdings.destinations[pk] for pk in columns],
        rows=rows,
        totals=[len(plan.going[pk]) for pk in columns],
        stay=[
            (version, agencies[version.agency_id], sectors.get(version.sector_id))
            for version in plan.left[:LEFT_SHOWN]
        ],
        moving=plan.number,
        left=len(plan.left),
    )
