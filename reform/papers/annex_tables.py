"""Annexes in a template: each begins a page, its table takes its rows from the data."""

from __future__ import annotations

from docx.document import Document as Paper

from .tables import ANNEXES, Annex
from .word_parts import keep_whole, paragraph, repeat_at_the_top, ruled_table

#: Width of the column of places, in millimetres.
PLACE = 12
TOTAL = "Tổng số"


def add_annex(paper: Paper, letter: str) -> None:
    annex, values = ANNEXES[letter], f"annexes.{letter}"
    for style, name in (("annex_word", "word"), ("annex_title", "title"),
                        ("annex_attached", "attached"), ("annex_note", "note")):  # fmt: skip
        paragraph(paper, style, f"{{{{ {values}.{name} }}}}")
    add_table(paper, annex, values)


def add_table(paper: Paper, annex: Annex, values: str) -> None:
    """Headings, their numbers, the rows, and the total where there is something to add up."""
    widths = (PLACE, *(column.width for column in annex.columns))
    table = ruled_table(paper, widths, rows=6 if annex.adds_up else 5)
    headings, numbers, begin, row, end, *total = table.rows
    write(headings, "annex_heading", ["TT", *(column.heading for column in annex.columns)])
    write(numbers, "annex_heading", [f"({place})" for place in range(1, len(widths) + 1)])
    for repeated in (headings, numbers):
        repeat_at_the_top(repeated)
    write(begin, "annex_text", [f"{{%tr for row in {values}.rows %}}"])
    write_row(row, annex)
    write(end, "annex_text", ["{%tr endfor %}"])
    for one in (headings, numbers, row, *total):
        keep_whole(one)
    if total:
        write_total(total[0], annex, values)


def write(row, style: str, words: list[str]) -> None:
    for cell, text in zip(row.cells, words, strict=False):
        put(cell, style, text)


def put(cell, style: str, text: str) -> None:
    paragraph(cell, style, text)
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def write_row(row, annex: Annex) -> None:
    place, *cells = row.cells
    put(place, "annex_number", "{{ loop.index }}")
    for cell, column in zip(cells, annex.columns, strict=True):
        if column.is_number:
            put(cell, "annex_number", f"{{{{ row.{column.key}|amount }}}}")
        else:
            put(cell, "annex_text", f"{{{{ row.{column.key} }}}}")


def write_total(row, annex: Annex, values: str) -> None:
    place, *cells = row.cells
    put(place, "annex_total", "")
    for cell, column in zip(cells, annex.columns, strict=True):
        text = f"{{{{ {values}.total.{column.key}|amount }}}}" if column.is_number else ""
        put(cell, "annex_total", text)
    put_total_word(cells[0])


def put_total_word(cell) -> None:
    cell.paragraphs[0].add_run(TOTAL)
