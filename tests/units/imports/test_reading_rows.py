"""Section rows are inherited, totals are checked and never imported, notes and signatures left."""

from decimal import Decimal

import pytest

from units.imports.headings import find_table
from units.imports.workbook import read_workbook

from .reading_files import UNITS, sheet_of, table_of, write_xls, write_xlsx

H = ["STT", "Tên đơn vị", "Biên chế được giao", "Có mặt"]


def names(table):
    column = table.column("Tên đơn vị")
    return [row.cells[column] for row in table.rows]


ANNEX = [
    ["PHỤ LỤC II", None, None, None],
    ["DANH MỤC ĐƠN VỊ SỰ NGHIỆP CÔNG LẬP", None, None, None],
    H,
    ["(1)", "(2)", "(3)", "(4)"],
    [None, "TỔNG SỐ", 100, 92],
    ["I", "Sở Giáo dục và Đào tạo", 60, 55],
    ["1", "Trường THPT Minh Họa 1", 40, 37],
    ["2", "Trường THPT Minh Họa 2", 20, 18],
    ["II", "Sở Y tế", 40, 37],
    ["1", "Bệnh viện Đa khoa", 30, 28],
    ["2", "Trung tâm Kiểm soát bệnh tật", 10, 9],
    [None, None, None, None],
    [None, "Ghi chú: số liệu đến 31/7/2025", None, None],
    [None, None, "Minh Họa, ngày 05 tháng 8 năm 2025", None],
    [None, "NGƯỜI LẬP BIỂU", "GIÁM ĐỐC", None],
    [None, None, None, None],
    [None, "(ký)", "Nguyễn Văn Mẫu", None],
]


@pytest.mark.parametrize("write", [write_xlsx, write_xls])
def test_an_annex_gives_its_units_and_nothing_else(tmp_path, write):
    path = write(tmp_path / f"annex.{write.__name__[6:]}", ANNEX)
    table = find_table(read_workbook(path).sheet(), UNITS)
    assert [row.number for row in table.rows] == [7, 8, 10, 11]
    assert [row.inherited["agency"] for row in table.rows] == [
        "Sở Giáo dục và Đào tạo", "Sở Giáo dục và Đào tạo", "Sở Y tế", "Sở Y tế",
    ]  # fmt: skip
    assert dict(table.ignored) == {
        4: "column_numbers", 5: "total", 6: "section", 9: "section", 12: "blank",
        13: "footer", 14: "footer", 15: "footer", 16: "blank", 17: "footer",
    }  # fmt: skip
    assert table.wrong_totals == []


SECTIONS = [
    (
        "Roman numerals above arabic",
        [["I", "Sở Y tế"], [1, "A"], [2, "B"], ["II", "Sở Nội vụ"], [1, "C"]],
        {"A": "Sở Y tế", "B": "Sở Y tế", "C": "Sở Nội vụ"},
    ),
    (
        "numbers that run on",
        [["I", "Sở Y tế"], [1, "A"], ["II", "Sở Nội vụ"], [2, "B"], [3, "C"]],
        {"A": "Sở Y tế", "B": "Sở Nội vụ", "C": "Sở Nội vụ"},
    ),
    (
        "letters above Roman numerals above arabic",
        [["A", "Khối tỉnh"], ["I", "Sở Y tế"], [1, "A1"], ["II", "Sở Nội vụ"], [1, "A2"],
         ["B", "Khối huyện"], ["I", "Huyện Mẫu"], [1, "B1"]],
        {"A1": "Khối tỉnh / Sở Y tế", "A2": "Khối tỉnh / Sở Nội vụ",
         "B1": "Khối huyện / Huyện Mẫu"},
    ),
    (
        "letters up to I and beyond",
        [[letter, f"Sở {letter}"] if n else [1, f"Đơn vị {letter}"]
         for letter in "ABCDEFGHIJ" for n in (1, 0)],
        {f"Đơn vị {letter}": f"Sở {letter}" for letter in "ABCDEFGHIJ"},
    ),
    (
        "arabic above decimals",
        [[1, "Sở Y tế"], ["1.1", "A"], ["1.2", "B"], [2, "Sở Nội vụ"], ["2.1", "C"], [3, "D"]],
        {"A": "Sở Y tế", "B": "Sở Y tế", "C": "Sở Nội vụ", "D": "Sở Nội vụ"},
    ),
    (
        "arabic above small letters",
        [[1, "Sở Y tế"], ["a", "A"], ["b", "B"], ["c", "C"], [2, "Sở Nội vụ"], ["a", "D"]],
        {"A": "Sở Y tế", "B": "Sở Y tế", "C": "Sở Y tế", "D": "Sở Nội vụ"},
    ),
    (
        "small letters above arabic",
        [["a", "Sở Y tế"], [1, "A"], [2, "B"], ["b", "Sở Nội vụ"], [1, "C"]],
        {"A": "Sở Y tế", "B": "Sở Y tế", "C": "Sở Nội vụ"},
    ),
    (
        "no number beside the section",
        [[None, "Sở Y tế"], [1, "A"], [2, "B"], [None, "Sở Nội vụ"], [3, "C"]],
        {"A": "Sở Y tế", "B": "Sở Y tế", "C": "Sở Nội vụ"},
    ),
    (
        "the section in the column of numbers",
        [["I. SỞ Y TẾ", None], [1, "A"], ["II. SỞ NỘI VỤ", None], [2, "B"]],
        {"A": "SỞ Y TẾ", "B": "SỞ NỘI VỤ"},
    ),
    (
        "Roman numerals that number the units themselves",
        [["I", "A"], ["II", "B"], ["III", "C"]],
        {"A": None, "B": None, "C": None},
    ),
    (
        "branches under a unit are units, not sections",
        [[1, "A"], [2, "B"], ["a", "B1"], ["b", "B2"], [3, "C"], [4, "D"]],
        {"A": None, "B": None, "B1": None, "B2": None, "C": None, "D": None},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "sections"), [case[1:] for case in SECTIONS],
                         ids=[case[0] for case in SECTIONS])  # fmt: skip
def test_units_inherit_the_sections_above_them(rows, sections):
    table = table_of([H, *[[*row, None, None] for row in rows]])
    assert {row.cells[1]: row.inherited.get("section") for row in table.rows} == sections


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Sở Giáo dục và Đào tạo", "agency", "Sở Giáo dục và Đào tạo"),
        ("Các đơn vị trực thuộc Sở Y tế", "agency", "Sở Y tế"),
        ("Đơn vị sự nghiệp thuộc UBND tỉnh", "agency", "UBND tỉnh"),
        ("UBND huyện Mẫu", "agency", "UBND huyện Mẫu"),
        ("Lĩnh vực giáo dục và đào tạo", "sector", "giáo dục và đào tạo"),
        ("Sự nghiệp y tế", "sector", "y tế"),
    ],
)
def test_a_section_says_which_agency_or_sector_it_means(text, field, value):
    table = table_of([H, ["I", text, None, None], [1, "Đơn vị A", 3, 2]])
    assert table.rows[0].inherited == {"section": text, field: value}


def test_a_merged_agency_counts_for_every_row_it_covers(tmp_path):
    rows = [["STT", "Cơ quan chủ quản", "Tên đơn vị"], [1, "Sở Y tế", "A"], [2, None, "B"],
            [3, None, "C"], [4, "Sở Nội vụ", "D"]]  # fmt: skip
    path = write_xlsx(tmp_path / "list.xlsx", rows, merge=["B2:B4"])
    table = find_table(read_workbook(path).sheet(), UNITS)
    assert [row.cells[1] for row in table.rows] == ["Sở Y tế"] * 3 + ["Sở Nội vụ"]


def test_a_list_without_numbers_keeps_rows_with_nothing_but_a_name():
    table = table_of([["Tên đơn vị", "Biên chế"], ["A", 3], ["B", None], ["C", 4]])
    assert names(table) == ["A", "B", "C"]


def test_a_title_merged_over_a_list_without_numbers_is_a_section():
    rows = [["Tên đơn vị", "Biên chế"], ["Sở Y tế", None], ["A", 3], ["B", None]]
    table = table_of(rows, merged=[(1, 0, 1, 1)])
    assert [(row.cells[0], row.inherited["agency"]) for row in table.rows] == [
        ("A", "Sở Y tế"), ("B", "Sở Y tế"),
    ]  # fmt: skip


def test_headings_repeated_on_every_page_are_left_out():
    table = table_of([H, [1, "A", 1, 1], H, ["(1)", "(2)", "(3)", "(4)"], [2, "B", 1, 1]])
    assert names(table) == ["A", "B"]
    assert [why for _, why in table.ignored] == ["repeated_header", "column_numbers"]


@pytest.mark.parametrize(
    "text",
    ["Cộng", "CỘNG", "Tổng cộng", "Tổng cộng:", "Tổng số", "TỔNG (I+II)", "Tổng:", "Cộng khối tỉnh",
     "Cộng (I)", "Total", "Tổng số: 3 đơn vị"],
)  # fmt: skip
@pytest.mark.parametrize("place", [0, 1])
def test_totals_are_never_units(text, place):
    total = [None, None, 3, 3]
    total[place] = text
    table = table_of([H, [1, "A", 1, 1], [2, "B", 2, 2], total])
    assert names(table) == ["A", "B"]
    assert table.ignored == [(4, "total")]


@pytest.mark.parametrize(
    "name", ["Tổng đội Thanh niên xung phong", "Tổng công ty A", "Trung tâm học tập cộng đồng"]
)
def test_names_that_begin_like_a_total_are_units(name):
    assert names(table_of([H, [1, name, 1, 1], ["2", name, 2, 2]])) == [name, name]


@pytest.mark.parametrize("rest", [[3, 2], [None, None]])
@pytest.mark.parametrize("place", [2, 3, 4])
def test_a_unit_that_somebody_forgot_to_number_is_still_a_unit(place, rest):
    rows = [H, [1, "Trường A", 1, 1], [2, "Trường B", 1, 1], [3, "Trường C", 1, 1]]
    rows.insert(place, [None, "Trường mới", *rest])
    assert "Trường mới" in names(table_of(rows))


CHECKED = [
    ("a right total below", [[None, "Tổng cộng", 6, 5]], []),
    ("a wrong total below", [[None, "Tổng cộng", 7, 5]], [("Biên chế được giao", 7, 6)]),
    ("two figures wrong", [[None, "Tổng cộng", "7", "1.000"]],
     [("Biên chế được giao", 7, 6), ("Có mặt", 1000, 5)]),
    ("nothing stated", [[None, "Tổng cộng", None, "-"]], []),
]  # fmt: skip


@pytest.mark.parametrize(("total", "wrong"), [case[1:] for case in CHECKED],
                         ids=[case[0] for case in CHECKED])  # fmt: skip
def test_totals_are_checked_against_the_rows(total, wrong):
    table = table_of([H, [1, "A", 1, 1], [2, "B", 2, 1], [3, "C", 3, 3], *total])
    assert [(one.heading, one.stated, one.counted) for one in table.wrong_totals] == [
        (heading, Decimal(stated), Decimal(counted)) for heading, stated, counted in wrong
    ]


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (ANNEX, []),
        ([H, [None, "Tổng số", 5, 5], [1, "A", 2, 2], [2, "B", 3, 2]], [2]),
        ([H, ["I", "Sở Y tế", 5, 9], [1, "A", 2, 2], [2, "B", 3, 2]], [2]),
        ([H, ["A", "Khối tỉnh", 9, 9], ["I", "Sở Y tế", 5, 5], [1, "A1", 2, 2], [2, "A2", 3, 3],
          ["II", "Sở Nội vụ", 4, 4], [1, "A3", 4, 4], ["B", "Khối huyện", 1, 1], [1, "B1", 1, 1],
          [None, "Tổng (A+B)", 10, 10]], []),
        ([H, [1, "A", 2, 2], [2, "B", 3, 3], [None, "Cộng", 5, 5], [3, "C", 1, 1],
          [None, "Cộng", 1, 1], [None, "Tổng cộng", 6, 7]], [7]),
    ],
)  # fmt: skip
def test_subtotals_are_checked_against_their_own_rows(rows, wrong):
    assert sorted({one.row for one in table_of(rows).wrong_totals}) == wrong


def test_a_note_in_the_middle_does_not_end_the_list():
    table = table_of([H, [1, "A", 1, 1], [None, "Ghi chú: A đã đổi tên", None, None],
                      [2, "B", 1, 1]])  # fmt: skip
    assert names(table) == ["A", "B"]


def test_blank_rows_between_units_are_left_out_and_those_at_the_end_forgotten():
    blank = [None] * 4
    table = table_of([H, [1, "A", 1, 1], blank, blank, [2, "B", 1, 1], blank, blank])
    assert table.ignored == [(3, "blank"), (4, "blank")]


def test_rows_keep_their_numbers_and_raw_cells():
    sheet = sheet_of([[None] * 4, H, [1, " Trường\u00a0A ", "1.097", 1.5]])
    (row,) = find_table(sheet, UNITS).rows
    assert (row.number, row.cells) == (3, [1, " Trường\u00a0A ", "1.097", 1.5])
