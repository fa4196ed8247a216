"""Real spreadsheet files for the tests of reading, made the way offices make them."""

import csv
import datetime as dt
import io
import zipfile
from pathlib import Path

import odf.opendocument
import odf.table
import odf.text
import openpyxl
import xlwt

from units.imports.catalogue import LAYOUTS
from units.imports.headings import Table, find_table
from units.imports.workbook import Sheet, read_workbook

UNITS = LAYOUTS["units"]
HEADINGS = ["STT", "Mã đơn vị", "Tên đơn vị", "Cơ quan chủ quản", "Số biên chế"]
ROWS = [
    [1, "0123", "Trường Mầm non Hoa Ban", "Sở Giáo dục và Đào tạo", 12],
    [2, "0124", "Trung tâm Y tế Minh Họa", "Sở Y tế", 30],
    [3, "0125", "Bảo tàng tỉnh", "Sở Văn hóa, Thể thao và Du lịch", None],
]


def write_xlsx(path: Path, rows: list[list], *, sheet="Sheet1", merge=(), hidden=()) -> Path:
    book = openpyxl.Workbook()
    book.active.title = sheet
    fill_xlsx(book.active, rows, merge)
    for name in hidden:
        book.create_sheet(name).sheet_state = "hidden"
    book.save(path)
    return path


def fill_xlsx(sheet, rows: list[list], merge=()) -> None:
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            if cell is not None:
                sheet.cell(number, column, cell)
    for area in merge:
        sheet.merge_cells(area)


def write_xls(path: Path, rows: list[list]) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write(number, column, cell, day)
            elif cell is not None:
                sheet.write(number, column, cell)
    book.save(str(path))
    return path


def write_ods(path: Path, rows: list[list]) -> Path:
    book = odf.opendocument.OpenDocumentSpreadsheet()
    sheet = odf.table.Table(name="Sheet1")
    for row in rows:
        line = odf.table.TableRow()
        for cell in row:
            if isinstance(cell, int | float):
                made = odf.table.TableCell(valuetype="float", value=cell)
            elif isinstance(cell, dt.date):
                made = odf.table.TableCell(valuetype="date", datevalue=cell.isoformat())
            else:
                made = odf.table.TableCell(valuetype="string" if cell else None)
            if cell is not None:
                made.addElement(odf.text.P(text=str(cell)))
            line.addElement(made)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    book.save(str(path))
    return path


def csv_bytes(rows: list[list], delimiter=",", encoding="utf-8", newline="\r\n") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline)
    writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    return text.getvalue().encode(encoding)


def write_csv(path: Path, rows: list[list], **how) -> Path:
    path.write_bytes(csv_bytes(rows, **how))
    return path


def rewrite_zip(source: Path, path: Path, change: dict[str, bytes]) -> Path:
    """A copy of a zipped workbook with some of its parts replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *change]):
            new.writestr(name, change[name] if name in change else old.read(name))
    return path


def sheet_of(rows: list[list], merged=(), name="Sheet1") -> Sheet:
    """A sheet as it comes from a file, for tests of what follows the reading of files."""
    width = max(map(len, rows))
    return Sheet(name, True, [row + [None] * (width - len(row)) for row in rows], list(merged))


def table_of(rows: list[list], merged=(), **how) -> Table:
    return find_table(sheet_of(rows, merged), UNITS, **how)


def read_rows(path: Path) -> list[list]:
    return read_workbook(path).sheet().rows
