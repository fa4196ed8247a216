"""Lists cut into several sheets are read together; code lists beside them only when asked."""

import datetime as dt

import openpyxl
import pytest

from units.imports.cells import CellError
from units.imports.code_lists import code_lists
from units.imports.dates import look_swapped
from units.imports.headings import NotAList, UnknownHeading, find_table
from units.imports.lists import are_alike, list_in, lists_in
from units.imports.workbook import Workbook, read_workbook

from .reading_files import HEADINGS, ROWS, UNITS, fill_xlsx, sheet_of


def found(*wanted):
    return lambda sheet: find_table(sheet, UNITS, wanted)


SECTORS = {"Giáo dục": ROWS[:1], "Y tế": ROWS[1:2], "Văn hóa": ROWS[2:]}
CODES = [["Mã Đơn Vị", "Tên Đơn Vị", "Mã cha"], [22, "Sở Y tế", None], [23, "Sở Nội vụ", 22]]


def test_one_sheet_for_each_sector(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Bìa"
    book.active.append(["PHỤ LỤC", "DANH SÁCH"])
    for name, rows in SECTORS.items():
        fill_xlsx(book.create_sheet(name), [[f"Lĩnh vực {name}"], HEADINGS, *rows])
    fill_xlsx(book.create_sheet("DM"), CODES)
    fill_xlsx(book.create_sheet("Ẩn"), [HEADINGS, *ROWS])
    book["Ẩn"].sheet_state = "hidden"
    book.save(tmp_path / "list.xlsx")
    book = read_workbook(tmp_path / "list.xlsx")
    first = list_in(book, found())
    tables = [table for table in lists_in(book, found()) if are_alike(first, table)]
    assert {table.sheet_name: [row.cells for row in table.rows] for table in tables} == SECTORS


COVER = sheet_of([["PHỤ LỤC", "DANH SÁCH"], ["a", "b"]], name="Bìa")
LIST = sheet_of([HEADINGS, *ROWS], name="Danh sách")


def test_without_a_name_the_first_sheet_with_a_list_is_taken():
    book = Workbook("a.xlsx", [COVER, LIST])
    assert list_in(book, found()).sheet_name == "Danh sách"
    assert list_in(book, found("Cơ quan chủ quản")).sheet_name == "Danh sách"
    with pytest.raises(NotAList, match="Bìa"):
        list_in(book, found(), "Bìa")


def test_the_sheet_that_has_most_of_the_wanted_headings_answers():
    with pytest.raises(UnknownHeading, match="Danh sách"):
        list_in(Workbook("a.xlsx", [COVER, LIST]), found("Tên đơn vị", "Mã trường"))


def test_a_file_without_any_list_is_refused():
    with pytest.raises(NotAList, match="Bìa"):
        list_in(Workbook("a.xlsx", [COVER]), found())


def code_list(rows):
    found = code_lists([sheet_of(rows, name="DM")])
    return found[0] if found else None


def test_a_code_list_says_what_codes_stand_for_however_they_are_typed():
    codes = code_list(CODES)
    assert (codes.code_heading, codes.name_heading) == ("Mã Đơn Vị", "Tên Đơn Vị")
    assert [codes.name_of(cell) for cell in (22, 22.0, "22", " 23 ", None)] == [
        "Sở Y tế", "Sở Y tế", "Sở Y tế", "Sở Nội vụ", "",
    ]  # fmt: skip


@pytest.mark.parametrize(("cell", "code"), [(99, "unknown_code"), (5, "ambiguous_code")])
def test_a_code_that_does_not_tell_its_name_is_an_error(cell, code):
    rows = [["Mã", "Tên"], *([n, f"Sở {n}"] for n in range(1, 15)), [5, "Một sở khác"]]
    with pytest.raises(CellError) as caught:
        code_list(rows).name_of(cell)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "rows",
    [
        [["Mã", "Tên", *"abcdef"], [1, "A", *"abcdef"], [2, "B", *"abcdef"]],
        [["Mã", "Tên"], [1, "A"], [1, "B"], [1, "C"]],
        [["Họ và tên", "Ngày sinh"], ["A", 1], ["B", 2]],
        [["Mã", "Tên"]],
        [[None]],
    ],
)
def test_what_is_no_code_list(rows):
    assert code_list(rows) is None


@pytest.mark.parametrize(
    ("cells", "swapped"),
    [
        ([dt.date(2017, 5, 10), dt.date(2018, 6, 1), dt.date(2019, 1, 12), "25/10/2017",
          "13/1/2018", "30/6/2019"], True),
        ([dt.date(2017, 5, 10), dt.date(2018, 6, 21), dt.date(2019, 1, 12), "25/10/2017",
          "13/1/2018", "30/6/2019"], False),
        ([dt.date(2017, 5, 10), dt.date(2018, 6, 1), dt.date(2019, 1, 12), "5/10/2017",
          "13/1/2018", "30/6/2019"], False),
        ([dt.date(2017, 5, 10)] * 9, False),
        (["25/10/2017"] * 9, False),
        ([], False),
    ],
)  # fmt: skip
def test_days_and_months_swapped_by_a_machine_are_noticed(cells, swapped):
    assert look_swapped(cells) is swapped
