"""What only the look of a sheet says counts too: hidden rows, fonts that draw capitals."""

import openpyxl
import pytest
from openpyxl.styles import Font

from units.imports.headings import find_table
from units.imports.workbook import read_workbook

from .reading_files import HEADINGS, ROWS, UNITS, fill_xlsx, write_csv
from .test_reading_old_fonts import in_tcvn3


def test_hidden_rows_are_units_and_are_told(tmp_path):
    book = openpyxl.Workbook()
    fill_xlsx(book.active, [["DANH SÁCH"], HEADINGS, *ROWS])
    for row in (1, 4):
        book.active.row_dimensions[row].hidden = True
    book.save(tmp_path / "list.xlsx")
    table = find_table(read_workbook(tmp_path / "list.xlsx").sheet(), UNITS)
    assert [row.number for row in table.rows] == [3, 4, 5]
    assert table.hidden == [4]


def test_hidden_columns_are_read(tmp_path):
    book = openpyxl.Workbook()
    fill_xlsx(book.active, [HEADINGS, *ROWS])
    book.active.column_dimensions["B"].hidden = True
    book.save(tmp_path / "list.xlsx")
    table = find_table(read_workbook(tmp_path / "list.xlsx").sheet(), UNITS)
    assert [row.cells[1] for row in table.rows] == ["0123", "0124", "0125"]
    assert table.hidden == []


def test_formats_that_hide_nothing_have_no_hidden_rows(tmp_path):
    assert read_workbook(write_csv(tmp_path / "a.csv", [HEADINGS, *ROWS])).sheet().hidden_rows == []


@pytest.mark.parametrize(
    ("font", "heading", "name"),
    [(".VnTime", "Tên đơn vị", "Trường tiểu học Toàn Thắng"),
     (".VnTimeH", "TÊN ĐƠN VỊ", "TRƯỜNG TIỂU HỌC TOÀN THẮNG")],
)  # fmt: skip
def test_fonts_that_draw_small_letters_as_capitals(tmp_path, font, heading, name):
    book = openpyxl.Workbook()
    rows = [["TT", "Tên đơn vị", "Mã"], [1, "Trường tiểu học Toàn Thắng", "a"]]
    rows = [[row[0], in_tcvn3(row[1]), row[2]] for row in rows]
    fill_xlsx(book.active, rows)
    for row in book.active.iter_rows():
        row[1].font = Font(name=font)
    book.save(tmp_path / "list.xlsx")
    sheet = read_workbook(tmp_path / "list.xlsx").sheet()
    assert [row[1] for row in sheet.rows] == [heading, name]
    assert [row[2] for row in sheet.rows] == ["Mã", "a"]


def test_words_that_could_be_either_follow_their_font(tmp_path):
    book = openpyxl.Workbook()
    rows = [[in_tcvn3("Tên đơn vị"), in_tcvn3("Số"), "Mã"], [in_tcvn3("Trường Mầm non"), 1, 2]]
    fill_xlsx(book.active, rows)
    book.active["B1"].font = Font(name=".VnTime")
    book.save(tmp_path / "list.xlsx")
    assert in_tcvn3("Số") == "Sè"
    rows = read_workbook(tmp_path / "list.xlsx").sheet().rows
    assert rows[0] == ["Tên đơn vị", "Số", "Mã"]


def test_unicode_text_in_an_old_font_is_left_alone(tmp_path):
    book = openpyxl.Workbook()
    fill_xlsx(book.active, [["TT", "Tên đơn vị", "Mã"], [1, "Trường Toàn Thắng", "a"]])
    for row in book.active.iter_rows():
        row[1].font = Font(name=".VnTimeH")
    book.save(tmp_path / "list.xlsx")
    rows = read_workbook(tmp_path / "list.xlsx").sheet().rows
    assert [row[1] for row in rows] == ["Tên đơn vị", "Trường Toàn Thắng"]
