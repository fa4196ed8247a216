"""A drawn paper as plain values for the screen: just what the Word file says, in its styles."""

from __future__ import annotations

import io
from dataclasses import dataclass

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from .styles import STYLES, name_of

#: Style in Word -> the class that it wears on the screen.
LOOKS = {name_of(key): key for key in (*STYLES, "line", "room_to_sign")}


@dataclass(frozen=True)
class Line:
    """A paragraph: its look, and its words with whether they are bold within it."""

    look: str
    words: list[tuple[str, bool]]


@dataclass(frozen=True)
class Grid:
    """A table: of annexes the headings and rows, of head and foot two columns without lines."""

    is_ruled: bool
    headings: list[list[list[Line]]]
    rows: list[list[list[Line]]]


Block = Line | Grid


def blocks(content: bytes) -> list[Block]:
    """Paragraphs and tables of a Word file in their order; empty paragraphs are left out."""
    paper = Document(io.BytesIO(content))
    found = (
        grid(part) if isinstance(part, Table) else line(part) for part in paper.iter_inner_content()
    )
    return [one for one in found if isinstance(one, Grid) or one.words]


def line(paragraph: Paragraph) -> Line:
    look = LOOKS.get(paragraph.style.name, "body")
    return Line(look, [(run.text, bool(run.bold)) for run in paragraph.runs if run.text])


def grid(table: Table) -> Grid:
    cells = [[[line(one) for one in cell.paragraphs] for cell in row.cells] for row in table.rows]
    ruled = table.style is not None and table.style.name == "Table Grid"
    return Grid(ruled, cells[:2] if ruled else [], cells[2:] if ruled else cells)
