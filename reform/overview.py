"""The whole country on a day, as plain values: every province, worst first, on a map of tiles, in
small charts, by sector and bloc, and a few of them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resolutions.cascade import targets_of
from resolutions.indicators import SUMMED
from resolutions.models import SourceClaim
from units.asked import Asked
from units.tally import Kept, area_of

from .addresses import Addresses
from .atlas import Atlas
from .before_and_now import Split, splits
from .history import histories
from .legal_lists import legal_lists
from .overview_lines import SILENT, ComparedRow, OverviewLine, compared_rows, overview_line
from .people import people_by_year
from .plan_findings import FindingLine, findings_about_the_country
from .plan_practices import PracticeLine, practices_of
from .promises import URGENCY, tally
from .province_list import total, units_of_ministries
from .sources import claims_about_the_country
from .standings import days_asked, judged


@dataclass(frozen=True)
class Overview:
    """``lines`` are the real provinces as they are sorted and filtered, of all ``real``; ``total``
    sums what is known of them and of ministries, None where the reader may not see everything."""

    asked: Asked
    addresses: Addresses
    lines: list[OverviewLine]
    real: list[OverviewLine]
    fictional: list[OverviewLine]
    compared: list[OverviewLine]
    compared_rows: list[ComparedRow]
    ministries: int | None
    total: int | None
    year: int | None
    years: list[int]
    splits: list[Split]
    practices: list[PracticeLine]
    practices_invented: list[PracticeLine]
    claims: list[SourceClaim]
    findings: list[FindingLine]

    @property
    def known(self) -> int:
        """Provinces of which a list has come."""
        return sum(1 for one in self.real if one.line.number is not None)

    @property
    def silent(self) -> int:
        return len(self.real) - self.known

    @property
    def standings(self) -> list:
        """How many provinces stand how, each by its worst target."""
        return tally(one.worst for one in self.real if one.worst)

    @property
    def tiles(self) -> list[OverviewLine]:
        """From north to south, as they are read out."""
        placed = [one for one in self.real if one.place]
        return sorted(placed, key=lambda one: (one.place[1], one.place[0]))

    @property
    def multiples(self) -> list[OverviewLine]:
        return [one for one in self.lines if one.spark]

    @property
    def disputed(self) -> list[FindingLine]:
        return [line for line in self.findings if line.is_in_dispute]


@dataclass(frozen=True)
class OverviewWish:
    """``compared``: codes of provinces to be set side by side; ``year`` None: the last known."""

    sort: str = "worst"
    status: str = ""
    kind: str = ""
    year: int | None = None
    compared: Sequence[str] = ()


def overview(atlas: Atlas, asked: Asked, wish: OverviewWish) -> Overview:
    """All provinces in force on the day asked for that the reader may see. The number of queries
    depends neither on the provinces nor on units, targets and events."""
    provinces = atlas.in_force(asked.on)
    targets = targets_of([one.pk for one in provinces], asked.moment)
    areas = set().union({area_of(None)}, *(atlas.territory(one) for one in provinces))
    kept = Kept(areas, asked.moment, figures=SUMMED)
    kept.ask(days_asked(targets, asked.on))
    pasts = histories(atlas, provinces, kept)
    progresses = judged(atlas, provinces, asked.on, targets, kept)
    people = {
        one.pk: people_by_year(one, atlas.territory(one), pasts[one.pk], asked.on, kept)
        for one in provinces
    }
    years = sorted({line.year for lines in people.values() for line in lines})
    year = year_shown(years, asked, wish)
    found = [
        overview_line(one, pasts[one.pk], progresses[one.pk], people[one.pk], year, asked)
        for one in provinces
    ]
    return Overview(
        asked=asked,
        addresses=Addresses(None, asked.on, asked),
        fictional=[one for one in found if one.province.is_fictional],
        year=year,
        years=years,
        claims=claims_about_the_country(),
        findings=findings_about_the_country(),
        **sorted_out(found, wish),
        **put_forward(atlas, found, asked),
        **in_sum(atlas, found, wish, kept),
    )


def year_shown(years: list[int], asked: Asked, wish: OverviewWish) -> int | None:
    """The year asked for, else the last that was over on the day, else the last of which anything
    is known."""
    over = [year for year in years if year < asked.on.year]
    return wish.year if wish.year in years else ([None, *years[-1:], *over[-1:]])[-1]


def sorted_out(found: list[OverviewLine], wish: OverviewWish) -> dict[str, object]:
    """The real provinces, those that are asked for in the order asked for."""
    real = [one for one in found if not one.province.is_fictional]
    lines = [one for one in real if wanted(one, wish)]
    return {"real": real, "lines": sorted(lines, key=ORDERS[wish.sort])}


def put_forward(atlas: Atlas, found: list[OverviewLine], asked: Asked) -> dict[str, object]:
    """Good practices for all to see; those of an invented province stand apart."""
    invented = [one.province for one in found if one.province.is_fictional]
    apart = set().union(*(atlas.territory(one) for one in invented))
    areas = set().union(*(atlas.territory(one.province) for one in found))
    practices = practices_of(areas, asked.on)
    return {
        "practices": [one for one in practices if one.province_id not in apart],
        "practices_invented": [one for one in practices if one.province_id in apart],
    }


def in_sum(
    atlas: Atlas, found: list[OverviewLine], wish: OverviewWish, kept: Kept
) -> dict[str, object]:
    """What the known provinces come to together, their units by sector, level and so on; and the
    same of those that are compared, side by side."""
    lists = legal_lists()
    real = [one for one in found if not one.province.is_fictional]
    compared = [one for one in found if one.province.code in wish.compared]
    areas = set().union(*(atlas.territory(one.province) for one in real))
    ministries = None
    if atlas.is_whole and real:
        ministries = units_of_ministries(kept, real[0].addresses.day)
        areas |= {area_of(None)}
    is_known = ministries or any(one.line.number is not None for one in real)
    day = real[0].addresses.day if is_known else None
    return {
        "ministries": ministries,
        "total": total((one.line for one in real), ministries) if atlas.is_whole else None,
        "splits": splits(areas, None, day, kept, lists) if day else [],
        "compared": compared,
        "compared_rows": compared_rows(atlas, compared, kept, lists),
    }


def wanted(one: OverviewLine, wish: OverviewWish) -> bool:
    is_of_kind = not wish.kind or one.province.kind == wish.kind
    if wish.status == SILENT:
        return is_of_kind and one.line.number is None
    return is_of_kind and (not wish.status or one.worst == wish.status)


def severity(one: OverviewLine) -> tuple:
    """Worst first: missed, behind, not known ...; of those alike the one with more such targets.
    Provinces without targets come last, those without a list at the very end."""
    if not one.worst:
        return (len(URGENCY) + (one.line.number is None), 0, one.province.code)
    return (URGENCY.index(one.worst), -one.line.targets[0].number, one.province.code)


def last_if_unknown(number: int | None) -> tuple[bool, int]:
    return (number is None, -(number or 0))


ORDERS = {
    "worst": severity,
    "code": lambda one: one.province.code,
    "name": lambda one: one.province.sort_key,
    "units": lambda one: last_if_unknown(one.line.number),
    "change": lambda one: last_if_unknown(
        None if one.line.change.number is None else -one.line.change.number
    ),
    "people": lambda one: last_if_unknown(one.people.people if one.people else None),
}
