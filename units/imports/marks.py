"""What is to be marked in a file: plain values that go to the child process and come from nowhere
else. Nothing here imports Django."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

#: Headings are looked for so far down.
HEADING_ROWS = 60
#: What a spreadsheet program would take for a formula at the start of a text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
LONGEST_CELL = 2_000


#: Shades that no office uses by itself: those of an earlier marking are known by them.
WRONG, DOUBTFUL, REFUSED = "FFF4B6A6", "FFFBE29B", "FFFDF1EC"
#: Of the columns of the sheet of problems.
WIDTHS = (22, 10, 30, 34, 90, 22)


class Mark(NamedTuple):
    """A problem at a cell. ``row`` is that of the sheet, ``column`` counts from 0; ``outcome``
    says whether the row is taken. Past some thousands a mark has no comment and no link."""

    sheet: str
    row: int
    column: int
    heading: str
    value: str
    message: str
    outcome: str
    blocking: bool
    has_comment: bool

    def as_line(self) -> list[object]:
        """The line of the sheet of problems."""
        texts = (self.heading, self.value, self.message, self.outcome)
        return [quoted(self.sheet), self.row, *map(quoted, texts)]


class Order(NamedTuple):
    """``title`` names the sheet of problems, ``notes`` stand above its ``headings``, with those
    ``notes_on_values`` where the clerk's ``own`` workbook can't be kept, or is not asked for."""

    marks: list[Mark]
    title: str
    notes: list[str]
    notes_on_values: list[str]
    headings: list[str]
    author: str
    own: bool


class Columns:
    """Finds the column of each mark, from 0: sheets of one list may have theirs in another order.
    ``sheets`` are {name: its first rows}."""

    def __init__(self, sheets: Mapping[str, Sequence[Sequence[object]]]) -> None:
        self.sheets = sheets
        self.known: dict[tuple[str, str, int], int] = {}

    def of(self, mark: Mark) -> int:
        key = (mark.sheet, mark.heading, mark.column)
        if key not in self.known:
            self.known[key] = self._look(mark)
        return self.known[key]

    def _look(self, mark: Mark) -> int:
        """Where the list has it, unless another column alone bears its heading on this sheet."""
        wanted = folded(mark.heading.rpartition(" / ")[2])
        bearing = {
            at
            for row in self.sheets[mark.sheet][:HEADING_ROWS]
            for at, cell in enumerate(row)
            if wanted and isinstance(cell, str) and folded(cell) == wanted
        }
        given = mark.column
        return given if given in bearing or len(bearing) != 1 else next(iter(bearing))


def folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def quoted(text: str) -> str:
    """A text that no program takes for a formula, without what a sheet can't hold."""
    clean = printable(text)[:LONGEST_CELL]
    return f"'{clean}" if clean.startswith(_FORMULA) else clean


def printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text)


def order_in(data: bytes) -> Order:
    """What :func:`as_bytes` packed."""
    marks, *rest = json.loads(data)
    return Order([Mark(*mark) for mark in marks], *rest)


def as_bytes(order: Order) -> bytes:
    return json.dumps(order).encode()
