"""The same list is read alike from every format that offices use, whatever the file is called."""

import datetime as dt

import openpyxl
import pytest

from units.imports.headings import find_table
from units.imports.workbook import EmptyFile, UnusableSheet, read_workbook

from .reading_files import (
    HEADINGS,
    ROWS,
    UNITS,
    fill_xlsx,
    read_rows,
    write_csv,
    write_ods,
    write_xls,
    write_xlsx,
)  # fmt: skip

LIST = [["DANH SÁCH ĐƠN VỊ", None, None, None, None], [None] * 5, HEADINGS, *ROWS]
WRITERS = {"xlsx": write_xlsx, "xls": write_xls, "ods": write_ods}


@pytest.mark.parametrize("kind", WRITERS)
def test_every_format_gives_the_same_rows(tmp_path, kind):
    assert read_rows(WRITERS[kind](tmp_path / f"list.{kind}", LIST)) == LIST


def test_csv_gives_the_same_rows_as_text(tmp_path):
    as_text = [[None if cell is None else str(cell) for cell in row] for row in LIST]
    assert read_rows(write_csv(tmp_path / "list.csv", LIST)) == as_text


@pytest.mark.parametrize("kind", WRITERS)
def test_dates_come_as_dates_and_whole_numbers_as_whole_numbers(tmp_path, kind):
    rows = [["Ngày", "Số"], [dt.date(2017, 10, 25), 1.5], [dt.date(2018, 1, 2), 12.0]]
    read = read_rows(WRITERS[kind](tmp_path / f"list.{kind}", rows))
    assert read[1:] == rows[1:]
    assert [type(row[1]) for row in read[1:]] == [float, int]


@pytest.mark.parametrize("name", ["list.csv", "list.xls", "list", "list.tmp"])
def test_the_content_says_what_a_file_is_not_its_name(tmp_path, name):
    (tmp_path / name).write_bytes(write_xlsx(tmp_path / "real.xlsx", LIST).read_bytes())
    assert read_rows(tmp_path / name) == LIST


def test_the_first_row_read_is_row_1_and_the_first_cell_column_a(tmp_path):
    rows = [[None, None], [None, None], [None, "Tên"], [None, "Trường A"]]
    path = write_xlsx(tmp_path / "list.xlsx", rows)
    assert read_workbook(path).sheets[0].rows == rows


def test_spaces_alone_are_an_empty_cell(tmp_path):
    path = write_xlsx(tmp_path / "list.xlsx", [["a", "b"], [" \u00a0 ", "c"], ["d", "\u200b"]])
    assert read_rows(path) == [["a", "b"], [None, "c"], ["d", None]]


def test_merged_areas_are_told_in_rows_and_columns_from_0(tmp_path):
    path = write_xlsx(tmp_path / "list.xlsx", LIST, merge=["A1:E1", "D4:D5"])
    assert set(read_workbook(path).sheets[0].merged) == {(0, 0, 0, 4), (3, 3, 4, 3)}


def test_without_a_name_the_first_visible_sheet_with_a_table_is_taken(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Bìa"
    book.active["A1"] = "PHỤ LỤC"
    hidden = book.create_sheet("Ẩn")
    fill_xlsx(hidden, LIST)
    hidden.sheet_state = "hidden"
    fill_xlsx(book.create_sheet("Danh sách"), LIST)
    book.save(tmp_path / "list.xlsx")
    read = read_workbook(tmp_path / "list.xlsx")
    assert [(sheet.name, sheet.visible) for sheet in read.sheets] == [
        ("Bìa", True), ("Ẩn", False), ("Danh sách", True),
    ]  # fmt: skip
    assert read.sheet().name == "Danh sách"
    assert read.sheet("Ẩn").rows == LIST
    assert read.sheet("danh  SÁCH").name == "Danh sách"


def test_a_wrong_sheet_name_is_answered_with_the_right_ones(tmp_path):
    read = read_workbook(write_xlsx(tmp_path / "list.xlsx", LIST, sheet="Khối tỉnh"))
    with pytest.raises(UnusableSheet, match="Khối tỉnh"):
        read.sheet("Khối huyện")


def test_a_file_with_nothing_but_hidden_sheets_and_titles_holds_no_table(tmp_path):
    path = write_xlsx(tmp_path / "list.xlsx", [["PHỤ LỤC"]], hidden=["Ẩn"])
    with pytest.raises(EmptyFile):
        read_workbook(path).sheet()


def test_a_csv_file_has_one_sheet_named_as_the_file(tmp_path):
    path = write_csv(tmp_path / "upload", LIST)
    book = read_workbook(path, filename="Danh sách 2025.csv")
    assert [sheet.name for sheet in book.sheets] == ["Danh sách 2025"]


def test_hidden_and_phantom_rows_do_not_disturb(tmp_path):
    book = openpyxl.Workbook()
    fill_xlsx(book.active, LIST)
    book.active.row_dimensions[5].hidden = True
    book.active["A200000"].font = openpyxl.styles.Font(bold=True)
    book.save(tmp_path / "list.xlsx")
    table = find_table(read_workbook(tmp_path / "list.xlsx").sheet(), UNITS)
    assert [row.number for row in table.rows] == [4, 5, 6]
