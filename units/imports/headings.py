"""From a sheet to a list: where it starts, what its columns are, which rows are units."""

import re
from collections.abc import Iterable

from . import cells
from .headers import Header, headers, likeness, recognised
from .layouts import Layout, heading_key
from .rows import SortedRows, repeats_few_names, sort_rows
from .side_by_side import one_block, without_others
from .tables import (
    PARENT,
    AmbiguousHeading,
    LogOfEvents,
    NoRows,
    NotAList,
    Proposal,
    SideBySide,
    StatisticalForm,
    Table,
    TableRow,
    UnknownHeading,
    WrongTotal,
)
from .totals import wrong_totals
from .workbook import Sheet

__all__ = [
    "AmbiguousHeading",
    "NotAList",
    "Proposal",
    "SideBySide",
    "StatisticalForm",
    "Table",
    "TableRow",
    "UnknownHeading",
    "WrongTotal",
    "find_table",
    "propose_mapping",
]

_INDICATORS = {"chỉ tiêu", "tên chỉ tiêu", "chỉ tiêu báo cáo", "tên chỉ số"}
_VAGUE = {"đơn vị", "tên", "name", "tên gọi"}
_MONEY = re.compile(r"\b(nghìn|ngàn|triệu|tỷ|tỉ)\s+đồng", re.IGNORECASE)
_FACTORS = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_SAMPLE = 200
#: A plain heading over cells none of which can be read is still proposed: they can be explained.
_POSSIBLE = 0.42


def find_table(
    sheet: Sheet, layout: Layout, wanted_headings: Iterable[str] = (), block: str = ""
) -> Table:
    """The list in a sheet.

    ``wanted_headings`` are those the user named: the first row that holds all of them is the row
    of headings. ``block`` is the banner of one of several tables side by side. Raises
    :class:`NotAList` when the sheet is none, :class:`UnknownHeading`, :class:`SideBySide`.
    """
    wanted = tuple(wanted_headings)
    header = _header(sheet, layout, wanted, block)
    known = recognised(header.headings, layout)
    if header.blocks:
        sheet = without_others(sheet, header)
    sorted_rows = sort_rows(_filled_down(sheet, header, known), header, known)
    table = Table(
        sheet_name=sheet.name,
        header_row=header.bottom + 1,
        headings=header.headings,
        rows=sorted_rows.rows,
        ignored=sorted_rows.ignored,
        measures=_measures(sheet, header),
        decoded=sheet.decoded,
        blocks=header.blocks,
        whole=header.whole or header.headings,
    )
    unseen = set(sheet.hidden_rows)
    table.hidden = [row.number for row in table.rows if row.number in unseen] if unseen else []
    if not table.rows:
        raise NoRows(sheet=sheet.name, row=table.header_row)
    told_apart = wanted or known.keys() & {"unit_code", "role"}
    if not told_apart and repeats_few_names(table.rows, known):
        raise LogOfEvents(sheet=sheet.name)
    table.wrong_totals = _wrong_totals(table, sorted_rows, layout, known)
    return table


def _wrong_totals(
    table: Table, sorted_rows: SortedRows, layout: Layout, known: dict[str, int]
) -> list[WrongTotal]:
    """The totals of counts and amounts that the rows don't add up to."""
    summed = {
        known[field.name]: field.clean
        for field in layout.fields
        if field.name in known and field.clean in (cells.clean_count, cells.clean_amount)
    }
    return wrong_totals(sorted_rows.totals, table.rows, table.headings, summed)


def propose_mapping(table: Table, layout: Layout) -> dict[str, Proposal]:
    """For each field the column that its heading and its cells speak for, surest first."""
    offers = []
    for column, heading in enumerate(table.headings):
        for name, sure in (likeness(heading, layout) if heading else {}).items():
            field = next(field for field in layout.fields if field.name == name)
            if field.imported:
                sure *= 0.5 + 0.5 * _readable(table, column, field.clean)
                offers.append((sure, -column, name, heading))
    taken: set[int] = set()
    proposals: dict[str, Proposal] = {}
    for sure, minus_column, name, heading in sorted(offers, reverse=True):
        if sure >= _POSSIBLE and name not in proposals and -minus_column not in taken:
            taken.add(-minus_column)
            proposals[name] = Proposal(-minus_column, heading, round(sure, 2))
    return {
        field.name: proposals[field.name]
        for field in layout.importable()
        if field.name in proposals
    }


def _readable(table: Table, column: int, clean) -> float:
    """The share of the first cells that the field's cleaner takes; 1 where there are none."""
    sample = [row.cells[column] for row in table.rows[:_SAMPLE]]
    filled = [cell for cell in sample if not cells.is_unknown(cell)]
    return sum(_takes(clean, cell) for cell in filled) / len(filled) if filled else 1.0


def _takes(clean, cell: object) -> bool:
    try:
        clean(cell)
    except cells.CellError as error:
        return not error.blocking
    return True


def _header(sheet: Sheet, layout: Layout, wanted: tuple[str, ...], block: str) -> Header:
    found = headers(sheet, layout)
    if wanted:
        header = _header_with(sheet, layout, found, wanted)
        return one_block(sheet, header, layout, block) if block else header
    scored = []
    for header in found:
        known = recognised(header.headings, layout)
        if _is_list(header, known, layout):
            scored.append((len(known), header))
    if not scored:
        form = any(_is_form(header.headings, layout) for header in found)
        raise (StatisticalForm if form else NotAList)(sheet=sheet.name)
    header = max(scored, key=lambda pair: pair[0])[1]
    return one_block(sheet, header, layout, block)


def _header_with(
    sheet: Sheet, layout: Layout, found: list[Header], wanted: tuple[str, ...]
) -> Header:
    """The first row that holds all the headings the user named."""
    nearest, most = None, 0
    for header in found:
        table = Table(sheet.name, header.bottom + 1, header.headings, [])
        there = [heading for heading in wanted if table.columns(heading)]
        if len(there) == len(wanted):
            if _is_form(header.headings, layout):
                raise StatisticalForm(sheet=sheet.name)
            return header
        if len(there) > most:
            nearest, most = table, len(there)
    if nearest is None:
        nearest_header = _header(sheet, layout, (), "")
        nearest = Table(sheet.name, nearest_header.bottom + 1, nearest_header.headings, [])
    for heading in wanted:
        nearest.column(heading)
    raise NotAList(sheet=sheet.name)


def _is_list(header: Header, known: dict[str, int], layout: Layout) -> bool:
    """All required fields are named, and not by one vague word alone."""
    if any(field.name not in known for field in layout.required) or "measure" in known:
        return False
    leaves = {
        heading_key(header.headings[column].rpartition(PARENT)[2]) for column in known.values()
    }
    return len(known) > 1 or not leaves <= _VAGUE


def _is_form(headings: list[str], layout: Layout) -> bool:
    """Indicators in the rows, a unit of measure beside them: a statistical form."""
    known = recognised(headings, layout)
    leaves = {heading_key(part) for heading in headings for part in heading.split(PARENT)}
    if any(field.name in known for field in layout.required) and "measure" not in known:
        return False
    return bool(leaves & _INDICATORS) or (
        "measure" in known and bool(leaves & {"mã số", "tổng số"})
    )


def _filled_down(sheet: Sheet, header: Header, known: dict[str, int]) -> Sheet:
    """Cells merged over several rows speak for each of them, save those that name the unit."""
    own = {known.get("unit_name"), known.get("unit_code"), known.get("row_no")}
    for r1, c1, r2, c2 in sheet.merged:
        if r1 <= header.bottom or r1 == r2 or c1 != c2 or c1 in own:
            continue
        value = sheet.rows[r1][c1] if r1 < len(sheet.rows) and c1 < len(sheet.rows[r1]) else None
        for row in sheet.rows[r1 + 1 : r2 + 1]:
            if c1 < len(row):
                row[c1] = value
    return sheet


def _measures(sheet: Sheet, header: Header) -> dict[int, int]:
    """Factors to đồng, from "(triệu đồng)" in a heading or "Đơn vị tính: triệu đồng" above."""
    above = [cell for row in sheet.rows[: header.top] for cell in row if isinstance(cell, str)]
    everywhere = next((found[1].lower() for text in above if (found := _MONEY.search(text))), "")
    measures = {}
    for column, heading in enumerate(header.headings):
        found = _MONEY.search(heading)
        unit = found[1].lower() if found else everywhere
        if unit:
            measures[column] = _FACTORS[unit]
    return measures
