"""Annexes and the list of units as one workbook in office style, row by row in constant memory.

Totals are formulas, so that who changes a figure sees the total move; beside each formula stands
our own sum, which is what programs read that compute nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from units.imports.resources import harmless

from .layout import FONT, MOTTO, NATION
from .tables import Column, Row, Table, added

#: Sizes in points; offices set annexes in 12 to 13.
SIZE, TITLE_SIZE = 12, 13
A4 = 9
NUMBER_FORMAT = "#,##0"
MM_OF_A_CHARACTER = 2.1
PLACE = Column("place", "TT", 12)
TOTAL = "Tổng số"
#: Height of a line of text, in points: rows are as high as their longest cell needs, because a
#: row that was written can't be measured any more.
LINE = 16.5
#: Rows of the head, of the title and of the note; headings and their numbers follow.
NAMES, MOTTOS, TITLE, NOTE, HEADINGS, NUMBERS, FIRST = range(7)


@dataclass(frozen=True)
class Sheet:
    """``rows`` may be an iterator over any number of rows."""

    name: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    adds_up: bool
    #: Heights are kept in memory for each row: a list of any length leaves them to the program
    #: that opens it.
    is_long: bool = False


@dataclass
class Formats:
    book: xlsxwriter.Workbook
    made: dict[str, object] = field(default_factory=dict)

    def __getitem__(self, name: str):
        if name not in self.made:
            self.made[name] = self.book.add_format(
                {"font_name": FONT, "font_size": SIZE, "valign": "vcenter", **LOOKS[name]}
            )
        return self.made[name]


RULED = {"border": 1, "text_wrap": True}
LOOKS = {
    "names": {"bold": True, "align": "center", "font_size": TITLE_SIZE},
    "title": {"bold": True, "align": "center", "font_size": TITLE_SIZE, "text_wrap": True},
    "note": {"italic": True, "align": "center"},
    "heading": {**RULED, "bold": True, "align": "center"},
    "text": {**RULED, "align": "left", "indent": 1},
    "number": {**RULED, "align": "right", "num_format": NUMBER_FORMAT},
    "total_text": {**RULED, "bold": True, "align": "center"},
    "total": {**RULED, "bold": True, "align": "right", "num_format": NUMBER_FORMAT},
}


def sheet_of(table: Table, place: str) -> Sheet:
    annex = table.annex
    return Sheet(place, annex.title, table.note, annex.columns, table.rows, annex.adds_up)


def write_workbook(path: Path, issuer: str, sheets: Sequence[Sheet]) -> None:
    """Write ``sheets`` to ``path``; ``issuer`` stands at the head of each."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        formats = Formats(book)
        for sheet in sheets:
            SheetWriter(book, formats, sheet).write(issuer)


class SheetWriter:
    """Writes one sheet from top to bottom: what is written is out of memory."""

    def __init__(self, book: xlsxwriter.Workbook, formats: Formats, sheet: Sheet) -> None:
        self.page = book.add_worksheet(sheet.name)
        self.formats, self.sheet = formats, sheet
        self.columns = (PLACE, *sheet.columns)
        self.numbers = [place for place, one in enumerate(self.columns) if one.is_number]
        self.sums: dict[str, int | None] = {}

    def write(self, issuer: str) -> None:
        self.set_up()
        self.write_head(issuer)
        last = FIRST - 1
        for last, row in enumerate(self.sheet.rows, FIRST):
            self.write_row(last, row)
        if self.sheet.adds_up:
            last += 1
            self.write_total(last)
        self.page.print_area(0, 0, last, len(self.columns) - 1)

    def set_up(self) -> None:
        page = self.page
        page.set_paper(A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_margins(left=30 / 25.4, right=15 / 25.4, top=20 / 25.4, bottom=20 / 25.4)
        page.repeat_rows(HEADINGS, NUMBERS)
        page.freeze_panes(FIRST, 2)
        page.set_footer("&C&P")
        for place, column in enumerate(self.columns):
            page.set_column(place, place, column.width / MM_OF_A_CHARACTER)

    def write_head(self, issuer: str) -> None:
        """Issuer at the left, nation and motto at the right; then what the table is called."""
        last, middle = len(self.columns) - 1, len(self.columns) // 2
        for row, left, right in ((NAMES, issuer, NATION), (MOTTOS, "", MOTTO)):
            self.page.merge_range(row, 0, row, middle - 1, left, self.formats["names"])
            self.page.merge_range(row, middle, row, last, right, self.formats["names"])
        self.page.merge_range(TITLE, 0, TITLE, last, self.sheet.title, self.formats["title"])
        self.page.merge_range(NOTE, 0, NOTE, last, self.sheet.note, self.formats["note"])
        self.set_height(HEADINGS, [column.heading for column in self.columns])
        for place, column in enumerate(self.columns):
            self.page.write_string(HEADINGS, place, column.heading, self.formats["heading"])
        for place in range(len(self.columns)):
            self.page.write_string(NUMBERS, place, f"({place + 1})", self.formats["heading"])

    def set_height(self, at: int, texts: Iterable[str]) -> None:
        rooms = (column.width / MM_OF_A_CHARACTER - 2 for column in self.columns)
        lines = (math.ceil(len(text) / room) for text, room in zip(texts, rooms, strict=True))
        self.page.set_row(at, LINE * max(1, *lines))

    def write_row(self, at: int, row: Row) -> None:
        if not self.sheet.is_long:
            self.set_height(at, ["", *("" if one.is_number else str(row[one.key])
                                       for one in self.sheet.columns)])  # fmt: skip
        for place, column in enumerate(self.columns):
            value = at - FIRST + 1 if column is PLACE else row[column.key]
            if not column.is_number:
                self.page.write_string(at, place, str(harmless(value)), self.formats["text"])
            elif column.key == "total":
                parts = self.parts_of_total()
                self.write_sum(at, place, at, parts[0], at, parts[-1], value, "number")
            else:
                self.write_number(at, place, value)
            if column.is_number and column is not PLACE:
                self.sums[column.key] = added([self.sums.get(column.key), value])

    def parts_of_total(self) -> list[int]:
        """The columns that a row's total adds up: the other numbers, which stand side by side."""
        return [one for one in self.numbers if self.columns[one] is not PLACE
                and self.columns[one].key != "total"]  # fmt: skip

    def write_number(self, at: int, place: int, value) -> None:
        """A number as a number; what is not known is an empty cell, and never 0."""
        if value is None:
            self.page.write_blank(at, place, None, self.formats["number"])
        else:
            self.page.write_number(at, place, value, self.formats["number"])

    def write_sum(self, at, place, top, left, bottom, right, value, look: str) -> None:
        area = f"{xl_col_to_name(left)}{top + 1}:{xl_col_to_name(right)}{bottom + 1}"
        self.page.write_formula(at, place, f"=SUM({area})", self.formats[look], value)

    def write_total(self, at: int) -> None:
        for place, column in enumerate(self.columns):
            known = self.sums.get(column.key)
            if column.is_number and column is not PLACE and known is not None:
                self.write_sum(at, place, FIRST, place, at - 1, place, known, "total")
            else:
                word = TOTAL if place == 1 else ""
                self.page.write_string(at, place, word, self.formats["total_text"])
