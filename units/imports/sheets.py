"""The sheets of .xlsx, .xls and .ods files as plain rows (in the child process)."""

import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import python_calamine as calamine

from .appearance import heed_fonts, hidden_rows
from .containers import ZIP_ERRORS
from .encodings import decode_sheet
from .extent import farthest_cell
from .limits import Limits
from .xmlparts import column_letters, whole_tags

FAR_COLUMN = 200
_REPEATED = re.compile(rb'number-rows-repeated="[0-9]{4,}"')
EMPTY_TEXT = " \t\r\n\x0b\x0c\u00a0\u200b\ufeff"


class DistinctCells(dict):
    """Each content once in memory, whatever the number of cells that repeat it: blank texts as
    None, whole numbers, which arrive as floats, as int.

    This shrinks the answer of the child, and what the worker holds, to a fraction. Truth values
    must not be asked for: to a dict they are numbers.
    """

    def __missing__(self, cell: object) -> object:
        kept = cell
        if cell.__class__ is str:
            kept = cell if cell.strip(EMPTY_TEXT) else None
        elif cell.__class__ is float and cell.is_integer():
            kept = int(cell)
        self[cell] = kept
        return kept


def read_sheets(path: Path, limits: Limits, *, is_xlsx: bool) -> list | dict:
    """Every worksheet as a tuple of the fields of ``workbook.Sheet``, or an error.

    What hides in the look of the sheets is searched on a second core meanwhile.
    """
    with ThreadPoolExecutor(max_workers=1) as beside:
        hidden = beside.submit(hidden_rows, path) if is_xlsx else None
        try:
            with path.open("rb") as file:
                found = _parsed(calamine.CalamineWorkbook.from_filelike(file), path, limits)
        except calamine.PasswordError:
            return {"code": "password_protected"}
        except calamine.CalamineError:
            return _why_not(path, limits)
        except MemoryError:
            return {"code": "took_too_long", "limit": limits.seconds}
    if isinstance(found, dict) or hidden is None:
        return found
    return [(*sheet, hidden.result().get(sheet[0], [])) for sheet in found]


def _why_not(path: Path, limits: Limits) -> dict:
    """The parser has one error for all: a whole .ods file that repeats rows thousands of times
    over is not damaged, it grew too large."""
    try:
        with zipfile.ZipFile(path) as archive:
            content = b"".join(whole_tags(archive, "content.xml"))
    except (*ZIP_ERRORS, KeyError):
        content = b""
    if content.rstrip().endswith(b"</office:document-content>") and _REPEATED.search(content):
        return {"code": "took_too_long", "limit": limits.seconds}
    return {"code": "damaged_file"}


def _parsed(book: calamine.CalamineWorkbook, path: Path, limits: Limits) -> list | dict:
    kept = DistinctCells()
    sheets = []
    for meta in book.sheets_metadata:
        if meta.typ is not calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        if sheet.total_height * sheet.total_width > limits.cells:
            return _too_many(path, sheet, limits)
        rows = _rows(sheet, kept)
        if decoded := decode_sheet(rows, [cell for cell in kept if cell.__class__ is str]):
            heed_fonts(path, meta.name, rows, decoded)
        visible = meta.visible is calamine.SheetVisibleEnum.Visible
        sheets.append((meta.name, visible, rows, _merged(sheet), decoded))
    return sheets


def _rows(sheet: calamine.CalamineSheet, kept: DistinctCells) -> list[list[object]]:
    """Rows from row 1 and column A on."""
    if sheet.start is None:
        return []
    before = [None] * sheet.start[1]
    find = kept.__getitem__
    rows = [
        before + [cell if cell.__class__ is bool else kept[cell] for cell in row]
        if bool in map(type, row)
        else before + list(map(find, row))
        for row in sheet.iter_rows()
    ]
    if sheet.end[1] > FAR_COLUMN:
        for row in rows:
            while row and row[-1] is None:
                row.pop()
    return rows


def _merged(sheet: calamine.CalamineSheet) -> list[tuple[int, int, int, int]]:
    """(first row, first column, last row, last column) from 0; formats that don't say have none."""
    return [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]


def _too_many(path: Path, sheet: calamine.CalamineSheet, limits: Limits) -> dict:
    """Names the cell itself where the file can be streamed, else the corner of its rectangle."""
    corner = f"{column_letters(sheet.end[1] + 1)}{sheet.end[0] + 1}"
    found = farthest_cell(path, limits) if zipfile.is_zipfile(path) else None
    if found is None or found["code"] != "too_many_cells":
        return {"code": "too_many_cells", "sheet": sheet.name, "cell": corner}
    return found
