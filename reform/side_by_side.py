"""The provinces that were merged into one, side by side on their last day, and their sum.

A sum is given only where every part is known; a ratio is computed from summed counts, never from
other ratios.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from resolutions.indicators import AUTONOMOUS
from resolutions.indicators.measured import share_of
from resolutions.progress import Progress, percent
from units.asked import Asked
from units.models import Province, Sector
from units.periods import last_day

from .atlas import Atlas
from .history import History
from .joint_targets import JointCell, JointTarget, joint_targets
from .people import YearLine, reported, year_lines
from .standings import Answers, answers_about, judged


@dataclass(frozen=True)
class Cell:
    """``value`` None: not known; ``note`` says what it leaves out, or of how many it is a part."""

    value: int | None
    note: str = ""


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
    """What is known of one merged province on its last day; ``number`` None: no list has come."""

    number: int | None
    sectors: Counter[int | None]
    autonomy: Counter[str]
    people: dict[int, YearLine]
    progresses: list[Progress]


def merged_provinces(atlas: Atlas, province: Province) -> list[Province]:
    """The provinces whose land came together in ``province`` or in what it went on from: two or
    more, all of them readable; else none."""
    parts = atlas.predecessors(province)
    while len(parts) == 1:
        parts = atlas.predecessors(parts[0])
    return parts if all(atlas.may_read(one) for one in parts) else []


def side_by_side(
    atlas: Atlas, provinces: Sequence[Province], pasts: Mapping[int, History], asked: Asked
) -> SideBySide | None:
    """Each of ``provinces`` as it was on its last day; None where nothing at all is known of them.

    Queries grow with the days, of which there is one, and not with provinces, units or targets.
    """
    answers = answers_about(atlas, provinces, asked.moment)
    parts: dict[int, Part] = {}
    for day in dict.fromkeys(last_day(one.valid_to) for one in provinces):
        ended = [one for one in provinces if last_day(one.valid_to) == day]
        parts |= parts_on(day, atlas, ended, pasts, answers)
    columns = [
        Column(one.full_name, one.code, atlas.address(one, asked), last_day(one.valid_to))
        for one in provinces
    ]
    known = [parts[one.pk] for one in provinces]
    if all(one.number is None and not one.progresses for one in known):
        return None
    return SideBySide(columns, rows(known), joint_targets([one.progresses for one in known]))


def parts_on(
    day: dt.date,
    atlas: Atlas,
    provinces: Sequence[Province],
    pasts: Mapping[int, History],
    answers: Answers,
) -> dict[int, Part]:
    progresses = judged(atlas, provinces, pasts, day, answers)
    figures = reported(answers.territory, day, answers.known)
    parts = {}
    for one in provinces:
        territory, past = atlas.territory(one), pasts[one.pk]
        lines = year_lines(figures, one, territory, past, day)
        parts[one.pk] = Part(
            number=None if past.silent else past.number_on(day),
            sectors=tallied(answers.tally(day, "sector"), territory),
            autonomy=tallied(answers.tally(day, "autonomy_group"), territory),
            people={line.year: line for line in lines},
            progresses=progresses[one.pk],
        )
    return parts


def tallied(tally: Mapping[int, list[tuple]], territory: set[int]) -> Counter:
    """Value -> number of units of a territory, whatever their agency."""
    found = Counter()
    for pk in territory:
        for _agency, value, number in tally.get(pk, ()):
            found[value] += number
    return found


def rows(parts: Sequence[Part]) -> list[Row]:
    units = [Cell(one.number) for one in parts]
    return [
        Row(_("Units in force"), units, summed(units)),
        *sector_rows(parts),
        *autonomy_row(parts),
        *people_row(parts),
    ]


def sector_rows(parts: Sequence[Part]) -> list[Row]:
    """One for each sector that any of them has; the last for units of which it is not known."""
    seen = set().union(*(one.sectors for one in parts))
    names = {sector.pk: str(sector) for sector in Sector.objects.all()}
    found = [(name, pk) for pk, name in names.items() if pk in seen]
    found += [(_("Sector not known"), None)] if None in seen else []
    return [row_of(name, (sector(one, pk) for one in parts)) for name, pk in found]


def sector(part: Part, pk: int | None) -> Cell:
    return Cell(None if part.number is None else part.sectors[pk])


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
    cells = [autonomous(None if one.number is None else one.autonomy) for one in parts]
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
    cells = [Cell(line.people, without(line.without)) if line else Cell(None) for line in lines]
    left_out = sum(line.without for line in lines if line)
    total = Cell(summed(cells).value, without(left_out) if all(lines) else "")
    title = _("People paid from the state budget, %(year)s") % {"year": year}
    return [Row(title, cells, total)]


def without(number: int) -> str:
    """What a sum of people leaves out."""
    words = ngettext("without %(number)s unit", "without %(number)s units", number)
    return words % {"number": number_format(number, force_grouping=True)} if number else ""
