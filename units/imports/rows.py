"""Which rows under the headings are units, and which are sections, totals, or notes around them."""

import re
from dataclasses import dataclass, field

from ..names import match_key
from .cells import tidy
from .headers import Header, is_column_numbers
from .layouts import heading_key
from .numbering import Numbering, kind_of, marker
from .sections import Sections, names_a_group
from .tables import PARENT, TableRow
from .totals import TotalRow
from .workbook import Sheet

_TOTAL = re.compile(
    r"\s*(?:(?:tổng cộng|tổng số|tiểu kết|cộng|sub ?total|grand total|total)\b"
    r"(?! (?:đồng|hòa|hoà))|tổng\s*(?:$|[:(]))",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"\s*(?:ghi chú|người lập|lập biểu|lập bảng|nơi nhận|thủ trưởng|giám đốc|chủ tịch|kế toán|"
    r"người ký|xác nhận|kt\.|tm\.|tl\.|q\.)",
    re.IGNORECASE,
)
_SIGNED_ON = re.compile(r"ngày\s*[\d.…]*\s*tháng\s*[\d.…]*\s*năm\s*[\d.…]*", re.IGNORECASE)
_NUMBERED_TITLE = re.compile(r"([IVXL]+|[A-ZĐ])\s*[.\-/)]\s*\S")


@dataclass(slots=True)
class SortedRows:
    rows: list[TableRow] = field(default_factory=list)
    ignored: list[tuple[int, str]] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)


def sort_rows(sheet: Sheet, header: Header, known: dict[str, int]) -> SortedRows:
    """Every row below the headings, as what it is. ``known`` maps fields to their columns."""
    return _Sorter(sheet, header, known).run()


class _Sorter:
    def __init__(self, sheet: Sheet, header: Header, known: dict[str, int]) -> None:
        width = len(header.headings)
        self.first = header.bottom + 1
        self.lines = [
            line if len(line) >= width else line + [None] * (width - len(line))
            for line in sheet.rows[self.first :]
        ]
        self.name = known.get("unit_name")
        self.number = known.get("row_no")
        self.role = known.get("role")
        if self.number is None and width and not header.headings[0]:
            self.number = 0
        numbers = [] if self.number is None else [line[self.number] for line in self.lines]
        self.numbering = Numbering(numbers)
        self.name_heading = ""
        if self.name is not None:
            self.name_heading = heading_key(header.headings[self.name].rpartition(PARENT)[2])
        self.wide = {r1 - self.first for r1, c1, r2, c2 in sheet.merged if c2 > c1}
        self.out = SortedRows()
        self.sections = Sections()
        self.in_footer = False

    def run(self) -> SortedRows:
        add = self.out.rows.append
        for place, line in enumerate(self.lines):
            if self._is_plain_unit(line) or (kind := self._kind(place, line)) == "unit":
                self.in_footer = False
                add(TableRow(self.first + place + 1, line, self.sections.inherited))
            else:
                self._note(kind, place, line)
        last = self.first + len(self.lines)
        while self.out.ignored and self.out.ignored[-1] == (last, "blank"):
            self.out.ignored.pop()
            last -= 1
        return self.out

    def _is_plain_unit(self, line: list[object]) -> bool:
        """Most rows: a whole number and a name. Nothing else needs to be asked of them."""
        return (
            self.number is not None
            and self.name is not None
            and line[self.number].__class__ is int
            and self.numbering.unit_kind == "arabic"
            and line[self.name].__class__ is str
            and not _TOTAL.match(line[self.name])
        )

    def _kind(self, place: int, line: list[object]) -> str:
        filled = len(line) - line.count(None)
        if not filled:
            return "blank"
        number = None if self.number is None else line[self.number]
        name = None if self.name is None else line[self.name]
        text = self._text_of(line)
        if _TOTAL.match(text) or (number.__class__ is str and _TOTAL.match(tidy(number))):
            return "total"
        if name is not None and self._repeats_heading(text):
            return "repeated_header"
        if (place < 2 or self._follows_headings(place)) and is_column_numbers(line):
            return "column_numbers"
        if self.role is not None and line[self.role] is not None:
            return "unit"  # of an event: nothing but a participant has a role
        if self._is_footer(line, number, filled):
            return "footer"
        return "section" if self._is_section(place, line, number, name, filled) else "unit"

    def _repeats_heading(self, text: str) -> bool:
        short = len(text) <= 2 * len(self.name_heading)
        return short and heading_key(text) == self.name_heading

    def _follows_headings(self, place: int) -> bool:
        return self.out.ignored[-1:] == [(self.first + place, "repeated_header")]

    def _is_footer(self, line: list[object], number: object, filled: int) -> bool:
        """Notes, date and signatures below the list; what follows them belongs to them."""
        if not self.out.rows or marker(number) not in ("", "text"):
            return False
        if self.in_footer or filled > 3:
            return self.in_footer
        name = None if self.name is None else line[self.name]
        return any(
            isinstance(cell, str) and (_FOOTER.match(cell) or _SIGNED_ON.search(cell))
            for cell in (line if name is None else [name])  # beside a name: a date or note of it
        )

    def _is_section(
        self, place: int, line: list[object], number: object, name: object, filled: int
    ) -> bool:
        if not self.numbering.unit_kind:
            numbered = _NUMBERED_TITLE.match(self._text_of(line))
            return filled == 1 and (place in self.wide or bool(numbered))
        kind = marker(number)
        if kind == "text":
            return len(tidy(str(number))) > 3 and self._only_numbers_beside(line, self.number)
        if kind == "":
            beside = isinstance(name, str) and self._only_numbers_beside(line, self.name)
            return beside and self._opens_section(place)
        return self.numbering.is_section(place)

    def _opens_section(self, place: int) -> bool:
        """Whether a row without a number heads the rows below it, or is a unit that somebody forgot
        to number: it must have rows below it, and name a group or let their numbers start anew."""
        below = self.lines[place + 1][self.number] if place + 1 < len(self.lines) else None
        if marker(below) in ("", "text"):
            return False
        starts_anew = tidy(str(below)).rstrip(".") in ("1", "a", "A", "I")
        text = self._text_of(self.lines[place])
        return starts_anew or place in self.wide or names_a_group(text)

    def _only_numbers_beside(self, line: list[object], column: int | None) -> bool:
        """Nothing but subtotals stands beside the text."""
        return not any(
            isinstance(cell, str) and any(map(str.isalpha, cell))
            for place, cell in enumerate(line)
            if place != column
        )

    def _note(self, kind: str, place: int, line: list[object]) -> None:
        """Keep what a row that is no unit says: a section's text, a total's figures."""
        row, before = self.first + place + 1, len(self.out.rows)
        self.out.ignored.append((row, kind))
        self.in_footer = self.in_footer or kind == "footer"
        if kind == "section":
            level = self.sections.enter(*self._number_and_text(line), before)
            self.out.totals.append(TotalRow(row, line, before, level, []))
        elif kind == "total":
            self.out.totals.append(TotalRow(row, line, before, None, self.sections.starts()))

    def _number_and_text(self, line: list[object]) -> tuple[str, str]:
        """The number of a section row, from its own cell or from the start of its text."""
        text = self._text_of(line)
        number = "" if self.number is None else tidy(str(line[self.number] or ""))
        if kind_of(number) in ("", "text"):
            found = _NUMBERED_TITLE.match(text)
            number = found[1] if found else ""
        return number, text

    def _text_of(self, line: list[object]) -> str:
        """The words of a row: its name, or the first text in it."""
        if self.name is not None and line[self.name].__class__ is str:
            return tidy(line[self.name])
        texts = (
            cell for place, cell in enumerate(line)
            if cell.__class__ is str and (place != self.number or marker(cell) == "text")
        )  # fmt: skip
        return tidy(next(texts, ""))


def repeats_few_names(rows: list[TableRow], known: dict[str, int]) -> bool:
    """Whether a handful of names stands in many rows, as in a log."""
    if "unit_name" not in known:
        return False
    column = known["unit_name"]
    names = [match_key(str(row.cells[column])) for row in rows if row.cells[column] is not None]
    return len(names) >= 20 and len(set(names)) * 5 < len(names)
