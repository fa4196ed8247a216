"""The sheet that lists every problem of a marked workbook (in the child process), with a link to
each cell: texts only, never a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from .cell_styles import BOLD, LINK, CellStyles
from .marks import WIDTHS, Mark, Order, quoted
from .package import MAIN
from .xmlparts import column_letters

HEADING_FILL = "FFEDF1F6"


class Place(NamedTuple):
    """``column`` counts from 1."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        return f"{column_letters(self.column)}{self.row}"


class ProblemSheet:
    def __init__(self, order: Order, places: Sequence[Place], styles: CellStyles) -> None:
        self.order, self.places = order, places
        self.bold = styles.added(BOLD, HEADING_FILL)
        self.link = styles.added(LINK)
        self.wrapped = styles.added(wrapped=True)
        self.top = len(order.notes) + 1

    def as_xml(self) -> bytes:
        return "".join(self.parts()).encode()

    def parts(self) -> Iterator[str]:
        top = self.top
        yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        yield f'<worksheet xmlns="{MAIN.decode()}">'
        yield '<sheetViews><sheetView tabSelected="1" workbookViewId="0">'
        yield f'<pane ySplit="{top}" topLeftCell="A{top + 1}" activePane="bottomLeft" '
        yield 'state="frozen"/></sheetView></sheetViews><cols>'
        for at, width in enumerate(WIDTHS, start=1):
            yield f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        yield "</cols><sheetData>"
        for number, note in enumerate(self.order.notes, start=1):
            yield line(number, [text("A", number, quoted(note))])
        headings = enumerate(self.order.headings, start=1)
        yield line(
            top, [text(column_letters(at), top, quoted(said), self.bold) for at, said in headings]
        )
        for number, mark in enumerate(self.order.marks, start=top + 1):
            yield line(number, self.cells(number, mark))
        yield "</sheetData>"
        yield from self.links()
        yield "</worksheet>"

    def cells(self, number: int, mark: Mark) -> Iterator[str]:
        sheet, row, *texts = mark.as_line()
        yield text("A", number, str(sheet))
        look = f' s="{self.link}"' if mark.has_comment else ""
        yield f'<c r="B{number}"{look}><v>{row}</v></c>'
        for column, said in zip("CDEF", texts, strict=True):
            yield text(column, number, str(said), self.wrapped if column in "DE" else 0)

    def links(self) -> Iterator[str]:
        linked = [
            (number, place)
            for number, (mark, place) in enumerate(
                zip(self.order.marks, self.places, strict=True), start=self.top + 1
            )
            if mark.has_comment
        ]
        if not linked:
            return
        yield "<hyperlinks>"
        for number, place in linked:
            where = quoteattr("'" + place.sheet.replace("'", "''") + f"'!{place.cell}")
            yield f'<hyperlink ref="B{number}" location={where}/>'
        yield "</hyperlinks>"


def line(number: int, cells: Iterator[str] | list[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def text(column: str, row: int, said: str, style: int = 0) -> str:
    look = f' s="{style}"' if style else ""
    inner = f'<is><t xml:space="preserve">{escape(said)}</t></is>'
    return f'<c r="{column}{row}"{look} t="inlineStr">{inner}</c>'
