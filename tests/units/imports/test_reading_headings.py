"""The headings of a list are found below titles, over several rows, under merged parents."""

import pytest

from units.imports.catalogue import LAYOUTS
from units.imports.headings import (
    AmbiguousHeading,
    NotAList,
    SideBySide,
    StatisticalForm,
    UnknownHeading,
    find_table,
    propose_mapping,
)  # fmt: skip
from units.imports.layouts import UnknownField
from units.imports.tables import LogOfEvents, NoRows
from units.imports.workbook import read_workbook

from .reading_files import HEADINGS, ROWS, UNITS, sheet_of, table_of, write_ods, write_xlsx

TITLES = [
    ["PHỤ LỤC I", None, None, None, None],
    ["(Kèm theo Kế hoạch số 12/KH-UBND ngày 5 tháng 3 năm 2025)", None, None, None, None],
    [None, None, None, None, "Đơn vị tính: người"],
]


def proposed(table):
    return {name: one.heading for name, one in propose_mapping(table, UNITS).items()}


def test_headings_are_found_below_titles():
    table = table_of([*TITLES, HEADINGS, *ROWS])
    assert table.header_row == 4
    assert table.headings == HEADINGS
    assert [row.number for row in table.rows] == [5, 6, 7]
    assert table.rows[0].cells == ROWS[0]


# Two and three rows of headings with merged parents, as an annex of a provincial plan has them.
DEEP = [
    ["TT", "Tên đơn vị", "Số lượng người làm việc được giao năm 2025", None, None, None, "Ghi chú"],
    [None, None, "Tổng số", "Trong đó", None, None, None],
    [None, None, None, "Hưởng lương từ NSNN", "Hưởng lương từ nguồn thu sự nghiệp", "HĐLĐ", None],
]
DEEP_MERGED = ["A1:A3", "B1:B3", "C1:F1", "C2:C3", "D2:F2", "G1:G3"]
DEEP_ROWS = [
    [1, "Trường A", 10, 8, 1, 1, None],
    [2, "Trường B", 20, 15, 3, 2, "mới"],
]
DEEP_HEADINGS = [
    "TT",
    "Tên đơn vị",
    "Số lượng người làm việc được giao năm 2025 / Tổng số",
    "Số lượng người làm việc được giao năm 2025 / Trong đó / Hưởng lương từ NSNN",
    "Số lượng người làm việc được giao năm 2025 / Trong đó / Hưởng lương từ nguồn thu sự nghiệp",
    "Số lượng người làm việc được giao năm 2025 / Trong đó / HĐLĐ",
    "Ghi chú",
]


def test_three_rows_of_merged_headings_are_joined(tmp_path):
    path = write_xlsx(tmp_path / "list.xlsx", [*DEEP, *DEEP_ROWS], merge=DEEP_MERGED)
    table = find_table(read_workbook(path).sheet(), UNITS)
    assert table.header_row == 3
    assert table.headings == DEEP_HEADINGS
    assert [row.cells for row in table.rows] == DEEP_ROWS
    assert set(proposed(table)) == {
        "unit_name", "headcount_budget", "headcount_revenue", "contracts", "note",
    }  # fmt: skip


def test_two_rows_of_headings_without_word_of_what_is_merged(tmp_path):
    """.ods and .csv don't tell merged areas; a child belongs to the parent on its left."""
    rows = [
        ["TT", "Tên đơn vị", "Biên chế", None, "Ghi chú"],
        [None, None, "Được giao", "Có mặt", None],
        [1, "Trường A", 10, 8, "x"],
        [2, "Trường B", 20, 15, "y"],
    ]
    table = find_table(read_workbook(write_ods(tmp_path / "list.ods", rows)).sheet(), UNITS)
    assert table.headings == [
        "TT", "Tên đơn vị", "Biên chế / Được giao", "Biên chế / Có mặt", "Ghi chú",
    ]  # fmt: skip
    assert [row.number for row in table.rows] == [3, 4]


@pytest.mark.parametrize(
    "numbers",
    [
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        [1, 2, 3, 4, 5],
        ["A", "B", 1, 2, 3],
        ["(1)", "(2)", "(3=4+5)", "(4)", "(5)"],
        ["A", "B", "C", 1, "2=3+4"],
        ["1", "2", None, "3", "4"],
    ],
)
def test_a_row_of_column_numbers_is_no_unit(numbers):
    table = table_of([HEADINGS, numbers, *ROWS])
    assert [row.number for row in table.rows] == [3, 4, 5]
    assert table.ignored == [(2, "column_numbers")]


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ("MA_TRUONG *", "MA_TRUONG *"), ("MA_TRUONG", "MA_TRUONG *"), ("ma truong", "MA_TRUONG *"),
        ("Tên đơn vị", "Tên\nđơn vị"), ("ten don vi", "Tên\nđơn vị"), ("TÊN ĐƠN VỊ", "Tên\nđơn vị"),
        ("Có mặt", "Số lượng / Có mặt"), ("Số lượng / Có mặt", "Số lượng / Có mặt"),
    ],
)  # fmt: skip
def test_a_heading_is_found_as_people_type_it(asked, heading):
    rows = [
        ["STT", "MA_TRUONG *", "Tên\nđơn vị", "Số lượng", None],
        [None, None, None, "Được giao", "Có mặt"],
        [1, "01", "Trường A", 5, 4],
    ]
    table = table_of(rows, merged=[(0, 3, 0, 4)])
    expected = {" ".join(text.split()): place for place, text in enumerate(table.headings)}
    assert table.column(asked) == expected[" ".join(heading.split())]


def test_an_unknown_heading_is_answered_with_those_there_are():
    with pytest.raises(UnknownHeading) as caught:
        table_of([HEADINGS, *ROWS]).column("Mã trường")
    assert all(heading in str(caught.value) for heading in HEADINGS)


def test_a_heading_over_two_columns_needs_the_number_of_the_one_that_is_meant():
    table = table_of([["TT", "Tên đơn vị", "Số", "Số"], [1, "A", 2, 3]])
    with pytest.raises(AmbiguousHeading, match="Số#2"):
        table.column("Số")
    assert table.column("Số#2") == 3


def test_the_row_that_holds_all_named_headings_is_the_row_of_headings():
    rows = [["STT", "Tên đơn vị", "Mã"], [None, None, None], ["id", "label", "parent"],
            ["a", "Trường A", "s"], ["b", "Trường B", "s"]]  # fmt: skip
    table = table_of(rows, wanted_headings=["label", "id"])
    assert table.header_row == 3
    assert [row.cells[1] for row in table.rows] == ["Trường A", "Trường B"]


def test_a_named_heading_that_is_nowhere_is_answered_with_those_there_are():
    with pytest.raises(UnknownHeading, match="Số biên chế"):
        table_of([HEADINGS, *ROWS], wanted_headings=["Tên đơn vị", "Mã trường"])


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Tên ĐVSNCL", "unit_name"), ("TEN_TRUONG_HOC *", "unit_name"), ("Name", "unit_name"),
        ("Mã QHNS", "unit_code"), ("Code", "unit_code"), ("MÃ ĐƠN VỊ", "unit_code"),
        ("Cơ quan quản lý cấp trên", "agency"), ("Sở/ngành", "agency"), ("LĨNH VỰC", "sector"),
        ("Mức độ tự chủ (tài chính)", "autonomy_group"),
        ("Biên chế giao năm 2025", "headcount_budget"),
        ("Số lượng người làm việc hưởng lương từ NSNN", "headcount_budget"),
        ("SLNLV hưởng lương từ nguồn thu", "headcount_revenue"),
        ("Tổng số CB-GV-NV có mặt tháng 8/2025", "headcount_present"), ("HĐ 111", "contracts"),
        ("Số cấp phó", "deputies"), ("Kinh phí NSNN cấp (triệu đồng)", "budget_spending"),
        ("Nguồn thu sự nghiệp", "own_revenue"), ("Ngày thành lập", "established_on"),
        ("GC", "note"),
    ],
)  # fmt: skip
def test_headings_in_use_are_proposed_for_their_fields(heading, field):
    other = "Mã" if field == "unit_name" else "Tên đơn vị"
    table = table_of([["STT", other, heading], [1, "Trường A", None], [2, "Trường B", None]])
    assert proposed(table)[field] == heading


@pytest.mark.parametrize(
    "heading", ["Đơn vị tính", "Mức độ tự chủ chi thường xuyên (%)", "Địa chỉ", "STT", "Ancestors"]
)
def test_headings_that_only_look_alike_are_proposed_for_nothing(heading):
    table = table_of([["TT", "Tên trường", heading], [1, "Trường A", "50%"]],
                     wanted_headings=["Tên trường"])  # fmt: skip
    assert set(proposed(table)) == {"unit_name"}


def test_of_two_code_columns_the_one_that_names_the_unit_is_proposed():
    table = table_of([["MA_TRUONG *", "TEN_TRUONG *", "MA_DON_VI *"], ["1", "Trường A", "19"]])
    assert proposed(table) == {"unit_code": "MA_TRUONG *", "unit_name": "TEN_TRUONG *"}


def test_cells_that_a_field_cannot_read_lower_the_confidence():
    rows = [["Tên đơn vị", "Mã", "Nhóm"]]
    good = table_of([*rows, *([["Trường A", "1", str(n % 4 + 1)]] for n in range(4))][:2])
    bad = table_of([*rows, ["Trường A", "1", "Nhà trẻ"], ["Trường B", "2", "Mẫu giáo"]])
    assert propose_mapping(good, UNITS)["autonomy_group"].confidence > 0.9
    assert propose_mapping(bad, UNITS).get("autonomy_group", (0, "", 0))[2] <= 0.5


SIDE_BY_SIDE = [
    ["TT", "Trước sắp xếp", None, "Sau sắp xếp", None],
    [None, "Tên đơn vị", "Biên chế", "Tên đơn vị", "Biên chế"],
    [1, "Trường A", 10, "Trường AB", 18],
    [2, "Trường B", 9, "Trường C", 7],
]
BANNERS = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)]


def test_of_tables_side_by_side_one_must_be_chosen():
    with pytest.raises(SideBySide) as caught:
        table_of(SIDE_BY_SIDE, BANNERS)
    assert "Trước sắp xếp" in str(caught.value)
    assert "Sau sắp xếp" in str(caught.value)


def test_the_chosen_table_is_read_alone():
    table = table_of(SIDE_BY_SIDE, BANNERS, block="sau sắp xếp")
    assert proposed(table) == {
        "unit_name": "Sau sắp xếp / Tên đơn vị", "headcount_budget": "Sau sắp xếp / Biên chế",
    }  # fmt: skip
    assert [row.cells[table.column("Tên đơn vị")] for row in table.rows] == [
        "Trường AB",
        "Trường C",
    ]


def test_headings_may_be_named_within_the_chosen_table():
    table = table_of(SIDE_BY_SIDE, BANNERS, wanted_headings=["Tên đơn vị"], block="Trước sắp xếp")
    assert table.column("Tên đơn vị") == 1


def test_headings_named_with_their_banner_choose_the_table_too():
    table = table_of(SIDE_BY_SIDE, BANNERS, wanted_headings=["Trước sắp xếp / Tên đơn vị"])
    assert table.rows[1].cells[table.column("Trước sắp xếp / Tên đơn vị")] == "Trường B"


FORM = [
    ["TT", "Chỉ tiêu", "Đơn vị tính", "Mã số", "Tổng số", "Công lập"],
    [None, "A", "B", "C", 1, 2],
    ["I", "Trường", None, None, None, None],
    ["1.1", "Tổng số trường", "trường", 1, 10, 9],
    ["1.2", "Số lớp", "lớp", 2, 100, 90],
]


@pytest.mark.parametrize("wanted", [(), ("Chỉ tiêu",), ("Đơn vị tính", "Mã số"), ("Đơn vị tính",)])
def test_a_statistical_form_is_no_list_even_when_its_headings_are_named(wanted):
    with pytest.raises(StatisticalForm):
        table_of(FORM, wanted_headings=wanted)


@pytest.mark.parametrize(
    "rows",
    [
        [["Sheet", "Cell", "Error", "Detail"], ["I", "A1", "x", "y"]],
        [["Thời gian", "Đơn vị", "Thao tác"], ["8:00", "Sở Y tế", "đăng nhập"]],
        [["Họ và tên", "Ngày sinh"], ["Nguyễn Văn A", "1/1/1980"]],
        [["a", "b"], ["c", "d"]],
    ],
)
def test_what_is_no_list_of_units_is_refused(rows):
    with pytest.raises(NotAList):
        table_of(rows)


def test_a_log_that_names_the_same_units_again_and_again_is_no_list():
    rows = [["STT", "Tên đơn vị", "Trạng thái"]]
    rows += [[n, f"Đơn vị {n % 3}", "đã gửi"] for n in range(1, 60)]
    with pytest.raises(LogOfEvents):
        table_of(rows)


def test_headings_without_rows_are_refused():
    with pytest.raises(NoRows, match="4"):
        table_of([*TITLES, HEADINGS])


def test_an_empty_sheet_is_no_list():
    with pytest.raises(NotAList):
        find_table(sheet_of([[None]]), UNITS)


@pytest.mark.parametrize(
    ("alias", "name"),
    [("code", "unit_code"), ("name", "unit_name"), ("governing", "agency"), ("agency", "agency"),
     ("governing_agency", "agency"), ("autonomy", "autonomy_group"), ("revenue", "own_revenue"),
     ("autonomy_level", "autonomy_group"), ("state_support", "budget_spending"),
     ("headcount_assigned_budget", "headcount_budget"),
     ("headcount_assigned_revenue", "headcount_revenue")],
)  # fmt: skip
def test_fields_answer_to_their_aliases(alias, name):
    assert LAYOUTS["units"].field(alias).name == name


@pytest.mark.parametrize("name", ["colour", "row_no", ""])
def test_an_unknown_field_is_answered_with_those_there_are(name):
    with pytest.raises(UnknownField, match="unit_code"):
        LAYOUTS["units"].field(name)


def test_units_of_money_are_taken_from_headings_and_titles():
    rows = [["Đơn vị tính: triệu đồng", None, None, None],
            ["Tên đơn vị", "Mã", "Kinh phí NSNN cấp", "Nguồn thu sự nghiệp (nghìn đồng)"],
            ["Trường A", "1", 5, 7]]  # fmt: skip
    measures = table_of(rows).measures
    assert measures[2] == 1_000_000
    assert measures[3] == 1_000
