"""A list found in a sheet: its headings, its data rows, and what was left out of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_noop

from ..names import search_key
from .layouts import heading_key
from .workbook import UnreadableFile
from .xmlparts import column_letters

if TYPE_CHECKING:
    from .code_lists import CodeList

PARENT = " / "


class NotAList(UnreadableFile):
    code = "not_a_list"
    sentence = gettext_noop(
        "Sheet “%(sheet)s” holds no list of units: no row has headings like “Tên đơn vị” and "
        "“Mã đơn vị”; choose the sheet with the list, or say which heading is the name."
    )


class StatisticalForm(NotAList):
    code = "statistical_form"
    sentence = gettext_noop(
        "Sheet “%(sheet)s” is a statistical form, with indicators in its rows and totals beside "
        "them, and no list of units: choose a file with one unit in each row."
    )


class LogOfEvents(NotAList):
    code = "log"
    sentence = gettext_noop(
        "Sheet “%(sheet)s” names the same few units over and over, as a log does, and is no list "
        "of units: choose a file with one row for each unit."
    )


class NoRows(NotAList):
    code = "no_rows"
    sentence = gettext_noop(
        "Sheet “%(sheet)s” has headings in row %(row)s but no row below them: choose the sheet "
        "with the list."
    )


class SideBySide(UnreadableFile):
    code = "side_by_side"
    sentence = gettext_noop(
        "Sheet “%(sheet)s” holds several tables side by side (%(blocks)s): say which one to take."
    )

    def __init__(self, *, sheet: str, blocks: Sequence[str], headings: Sequence[str]) -> None:
        super().__init__(sheet=sheet, blocks=", ".join(f"“{block}”" for block in blocks))
        self.blocks = list(blocks)
        self.headings = list(headings)


class UnknownHeading(UnreadableFile):
    code = "unknown_heading"
    sentence = gettext_noop(
        "Sheet “%(sheet)s” has no heading “%(heading)s”: use one of %(headings)s."
    )


class AmbiguousHeading(UnreadableFile):
    code = "ambiguous_heading"
    sentence = gettext_noop(
        "Heading “%(heading)s” stands over several columns of sheet “%(sheet)s”: name the one that "
        "is meant, as %(headings)s."
    )


@dataclass(slots=True)
class TableRow:
    """``number`` is the row of the sheet, from 1; ``inherited`` what the section rows above it say
    ({"agency": …, "sector": …, "section": the texts as they stand}), and the "sheet" where several
    are read as one list."""

    number: int
    cells: list[object]
    inherited: dict[str, str] = field(default_factory=dict)


class WrongTotal(NamedTuple):
    """A total or subtotal of the list that its rows don't add up to; ``sheet`` where there are
    several."""

    row: int
    heading: str
    stated: Decimal
    counted: Decimal
    sheet: str = ""


class Proposal(NamedTuple):
    column: int
    heading: str
    confidence: float


@dataclass(slots=True)
class Table:
    """``header_row`` is the last row of headings, from 1. ``ignored`` holds (row, why): blank,
    column_numbers, repeated_header, section, total, footer. ``measures`` are the factors to đồng
    of columns whose headings or title name a unit of money, ``hidden`` the rows that are units
    although the sheet hides them. ``blocks`` are the banners where several tables stand side by
    side, and ``whole`` then the headings of them all. ``lookups`` are the code lists of columns,
    {field: code list}."""

    sheet_name: str
    header_row: int
    headings: list[str]
    rows: list[TableRow]
    ignored: list[tuple[int, str]] = field(default_factory=list)
    wrong_totals: list[WrongTotal] = field(default_factory=list)
    measures: dict[int, int] = field(default_factory=dict)
    decoded: dict[int, str] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)
    lookups: dict[str, CodeList] = field(default_factory=dict)

    def column(self, heading: str) -> int:
        """The column (from 0) under a heading, taken exactly, then folded, then by its last part.

        "MA_TRUONG" finds "MA_TRUONG *", "ten don vi" finds "Tên đơn vị", "Có mặt" finds
        "Số lượng / Có mặt"; "Đơn vị#2" is the second column with that heading.
        """
        found = self.columns(heading)
        ordinal = heading.rpartition("#")[2]
        if not found:
            raise UnknownHeading(
                sheet=self.sheet_name, heading=heading, headings=_listed(self.headings)
            )
        if ordinal.isdigit() and 0 < int(ordinal) <= len(found):
            return found[int(ordinal) - 1]
        if len(found) > 1 and len({heading_key(self.headings[place]) for place in found}) == 1:
            found = self.rivals(found[0])
        if len(found) > 1:
            raise self._ambiguous(found, heading)
        return found[0]

    def the_one(self, column: int) -> int:
        """The column that is meant where only its heading speaks for it: of several with the same
        heading the only one that holds anything. Raises :class:`AmbiguousHeading`."""
        found = self.rivals(column)
        if len(found) > 1:
            raise self._ambiguous(found, self.headings[column])
        return found[0]

    def rivals(self, column: int) -> list[int]:
        """All columns under the same heading that hold something, and not the same as one before
        them; of columns that hold nothing the first."""
        key = heading_key(self.headings[column])
        alike = [place for place, text in enumerate(self.headings) if heading_key(text) == key]
        if len(alike) < 2:
            return alike
        distinct: dict[tuple, int] = {}
        for place in alike:
            cells = tuple(row.cells[place] for row in self.rows)
            if any(cell is not None for cell in cells):
                distinct.setdefault(cells, place)
        return list(distinct.values()) or alike[:1]

    def forget_all_but(self, columns: Collection[int]) -> None:
        """Hold no cells of other columns: of a long list they would take a tenth of its room."""
        others = [one for one in range(len(self.headings)) if one not in columns]
        for row in self.rows:
            cells = row.cells
            for one in others:
                cells[one] = None

    def where_they_differ(self, columns: list[int], most: int) -> list[TableRow]:
        """The first rows in which these columns don't all hold the same."""
        differing = (row for row in self.rows if len({str(row.cells[one]) for one in columns}) > 1)
        return list(islice(differing, most))

    def _ambiguous(self, rivals: list[int], heading: str) -> AmbiguousHeading:
        names = ", ".join(f"“{self.name_of(one)}” ({column_letters(one + 1)})" for one in rivals)
        return AmbiguousHeading(sheet=self.sheet_name, heading=heading, headings=names)

    def name_of(self, column: int) -> str:
        """What ``column`` finds this very column by: "Đơn vị#2" is the second of two."""
        text = self.headings[column]
        alike = [place for place, other in enumerate(self.headings) if other == text]
        return text if len(alike) < 2 else f"{text}#{alike.index(column) + 1}"

    def columns(self, heading: str) -> list[int]:
        """All columns that ``column`` would have to choose from."""
        return self._alike(heading) or self._alike(heading.rpartition("#")[0])

    def _alike(self, heading: str) -> list[int]:
        """All columns of the first way of comparing that finds any."""
        ways = (
            lambda text: text,
            heading_key,
            search_key,
            lambda text: heading_key(text.rpartition(PARENT)[2]),
            lambda text: search_key(text.rpartition(PARENT)[2]),
        )
        for fold in ways:
            wanted = fold(heading)
            found = [
                place for place, text in enumerate(self.headings) if text and fold(text) == wanted
            ]
            if found and wanted:
                return found
        return []


def _listed(headings: list[str]) -> str:
    return ", ".join(f"“{heading}”" for heading in headings if heading)
