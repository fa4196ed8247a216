"""What a clerk can choose for a file: its sheets, the codes of its columns, days put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from .cells import CellError, clean_code, is_unknown, shown
from .code_lists import CodeList, code_list, code_lists
from .dates import look_swapped
from .instructions import Column, cell_of
from .layouts import Layout
from .lists import Find, are_alike, lists_in
from .references import Agencies, Sectors, UnknownReference
from .samples import named
from .tables import Table
from .workbook import Workbook

LOOKED_AT = 500
SAMPLES = 3
#: So many of a column's codes must be in a list of codes before it is offered.
COVERED = 0.6


def sheets_with(table: Table, workbook: Workbook, find: Find) -> list[dict[str, object]]:
    """The sheets that hold lists, where there are several: {"name", "rows", "alike": to the one
    that is taken}. Codes with their names are no list beside others."""
    if sum(sheet.visible and bool(sheet.rows) for sheet in workbook.sheets) < 2:
        return []  # most files: nothing has to be read twice
    found = [
        {"name": one.sheet_name, "rows": len(one.rows), "alike": are_alike(table, one)}
        for one in lists_in(workbook, find)
        if are_alike(table, one) or not code_list(workbook.sheet(one.sheet_name))
    ]
    return found if len(found) > 1 else []


def named_by(sheets: Sequence[Mapping], agencies: Agencies, sectors: Sectors) -> str:
    """The field ("sector", "agency") that the names of most sheets give, "" for none."""
    alike = [str(one["name"]) for one in sheets if one["alike"]]
    for name, find in (("sector", sectors.find), ("agency", agencies.find)):
        if sum(knows(find, text) for text in alike) * 2 > len(alike):
            return name
    return ""


def knows(find, text: str) -> bool:
    try:
        return find(text) is not None
    except UnknownReference:
        return False


def codes_with(table: Table, workbook: Workbook) -> list[dict[str, object]]:
    """Columns whose codes a sheet of the same file explains: {"heading", "sheet", "samples": what
    the first codes become}. To be offered only: codes of two kinds can look alike."""
    found = []
    beside = [sheet for sheet in workbook.sheets if sheet.name != table.sheet_name]
    lists = code_lists(beside)
    for index, name in enumerate(named(table.headings) if lists else ()):
        cells = {shown(cell_of(row, index)): None for row in islice(table.rows, LOOKED_AT)}
        codes = [text for text in cells if not is_unknown(text)]
        for one in lists if name and codes else ():
            pairs = [(code, one.names[key]) for code in codes if (key := key_of(code, one))]
            if len(pairs) >= len(codes) * COVERED:
                shown_pairs = [list(pair) for pair in pairs[:SAMPLES]]
                found.append({"heading": name, "sheet": one.sheet_name, "samples": shown_pairs})
    return found


def key_of(code: str, one: CodeList) -> str:
    try:
        key = clean_code(code)
    except CellError:
        return ""
    return key if key in one.names else ""


def swapped_in(table: Table, layout: Layout, columns: Mapping[str, Column]) -> list[str]:
    """The fields of days in which a machine seems to have swapped day and month."""
    return [
        name
        for name, column in columns.items()
        if layout.field(name).is_day
        and look_swapped(cell_of(row, column.index) for row in table.rows)
    ]
