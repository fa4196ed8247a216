"""One province as the national overview tells it, and several set side by side."""

from __future__ import annotations

from dataclasses import dataclass

from resolutions.choices import Status
from units.asked import Asked
from units.models import Province
from units.tally import Kept

from .addresses import Addresses
from .atlas import Atlas, page_address
from .before_and_now import splits
from .history import History
from .legal_lists import LegalLists
from .people import YearLine
from .promises import URGENCY, tally
from .province_list import ProvinceLine, province_line
from .sparkline import Spark, spark
from .tiles import places

SILENT = "silent"
COMPARED_BY = ("sector", "bloc")


@dataclass(frozen=True)
class OverviewLine:
    """One province. ``worst`` is the status of the target that stands worst, empty where it has
    none; ``people`` is the line of the year that the page shows, ``place`` its tile."""

    line: ProvinceLine
    worst: str
    spark: Spark | None
    people: YearLine | None
    years: frozenset[int]
    addresses: Addresses
    place: tuple[int, int] | None

    @property
    def province(self) -> Province:
        return self.line.province

    @property
    def look(self) -> str:
        """How its tile looks: a province without list says nothing of its units."""
        if self.line.number is None and not self.line.targets:
            return SILENT
        return self.line.targets[0].look if self.line.targets else "plain"

    @property
    def status_label(self) -> str:
        return Status(self.worst).label if self.worst else ""


@dataclass(frozen=True)
class ComparedRow:
    """Units of one sector or bloc in each of the compared provinces, None where no list has come;
    ``asked_as`` and ``value`` are what lists of units call it."""

    name: str
    asked_as: str
    value: str
    cells: list[tuple[OverviewLine, int | None]]


def overview_line(
    province: Province,
    past: History,
    progresses: list,
    people: list[YearLine],
    year: int | None,
    asked: Asked,
) -> OverviewLine:
    statuses = [one.status for one in progresses]
    worst = next((one for one in URGENCY if one in statuses), "")
    url = page_address(province, asked)
    return OverviewLine(
        line=province_line(province, url, past, tally(statuses), asked.on),
        worst=worst,
        spark=spark(past, asked.on),
        people=next((line for line in people if line.year == year), None),
        years=frozenset(line.year for line in people),
        addresses=Addresses(province, asked.on, asked),
        place=places(asked.on).get(province.code),
    )


def compared_rows(
    atlas: Atlas, compared: list[OverviewLine], kept: Kept, lists: LegalLists
) -> list[ComparedRow]:
    """A row for each sector and bloc that any of them has."""
    rows: dict[tuple[str, str], ComparedRow] = {}
    for place, one in enumerate(compared):
        if one.line.number is None:
            continue
        territory = atlas.territory(one.province)
        for split in splits(territory, None, one.addresses.day, kept, lists):
            for row in split.rows if split.asked_as in COMPARED_BY else ():
                empty = [(other, None if other.line.number is None else 0) for other in compared]
                new = ComparedRow(row.name, split.asked_as, row.value, empty)
                found = rows.setdefault((split.asked_as, row.value), new)
                found.cells[place] = (one, row.change.now)
    return sorted(rows.values(), key=lambda row: COMPARED_BY.index(row.asked_as))
