"""The values of a file as an .xlsx with its problem cells marked (in the child process): for files
that are no .xlsx, and for those of a make to which nothing can be added."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from .marks import DOUBTFUL, HEADING_ROWS, REFUSED, WIDTHS, WRONG, Columns, Mark, Order, quoted

_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "dd/mm/yyyy",
    "remove_timezone": True,
    "nan_inf_to_errors": True,
}
SHADES = {"wrong": WRONG, "doubtful": DOUBTFUL, "refused": REFUSED}
#: What the parser calls a moment, a day, an hour, and how each is shown.
DAYS = {dt.datetime: "dd/mm/yyyy hh:mm", dt.date: "dd/mm/yyyy", dt.time: "hh:mm"}


def mark_values(sheets: Sequence[tuple], order: Order) -> bytes:
    """``sheets`` as :func:`units.imports.sheets.read_sheets` has them."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, PLAIN) as book:
        names = sheet_names([sheet[0] for sheet in sheets], order.title)
        columns = Columns({name: rows for name, _visible, rows, *_rest in sheets})
        formats = Formats(book)
        for (name, visible, rows, *_rest), title in zip(sheets, names.values(), strict=True):
            sheet = book.add_worksheet(title)
            if not visible:
                sheet.hide()
            marks = [(mark, columns.of(mark)) for mark in order.marks if mark.sheet == name]
            MarkedSheet(sheet, rows, marks, order.author, formats).write()
        write_summary(book, order, names, columns)
    return out.getvalue()


def sheet_names(names: Sequence[str], taken: str) -> dict[str, str]:
    """{name in the file: one that Excel allows and that no other sheet has}."""
    found: dict[str, str] = {}
    used = {taken.casefold()}
    for name in names:
        plain = _NO_SHEET_NAME.sub(" ", name).strip(" '")[:28] or "Sheet"
        title, count = plain, 1
        while title.casefold() in used:
            count += 1
            title = f"{plain[:25]} {count}"
        used.add(title.casefold())
        found[name] = title
    return found


class Formats:
    """A format for each shade and kind of day, made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.known: dict[tuple, object] = {}

    def of(self, shade: str, kind: type) -> object:
        key = (shade, kind if kind in DAYS else None)
        if key not in self.known:
            looks = {"num_format": DAYS[kind]} if kind in DAYS else {}
            if shade:
                looks |= {"bg_color": f"#{SHADES[shade][2:]}"}
            self.known[key] = self.book.add_format(looks) if looks else None
        return self.known[key]


class MarkedSheet:
    def __init__(
        self,
        sheet: Worksheet,
        rows: Sequence[Sequence[object]],
        marks: Sequence[tuple[Mark, int]],
        author: str,
        formats: Formats,
    ) -> None:
        self.sheet, self.rows, self.author, self.formats = sheet, rows, author, formats
        self.marks: dict[int, dict[int, list[Mark]]] = {}
        for mark, column in marks:
            self.marks.setdefault(mark.row - 1, {}).setdefault(column, []).append(mark)

    def write(self) -> None:
        for at, width in enumerate(widths(self.rows)):
            self.sheet.set_column(at, at, width)
        for number, row in enumerate(self.rows):
            marked = self.marks.get(number, {})
            refused = any(mark.blocking for marks in marked.values() for mark in marks)
            for at in range(max([len(row), *(at + 1 for at in marked)])):
                value = row[at] if at < len(row) else None
                shade = shade_of(marked.get(at, ()), refused=refused)
                if value is not None or shade:
                    self.put(number, at, value, shade)
                self.comment(number, at, marked.get(at, ()))

    def put(self, row: int, column: int, value: object, shade: str) -> None:
        look = self.formats.of(shade, type(value))
        if value is None:
            self.sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, value[:32_767], look)
        elif isinstance(value, dt.timedelta):
            self.sheet.write_string(row, column, str(value), look)
        else:
            self.sheet.write(row, column, value, look)

    def comment(self, row: int, column: int, marks: Sequence[Mark]) -> None:
        if said := [mark.message for mark in marks if mark.has_comment]:
            size = {"x_scale": 2.6, "y_scale": 2, "author": self.author}
            self.sheet.write_comment(row, column, "\n\n".join(said), size)


def shade_of(marks: Sequence[Mark], *, refused: bool) -> str:
    if marks:
        return "wrong" if any(mark.blocking for mark in marks) else "doubtful"
    return "refused" if refused else ""


def widths(rows: Sequence[Sequence[object]]) -> Iterator[int]:
    """Wide enough for most of what the first rows hold."""
    some = rows[:HEADING_ROWS]
    for at in range(max((len(row) for row in some), default=0)):
        lengths = sorted(len(str(row[at])) for row in some if at < len(row) and row[at] is not None)
        usual = lengths[len(lengths) * 3 // 4] if lengths else 8
        yield min(max(usual + 2, 8), 50)


def write_summary(
    book: xlsxwriter.Workbook, order: Order, names: dict[str, str], columns: Columns
) -> None:
    sheet = book.add_worksheet(order.title)
    sheet.activate()
    bold = book.add_format({"bold": True, "bg_color": "#EDF1F6"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    linked = book.add_format({"font_color": "#17529F", "underline": 1})
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    notes = [*order.notes, *order.notes_on_values]
    for number, text in enumerate(notes):
        sheet.write_string(number, 0, quoted(text))
    top = len(notes)
    for at, text in enumerate(order.headings):
        sheet.write_string(top, at, quoted(text), bold)
    sheet.freeze_panes(top + 1, 0)
    for number, mark in enumerate(order.marks, start=top + 1):
        name, row, *texts = mark.as_line()
        sheet.write_string(number, 0, name)
        if mark.has_comment:
            title = names[mark.sheet].replace("'", "''")
            where = xl_rowcol_to_cell(mark.row - 1, columns.of(mark))
            sheet.write_url(number, 1, f"internal:'{title}'!{where}", linked, str(row))
        else:
            sheet.write_number(number, 1, row)
        for at, text in enumerate(texts, start=2):
            sheet.write_string(number, at, text, wrapped if at in (3, 4) else None)
