"""How far the cells of an .xlsx sheet reach, found without holding any of them.

A parser lays a sheet out as a full rectangle, so that one forgotten cell in the last column and
row costs hundreds of gigabytes.
"""

import re
import zipfile
from pathlib import Path

from .containers import ZIP_ERRORS
from .limits import Limits
from .xmlparts import column_number, sheet_parts, whole_tags

_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')


def farthest_cell(path: Path, limits: Limits) -> dict | None:
    """The error for the first sheet whose rectangle has more than ``limits.cells`` cells."""
    try:
        with zipfile.ZipFile(path) as archive:
            for name, part in sheet_parts(archive):
                rows, columns, cell = _reach(archive, part)
                if rows * columns > limits.cells:
                    return {"code": "too_many_cells", "sheet": name, "cell": cell}
    except (*ZIP_ERRORS, KeyError):
        return {"code": "damaged_file"}
    return None


def _reach(archive: zipfile.ZipFile, part: str) -> tuple[int, int, str]:
    """Last row and last column that hold anything, and the cell that lies farthest out."""
    last_row = last_column = 0
    farthest = ""
    for xml in whole_tags(archive, part):
        for letters, digits in _CELL.findall(xml):
            row, column = int(digits), column_number(letters)
            if column > last_column or row > last_row + 1000:
                farthest = (letters + digits).decode()
            last_row, last_column = max(row, last_row), max(column, last_column)
    return last_row, last_column, farthest
