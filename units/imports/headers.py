"""Where the headings of a sheet stand: one row or several, below titles, with merged parents."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from ..names import search_key
from .cells import tidy
from .layouts import Layout, heading_key
from .tables import PARENT
from .workbook import Sheet

SEARCHED_ROWS = 80
DEEPEST = 4
SURE = 0.85
_ADDITIONS = re.compile(
    r"\([^)]*\)|\[[^\]]*\]|\*|(?:tính )?(?:đến|tại thời điểm|tháng|ngày) \d[\d/.\-]*"
    r"|năm \d{4}(?:-\d{4})?|\d{1,2}[/.]\d{1,2}[/.]\d{4}",
    re.IGNORECASE,
)
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:[A-Z]|\d{1,3})\s*(?:=[\d\s+\-*/:x().]+)?\)?")


@dataclass(slots=True)
class Header:
    """Rows ``top`` to ``bottom`` (from 0), one text for each column ("" for none). ``blocks`` are
    the banners of tables side by side, and ``whole`` the headings before one was singled out."""

    top: int
    bottom: int
    headings: list[str]
    blocks: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)


@lru_cache(maxsize=2**12)
def likeness(heading: str, layout: Layout) -> dict[str, float]:
    """The fields that a heading can name, with how surely, from 0 to 1.

    Its last part counts as much as the whole; additions like "(người)", "năm 2025" are left out;
    accents may be missing. Of the wordings of a field the earlier are surer.
    """
    leaf = heading.rpartition(PARENT)[2]
    without = without_additions(leaf)
    ways = (
        (layout.by_heading, heading_key, ((heading, 1.0), (leaf, 0.97), (without, 0.92))),
        (layout.by_bare_heading, search_key, ((heading, 0.95), (leaf, 0.93), (without, 0.9))),
    )
    found: dict[str, float] = {}
    for known, fold, texts in ways:
        for text, sure in texts:
            if (key := fold(text)) in known:
                field, place = known[key]
                found.setdefault(field.name, sure - 0.001 * place)
    return found or _beginning(heading_key(leaf), layout)


def _beginning(key: str, layout: Layout) -> dict[str, float]:
    """Fields with a long wording that the heading begins with."""
    return {
        field.name: 0.7
        for known, (field, _) in layout.by_heading.items()
        if known.count(" ") > 1 and key.startswith(known + " ")
    }


def without_additions(heading: str) -> str:
    """A heading without what changes from file to file: "(người)", "năm 2025", "đến 31/12/2024"."""
    return _ADDITIONS.sub(" ", heading)


def recognised(headings: list[str], layout: Layout) -> dict[str, int]:
    """Fields that some heading surely names, each with its best column."""
    best: dict[str, tuple[float, int]] = {}
    for column, heading in enumerate(headings):
        offers = likeness(heading, layout) if heading else {}
        if not offers:
            continue
        name = max(offers, key=offers.__getitem__)
        if offers[name] >= SURE and offers[name] > best.get(name, (0, 0))[0]:
            best[name] = offers[name], column
    return {name: column for name, (_, column) in best.items()}


def headers(sheet: Sheet, layout: Layout) -> list[Header]:
    """Every row near the top that could be one of headings, with the rows that belong to it."""
    found = []
    for place, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        texts = [cell for cell in row if isinstance(cell, str)]
        if len(texts) > 1 and max(map(len, texts)) < 300:
            found.append(_header_around(sheet, place, layout))
    return found


def is_column_numbers(cells: list[object]) -> bool:
    """A row like (1) (2) (3=1+2), or A B 1 2 3, under the headings: numbers that count up."""
    texts = [str(cell).strip() for cell in cells if cell is not None]
    if len(texts) < 3 or not all(map(_COLUMN_NUMBER.fullmatch, texts)):
        return False
    numbers = [int(found[0]) for text in texts if (found := re.search(r"\d+", text))]
    return len(numbers) > 1 and all(a < b for a, b in pairwise(numbers))


def _header_around(sheet: Sheet, place: int, layout: Layout) -> Header:
    """The rows of headings that row ``place`` is one of."""
    row = sheet.rows[place]
    texts = [tidy(cell) if isinstance(cell, str) else "" for cell in row]
    known = recognised(texts, layout)
    keys = [known[name] for name in ("row_no", *(f.name for f in layout.required)) if name in known]
    keys = keys or [next(column for column, text in enumerate(texts) if text)]
    bottom = place
    while bottom - place < DEEPEST - 1 and _continues(sheet, place, bottom + 1, keys):
        bottom += 1
    top = place
    if place and _is_parent(sheet, place - 1, place):
        top = place - 1
    return Header(top, bottom, _joined(sheet, top, bottom))


def _continues(sheet: Sheet, place: int, below: int, keys: list[int]) -> bool:
    """Whether row ``below`` holds headings under the parents of row ``place``."""
    if below >= len(sheet.rows):
        return False
    row = sheet.rows[below]
    filled = [column for column, cell in enumerate(row) if cell is not None]
    if not filled or any(column in filled for column in keys):
        return False
    if not all(isinstance(row[column], str) for column in filled) or is_column_numbers(row):
        return False
    above = sheet.rows[place]
    merged_down = any(r1 <= place and r2 >= below for r1, c1, r2, c2 in sheet.merged if c1 in keys)
    empty_above = [c for c in filled if c >= len(above) or above[c] is None]
    return merged_down or bool(empty_above)


def _is_parent(sheet: Sheet, above: int, place: int) -> bool:
    """Whether the row above has banners: merged over some of the columns, not over all."""
    width = sum(cell is not None for cell in sheet.rows[place])
    return any(
        r1 == above == r2 and 1 < c2 - c1 + 1 < max(width - 1, 3)
        for r1, c1, r2, c2 in sheet.merged
        if _cell(sheet, r1, c1) is not None
    ) and not all(cell is None for cell in sheet.rows[above])


def _joined(sheet: Sheet, top: int, bottom: int) -> list[str]:
    """The heading of each column, its parents before it, each text once."""
    width = max(len(row) for row in sheet.rows[top : bottom + 1])
    spread = {
        (row, column): (r1, c1)
        for r1, c1, r2, c2 in sheet.merged
        if r1 <= bottom and r2 >= top
        for row in range(max(r1, top), min(r2, bottom) + 1)
        for column in range(c1, min(c2, width - 1) + 1)
    }
    headings = []
    for column in range(width):
        parts: list[str] = []
        for row in range(top, bottom + 1):
            text = _heading_part(sheet, row, column, bottom, spread)
            if text and text not in parts:
                parts.append(text)
        headings.append(PARENT.join(parts))
    return headings


def _heading_part(sheet: Sheet, row: int, column: int, bottom: int, spread: dict) -> str:
    """The text over a column in one row, from the merged area around it where there is one.

    Formats that don't tell what is merged leave the cells right of a parent empty: a child there
    belongs to the parent on its left.
    """
    cell = _cell(sheet, *spread.get((row, column), (row, column)))
    if cell is None and not sheet.merged and row < bottom:
        children = sheet.rows[row + 1]
        left = column
        while left > 0 and _cell(sheet, row, left) is None and _cell(sheet, row + 1, left):
            left -= 1
        if column < len(children) and children[column] is not None and _cell(sheet, row + 1, left):
            cell = _cell(sheet, row, left)
    return tidy(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _cell(sheet: Sheet, row: int, column: int) -> object:
    cells = sheet.rows[row] if 0 <= row < len(sheet.rows) else []
    return cells[column] if column < len(cells) else None
