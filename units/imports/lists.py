"""The list in a file: on one sheet, or cut into several that are read as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext_noop

from .code_lists import code_list
from .headings import NotAList, Table, UnknownHeading
from .layouts import heading_key
from .tables import TableRow
from .workbook import EmptyFile, Sheet, UnreadableFile, Workbook

#: Sheets share so much of their headings when they are parts of one list.
ALIKE, JOINABLE = 0.8, 0.5
#: A code, a name, and one column more: so narrow a list may be one of codes for another.
BARE = 3
Find = Callable[[Sheet], Table]


class SheetsDiffer(UnreadableFile):
    code = "sheets_differ"
    sentence = gettext_noop(
        "Sheets “%(first)s” and “%(other)s” are not parts of one list, because their headings "
        "differ: take them one after the other."
    )


def list_in(workbook: Workbook, find: Find, sheet: str | None = None) -> Table:
    """The list that ``find`` sees on the sheet of that name; without a name the first that a
    visible sheet holds; codes with their names are a list only where there is no other.

    Where none does, the refusal of a sheet with some of the wanted headings tells most.
    """
    if sheet is not None:
        return find(workbook.sheet(sheet))
    refusals: list[UnreadableFile] = []
    codes: Table | None = None
    for candidate in workbook.sheets:
        if candidate.visible and candidate.rows:
            try:
                table = find(candidate)
            except (NotAList, UnknownHeading) as error:
                refusals.append(error)
                continue
            if len(list(filter(None, table.headings))) > BARE or code_list(candidate) is None:
                return table
            codes = codes or table
    if codes:
        return codes
    refusals.sort(key=lambda error: isinstance(error, NotAList))
    raise refusals[0] if refusals else EmptyFile(file=workbook.filename)


def lists_in(workbook: Workbook, find: Find) -> Iterator[Table]:
    """The lists of all visible sheets, in their order."""
    for sheet in workbook.sheets:
        if sheet.visible and sheet.rows:
            try:
                yield find(sheet)
            except UnreadableFile:
                continue


def are_alike(one: Table, other: Table, share: float = ALIKE) -> bool:
    """Whether two tables have the same headings, save a few."""
    first = {heading_key(heading) for heading in one.headings if heading}
    second = {heading_key(heading) for heading in other.headings if heading}
    return len(first & second) >= len(first | second) * share


def joined(tables: Sequence[Table], sheet_names: str = "") -> Table:
    """Tables of several sheets as one, under all headings that they have between them.

    Each row keeps its sheet in ``inherited``; ``sheet_names`` is the field ("sector", "agency")
    that the names of the sheets give where no section does. Raises :class:`SheetsDiffer`.
    """
    first = tables[0]
    whole = replace(first, headings=[*first.headings], rows=[], ignored=[], wrong_totals=[])
    whole.hidden, whole.measures, whole.decoded = [], {}, {}
    for table in tables:
        if not are_alike(first, table, JOINABLE):
            raise SheetsDiffer(first=first.sheet_name, other=table.sheet_name)
        columns = _columns_in(whole, table)
        for column, factor in table.measures.items():
            if whole.measures.setdefault(columns[column], factor) != factor:
                raise SheetsDiffer(first=first.sheet_name, other=table.sheet_name)
        whole.decoded |= {
            columns[column]: name for column, name in table.decoded.items() if column < len(columns)
        }
        whole.ignored += table.ignored
        whole.hidden += table.hidden
        whole.wrong_totals += [
            wrong._replace(sheet=table.sheet_name) for wrong in table.wrong_totals
        ]
        whole.rows += _moved(table, columns, sheet_names)
    for row in whole.rows:
        row.cells += [None] * (len(whole.headings) - len(row.cells))
    return whole


def _columns_in(whole: Table, table: Table) -> list[int]:
    """Where each column of ``table`` goes; headings that are new come after the others."""
    free: dict[str, list[int]] = {}
    for place, heading in enumerate(whole.headings):
        free.setdefault(heading_key(heading), []).append(place)
    columns = []
    for heading in table.headings:
        places = free.get(heading_key(heading))
        if places:
            columns.append(places.pop(0))
        else:
            columns.append(len(whole.headings))
            whole.headings.append(heading)
    return columns


def _moved(table: Table, columns: Sequence[int], sheet_names: str) -> Iterator[TableRow]:
    """The rows of a sheet with their cells under the headings of all sheets."""
    stays = columns == list(range(len(columns)))
    width = max(columns, default=-1) + 1
    known: dict[int, dict[str, str]] = {}
    for row in table.rows:
        inherited = known.get(id(row.inherited))
        if inherited is None:
            given = {sheet_names: table.sheet_name} if sheet_names else {}
            inherited = known[id(row.inherited)] = given | row.inherited
            inherited["sheet"] = table.sheet_name
        cells = row.cells
        if not stays:
            cells = [None] * width
            for place, cell in zip(columns, row.cells, strict=False):
                cells[place] = cell
        yield TableRow(row.number, cells, inherited)
