"""The provinces that were merged into one, side by side on their last day, and their sum.

A sum is given only where every part is known; a ratio is computed from summed counts, never from
other ratios.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from resolutions.digits import percent
from resolutions.indicators import AUTONOMOUS
from resolutions.indicators.measured import share_of
from resolutions.models import Target
from resolutions.progress import Progress
from units.asked import Asked
from units.counts import UNKNOWN
from units.models import Province
from units.moves import Moves
from units.periods import last_day
from units.tally import Kept
from units.tally_subjects import Subject

from .addresses import Addresses
from .atlas import Atlas
from .history import History
from .joint_targets import JointCell, JointTarget, joint_targets
from .legal_lists import LegalLists
from .people import YearLine, people_by_year
from .standings import judged


@dataclass(frozen=True)
class Cell:
    """``value`` None: not known; ``note`` says what it leaves out, or of how many it is a part.
    ``url`` is the list behind it, empty for a sum of the cells beside it."""

    value: int | None
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Row:
    """One number of each part, in the order of the columns, and of all together."""

    title: str
    cells: list[Cell]
    total: Cell
    is_detail: bool = False


@dataclass(frozen=True)
class Column:
    """One of the merged provinces; ``url`` is its frozen page and ``day`` its last day."""

    name: str
    code: str
    url: str
    day: dt.date


@dataclass(frozen=True)
class SideBySide:
    columns: list[Column]
    rows: list[Row]
    targets: list[JointTarget]

    @property
    def promises(self) -> list[tuple[JointTarget, list[tuple[Column, JointCell | None]]]]:
        """Each line of targets with the column of each of its cells."""
        return [(one, list(zip(self.columns, one.cells, strict=True))) for one in self.targets]


@dataclass(frozen=True)
class Part:
    """What is known of one merged province on its last day; ``number`` None: no list has come.
    ``addresses`` are those of its lists."""

    addresses: Addresses
    number: int | None
    sectors: Counter[int | None]
    autonomy: Counter[str]
    people: dict[int, YearLine]
    progresses: list[Progress]

    def units(self, **wanted: object) -> str:
        """The list of its units."""
        return self.addresses.units(self.addresses.day, **wanted)


def merged_provinces(atlas: Atlas, province: Province) -> list[Province]:
    """The provinces whose land came together in ``province`` or in what it went on from: two or
    more, all of them readable; else none."""
    parts = atlas.predecessors(province)
    while len(parts) == 1:
        parts = atlas.predecessors(parts[0])
    return parts if all(atlas.may_read(one) for one in parts) else []


def side_by_side(
    atlas: Atlas,
    provinces: Sequence[Province],
    pasts: Mapping[int, History],
    asked: Asked,
    targets: list[Target],
    kept: Kept,
    lists: LegalLists,
    moves: Moves,
) -> SideBySide | None:
    """Each of ``provinces`` as it was on its last day; None where nothing at all is known of them.

    ``targets``, ``kept`` and ``moves`` cover the territories of all of them.
    """
    places = [Addresses(one, last_day(one.valid_to), asked) for one in provinces]
    progresses = {}
    for day in {one.day for one in places}:
        ended = [one.province for one in places if one.day == day]
        progresses |= judged(atlas, ended, day, targets, kept, moves)
    known = [
        part(atlas, one, pasts[one.province.pk], kept, progresses[one.province.pk])
        for one in places
    ]
    if all(one.number is None and not one.progresses for one in known):
        return None
    columns = [
        Column(one.full_name, one.code, atlas.address(one, asked), last_day(one.valid_to))
        for one in provinces
    ]
    return SideBySide(columns, rows(known, lists), joint_targets([one.progresses for one in known]))


def part(
    atlas: Atlas, addresses: Addresses, past: History, kept: Kept, progresses: list[Progress]
) -> Part:
    day, province = addresses.day, addresses.province
    territory = atlas.territory(province)
    groups: Counter[str] = Counter()
    for (_key, _bloc, group), number in kept.on(day, territory, Subject.AUTONOMY).items():
        groups[group] += number
    sectors = kept.on(day, territory, Subject.SECTOR)
    lines = people_by_year(province, territory, past, day, kept)
    return Part(
        addresses=addresses,
        number=None if past.silent else past.number_on(day),
        sectors=Counter({key or None: number for (key, _bloc, _v), number in sectors.items()}),
        autonomy=groups,
        people={line.year: line for line in lines},
        progresses=progresses,
    )


def rows(parts: Sequence[Part], lists: LegalLists) -> list[Row]:
    units = [Cell(one.number, url=one.units()) for one in parts]
    return [
        Row(_("Units in force"), units, summed(units)),
        *sector_rows(parts, lists),
        *autonomy_row(parts),
        *people_row(parts),
    ]


def sector_rows(parts: Sequence[Part], lists: LegalLists) -> list[Row]:
    """One for each sector that any of them has; the last for units of which it is not known."""
    seen = set().union(*(one.sectors for one in parts))
    found = [(str(one), pk, one.code) for pk, one in lists.sectors.items() if pk in seen]
    found += [(_("Sector not known"), None, UNKNOWN)] if None in seen else []
    return [row_of(name, (sector(one, pk, code) for one in parts)) for name, pk, code in found]


def sector(part: Part, pk: int | None, code: str) -> Cell:
    if part.number is None:
        return Cell(None)
    return Cell(part.sectors[pk], url=part.units(sector=code))


def row_of(title: str, cells: Iterable[Cell]) -> Row:
    cells = list(cells)
    return Row(title, cells, summed(cells), is_detail=True)


def summed(cells: Iterable[Cell]) -> Cell:
    values = [cell.value for cell in cells]
    return Cell(None if None in values else sum(values))


def autonomy_row(parts: Sequence[Part]) -> list[Row]:
    """Units of Groups 1 and 2 (Decree 60/2021/NĐ-CP, Article 9) as a share of all units."""
    if not any(one.autonomy for one in parts):
        return []
    whole = None if any(one.number is None for one in parts) else Counter()
    for one in parts if whole is not None else ():
        whole += one.autonomy
    cells = [
        replace(
            autonomous(None if one.number is None else one.autonomy),
            url=one.units(autonomy=sorted(AUTONOMOUS)),
        )
        for one in parts
    ]
    return [Row(_("Financially autonomous (Groups 1 and 2)"), cells, autonomous(whole))]


def autonomous(groups: Counter[str] | None) -> Cell:
    if groups is None:
        return Cell(None)
    if unknown := groups[""]:
        words = ngettext(
            "group of %(number)s unit not known", "group of %(number)s units not known", unknown
        )
        return Cell(None, words % {"number": number_format(unknown, force_grouping=True)})
    number = sum(groups[group] for group in AUTONOMOUS)
    if not groups:
        return Cell(number)
    return Cell(number, percent(share_of(Decimal(number), Decimal(groups.total()))))


def people_row(parts: Sequence[Part]) -> list[Row]:
    """People paid from the budget in the last year that any of them has reported."""
    years = set().union(*(one.people for one in parts))
    if not years:
        return []
    year = max(years)
    lines = [one.people.get(year) for one in parts]
    cells = [
        Cell(line.people, without(line.without), one.addresses.figures(line.counted_on, year))
        if line
        else Cell(None)
        for one, line in zip(parts, lines, strict=True)
    ]
    left_out = [line.without if line else None for line in lines]
    total = Cell(summed(cells).value, "" if None in left_out else without(sum(left_out)))
    title = _("People paid from the state budget, %(year)s") % {"year": year}
    return [Row(title, cells, total)]


def without(number: int | None) -> str:
    """What a sum of people leaves out, as far as that is known."""
    if number is None:
        return ""
    words = ngettext("without %(number)s unit", "without %(number)s units", number)
    return words % {"number": number_format(number, force_grouping=True)} if number else ""
