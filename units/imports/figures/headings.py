"""Year columns: which figure of which year a heading with its parents means.

"Năm 2015 / Biên chế", "Biên chế / 31/12/2021", "Số lượng người làm việc được giao năm 2025 / Hưởng
lương từ NSNN". A period ("2015-2021") is no year, and the number of a decree is none either.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ..headers import SEARCHED_ROWS, SURE, likeness, recognised
from ..layouts import Layout
from ..tables import PARENT
from ..workbook import Sheet

_YEAR = r"((?:19[5-9]|20\d)\d)"
_PERIOD = re.compile(
    r"(?:giai đoạn|năm học)\s*(?=\d)"
    r"|(?<!\d)(?:19|20)\d\d\s*[-–—]\s*(?:(?:19|20)\d\d|\d\d)(?![\d/])",
    re.IGNORECASE,
)
_BEFORE = (
    r"(?:(?:tính\s+)?(?:đến|tại|vào)\s+)?(?:(?:thời điểm|cuối|hết|đầu)\s+)*"
    r"(?:ngày\s+)?(?:tháng\s+)?"
)
_FORMS = (
    rf"\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*{_YEAR}(?!\d)",
    rf"\d{{1,2}}\s+tháng\s+\d{{1,2}}\s+năm\s+{_YEAR}",
    rf"(?<=tháng\s)\d{{1,2}}\s*[/.-]\s*{_YEAR}(?![\d/])",
    rf"năm\s+{_YEAR}(?![\d/])",
    rf"(?<![\d/.–-]){_YEAR}(?![\d/])",
)
_DATED = re.compile(rf"(?<!\w){_BEFORE}(?:{'|'.join(_FORMS)})", re.IGNORECASE)
_MONTH_ALONE = re.compile(rf"(?:0?[1-9]|1[0-2])\s*/\s*{_YEAR}")
_EDGES = " ()[]:;,.-–"
_BRACKETS = re.compile(r"\([^)]*\)")
FIRST_YEAR, LAST_YEAR = 1950, 2099


class Dated(NamedTuple):
    """``year`` of a heading, and the heading without it ("" for a bare year)."""

    year: int | None
    rest: str
    is_period: bool


@lru_cache(maxsize=2**10)
def dated(heading: str) -> Dated:
    """The year in a heading; of several parts the last one that names a year decides."""
    year, rest, is_period = None, [], False
    for part in heading.split(PARENT):
        without = _PERIOD.sub(" ", part)
        is_period = is_period or without != part
        if found := years_in(without):
            year = found[-1]
            without = _MONTH_ALONE.sub(" ", _DATED.sub(" ", without))
        if _BRACKETS.sub("", without).strip(_EDGES):
            rest.append(without.strip() if without == part else without.strip(" :;,.-–"))
    return Dated(year, PARENT.join(rest), is_period and year is None)


def years_in(text: str) -> list[int]:
    if alone := _MONTH_ALONE.fullmatch(text.strip(_EDGES)):
        return [int(alone[1])]
    return [int(next(filter(None, found.groups()))) for found in _DATED.finditer(text)]


def figure_of(heading: str, layout: Layout, figures: tuple[str, ...]) -> tuple[str, float] | None:
    """The figure that a heading without its year surely names, and how surely."""
    offers = likeness(heading, layout) if heading else {}
    name = max(offers, key=offers.__getitem__, default="")
    return (name, offers[name]) if name in figures and offers[name] >= SURE else None


def with_years_in_words(sheet: Sheet, layout: Layout) -> Sheet:
    """The sheet with the years and dates among its headings as text: 2015 is "Năm 2015".

    They are headings where a row holds nothing else, or where the headings of names or codes stand
    beside them. A row of data has a name or a code of its own.
    """
    rows = list(sheet.rows)
    for place, row in enumerate(rows[:SEARCHED_ROWS]):
        others = [cell for cell in row if cell is not None and not isinstance(cell, str)]
        if others and all(map(is_year, others)) and _may_head(row, layout):
            rows[place] = [in_words(cell) for cell in row]
    return replace(sheet, rows=rows)


def _may_head(row: list[object], layout: Layout) -> bool:
    texts = [cell for cell in row if isinstance(cell, str)]
    return not texts or bool({"unit_name", "unit_code"} & recognised(texts, layout).keys())


def is_year(cell: object) -> bool:
    if isinstance(cell, dt.date):
        return True
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return is_number and FIRST_YEAR <= cell <= LAST_YEAR and cell == int(cell)


def in_words(cell: object) -> object:
    if cell is None or isinstance(cell, str):
        return cell
    return f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else f"Năm {cell:.0f}"
