"""Parts of a Word file that python-docx has no words for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph

from .styles import name_of

BOLD = re.compile(r"\*\*(.+?)\*\*")


def paragraph(within, key: str, words: str) -> Paragraph:
    """A paragraph in a style of the layout; **words** are bold."""
    made = within.add_paragraph(style=name_of(key))
    for place, part in enumerate(BOLD.split(words)):
        if part:
            run = made.add_run(part)
            run.bold = True if place % 2 else None
    return made


def bare_table(paper: Paper, widths: Sequence[int], *, rows: int) -> Table:
    """Rows without lines, their columns ``widths`` millimetres wide."""
    table = paper.add_table(rows=rows, cols=len(widths))
    set_widths(table, widths)
    no_padding(table)
    return table


def ruled_table(paper: Paper, widths: Sequence[int], rows: int) -> Table:
    table = paper.add_table(rows=rows, cols=len(widths))
    table.style = "Table Grid"
    set_widths(table, widths)
    return table


def set_widths(table: Table, widths: Sequence[int]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def no_padding(table: Table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "0")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)


def repeat_at_the_top(row) -> None:
    """Word repeats such rows where a table goes over to the next page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_whole(row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def page_number(where: Paragraph) -> None:
    """The number of the page, in Arabic figures, counted by Word."""
    where.style = name_of("page_number")
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("t", "2"), ("end", "")):
        run = where.add_run()
        if kind == "t":
            run.text = text
            continue
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run._r.append(part)


def restart_numbering(section) -> None:
    """The pages of an annex are numbered by themselves (Mục III khoản 1 điểm đ)."""
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section._sectPr.append(numbering)
