"""Problem cells marked in a spreadsheet (in the child process): the file is a stranger's.

A workbook of moderate size keeps the clerk's own formatting and formulas; of any other file the
values are written anew. What is added is plain text in either: never a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from .marks import DOUBTFUL, HEADING_ROWS, REFUSED, WIDTHS, WRONG, Columns, Mark, Order, quoted


class Place(NamedTuple):
    """``column`` counts from 1, as the library has it."""

    sheet: str
    row: int
    column: int


def mark_workbook(path: Path, order: Order) -> bytes:
    """The clerk's own workbook with its problem cells filled and commented."""
    book = load_workbook(path, rich_text=True)
    if order.title in book.sheetnames:
        del book[order.title]
    for sheet in book.worksheets:
        unmark(sheet, order)
    columns = Columns({sheet.title: headings(sheet) for sheet in book.worksheets})
    places = [Place(mark.sheet, mark.row, columns.of(mark) + 1) for mark in order.marks]
    widths = {sheet.title: sheet.max_column for sheet in book.worksheets}
    for name, row in {(mark.sheet, mark.row) for mark in order.marks if mark.blocking}:
        tint(book[name], row, widths[name])
    for place, marks in gathered(order.marks, places):
        point_out(book[place.sheet], place, marks, order)
    add_summary(book, order, places)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def unmark(sheet: Worksheet, order: Order) -> None:
    """Take off what an earlier marking put on: the clerk may send in the marked file, mended."""
    ours: dict[int, bool] = {}
    for row in sheet.iter_rows():
        for cell in row:
            style = cell.style_id
            if style not in ours:
                ours[style] = cell.fill.fgColor.rgb in (WRONG, DOUBTFUL, REFUSED)
            if ours[style]:
                cell.fill = PatternFill()
            if cell.comment and cell.comment.author == order.author:
                cell.comment = None


def headings(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(min_row=1, max_row=HEADING_ROWS, values_only=True))


def gathered(marks: Sequence[Mark], places: Sequence[Place]) -> Iterator[tuple[Place, list[Mark]]]:
    """All marks of each cell together."""
    found: dict[Place, list[Mark]] = {}
    for mark, place in zip(marks, places, strict=True):
        found.setdefault(place, []).append(mark)
    yield from found.items()


def tint(sheet: Worksheet, row: int, width: int) -> None:
    """Shade a row that is not taken, except where the clerk has a colour of his own.

    Asking the sheet for a row would make it count all its columns each time.
    """
    for cells in sheet.iter_rows(min_row=row, max_row=row, max_col=width):
        for cell in cells:
            if cell.fill.fill_type is None:
                cell.fill = PatternFill("solid", fgColor=REFUSED)


def point_out(sheet: Worksheet, place: Place, marks: Sequence[Mark], order: Order) -> None:
    cell = sheet.cell(place.row, place.column)
    if isinstance(cell, MergedCell):
        cell = first_of_merged(sheet, cell)
    colour = WRONG if any(mark.blocking for mark in marks) else DOUBTFUL
    cell.fill = PatternFill("solid", fgColor=colour)
    said = [mark.message for mark in marks if mark.has_comment]
    if said:
        before = [cell.comment.text] if cell.comment else []
        cell.comment = Comment("\n\n".join((*before, *said)), order.author, height=160, width=340)


def first_of_merged(sheet: Worksheet, cell: MergedCell):
    """The only cell of a merged area that can bear a comment."""
    for area in sheet.merged_cells.ranges:
        if cell.coordinate in area:
            return sheet.cell(area.min_row, area.min_col)
    return cell


def add_summary(book: Workbook, order: Order, places: Sequence[Place]) -> None:
    """The last sheet, and the one that is open at first: every problem with a link to its cell."""
    sheet = book.create_sheet(order.title)
    book.active = book.index(sheet)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    for text in order.notes:
        sheet.append([quoted(text)])
    sheet.append([quoted(text) for text in order.headings])
    top = sheet.max_row
    for cell in sheet[top]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFEDF1F6")
    for number, (mark, place) in enumerate(zip(order.marks, places, strict=True), start=top + 1):
        sheet.append(mark.as_line())
        if mark.has_comment:
            link(sheet, number, place)
    for at, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    for row in sheet.iter_rows(min_row=top + 1, min_col=4, max_col=5):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = f"A{top + 1}"


def link(sheet: Worksheet, number: int, place: Place) -> None:
    name = place.sheet.replace("'", "''")
    cell = sheet.cell(number, 2)
    where = f"'{name}'!{get_column_letter(place.column)}{place.row}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=where)
    cell.font = Font(color="FF17529F", underline="single")
