"""The difference between two lists as a file: .xlsx or .csv, one line for each unit."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence

import xlsxwriter

from .list_difference import Difference
from .marks import quoted

#: A field and a value as people read them.
Say = Callable[[str], str]
SayValue = Callable[[str, object], str]


def lines_of(difference: Difference, kind: Say, label: Say, value: SayValue) -> Iterator[list]:
    """[what differs, code, unit, agency, row before, row now, changes] of each unit."""
    for line in difference.lines:
        said = line.shown.values
        changes = "; ".join(
            f"{label(name)}: {value(name, old)} → {value(name, new)}"
            for name, (old, new) in line.changes.items()
        )
        yield [
            ", ".join(kind(one) for one in sorted(line.kinds)),
            quoted(str(said.get("code", ""))),
            quoted(str(said.get("name", ""))),
            quoted(str(said.get("agency", ""))),
            line.before.row if line.before else None,
            line.after.row if line.after else None,
            quoted(changes),
        ]


def as_xlsx(title: str, headings: Sequence[str], lines: Iterator[list]) -> bytes:
    """``title`` says which lists were compared."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "bg_color": "#EDF1F6"})
        for at, width in enumerate((24, 16, 46, 36, 10, 10, 80)):
            sheet.set_column(at, at, width)
        sheet.write_string(0, 0, quoted(title))
        for at, text in enumerate(headings):
            sheet.write_string(1, at, text, bold)
        sheet.freeze_panes(2, 0)
        for number, line in enumerate(lines, start=2):
            for at, cell in enumerate(line):
                if isinstance(cell, str):
                    sheet.write_string(number, at, cell)
                elif cell is not None:
                    sheet.write_number(number, at, cell)
    return out.getvalue()


def as_csv(headings: Sequence[str], lines: Iterator[list]) -> bytes:
    """With the mark that spreadsheet programs need to read Vietnamese."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows(lines)
    return text.getvalue().encode("utf-8-sig")
