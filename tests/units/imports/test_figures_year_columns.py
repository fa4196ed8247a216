"""Year columns side by side: which figure of which year a heading means."""

import datetime as dt

import pytest

from tests.factories import day, make_province, make_unit
from units.imports.figures.headings import dated, is_year

from .desk_lists import counts, problems
from .figure_lists import figures, imported, previewed

pytestmark = pytest.mark.django_db

AS_OF = day("2021-12-31")

HEADINGS = {
    "Năm 2015": (2015, ""),
    "31/12/2021": (2021, ""),
    "Tại thời điểm 31/7/2025": (2025, ""),
    "Tính đến ngày 31 tháng 12 năm 2021": (2021, ""),
    "Đến hết năm 2021 (người)": (2021, ""),
    "2021": (2021, ""),
    "8/2025": (2025, ""),
    "Biên chế 2021": (2021, "Biên chế"),
    "Năm 2015 / Biên chế": (2015, "Biên chế"),
    "Biên chế / 31/12/2021": (2021, "Biên chế"),
    "Có mặt tháng 8/2025": (2025, "Có mặt"),
    "Số lượng người làm việc được giao năm 2025 / Hưởng lương từ NSNN": (
        2025, "Số lượng người làm việc được giao / Hưởng lương từ NSNN",
    ),
    "Giai đoạn 2015-2021 / Năm 2021 / Biên chế": (2021, "Biên chế"),
    "Biên chế giai đoạn 2015-2021": (None, "Biên chế"),
    "HĐ 111/2022/NĐ-CP": (None, "HĐ 111/2022/NĐ-CP"),
    "Hợp đồng theo NĐ 68": (None, "Hợp đồng theo NĐ 68"),
    "Biên chế": (None, "Biên chế"),
}  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_the_year_in_a_heading(heading):
    found = dated(heading)
    assert (found.year, found.rest) == HEADINGS[heading]
    assert found.is_period == ("giai đoạn 2015-2021" in heading)


CELLS = {2021: True, 2022.0: True, 2021.5: False, 1097: False, float("nan"): False,
         float("inf"): False, True: False, "2021": False, dt.date(2021, 12, 31): True}  # fmt: skip


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_that_may_be_a_year_among_headings(cell):
    assert is_year(cell) == CELLS[cell]


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def units(province):
    return [make_unit(province, code=code, name=f"Trường {code}") for code in ("A1", "B1")]


SHEETS = {
    "years above, figures below": (
        [
            ["STT", "Mã đơn vị", "Năm 2015", None, "Năm 2021", None],
            [None, None, "Biên chế", "Có mặt", "Biên chế", "Có mặt"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ],
        ("A1:A2", "B1:B2", "C1:D1", "E1:F1"),
        lambda a, b, c, d: [a, b, c, d],
    ),
    "figures above, years below": (
        [
            ["STT", "Mã đơn vị", "Số biên chế", None, "Có mặt", None],
            [None, None, "Năm 2015", "31/12/2021", "Năm 2015", "31/12/2021"],
        ],
        ("A1:A2", "B1:B2", "C1:D1", "E1:F1"),
        lambda a, b, c, d: [a, c, b, d],
    ),
    "numbers and dates for years": (
        [
            ["STT", "Mã đơn vị", "Số biên chế", None, "Có mặt", None],
            [None, None, 2015, dt.datetime(2021, 12, 31), 2015, dt.datetime(2021, 12, 31)],
        ],
        ("A1:A2", "B1:B2", "C1:D1", "E1:F1"),
        lambda a, b, c, d: [a, c, b, d],
    ),
    "one row": (
        [["STT", "Mã đơn vị", "Biên chế 2015", "Có mặt 2015", "Biên chế 2021", "Có mặt 2021"]],
        (),
        lambda a, b, c, d: [a, b, c, d],
    ),
    "three rows under a title": (
        [
            ["Phụ lục", None, None, None, None, None],
            ["STT", "Mã đơn vị", "Số lượng người làm việc", None, None, None],
            [None, None, "Năm 2015", None, "Năm 2021", None],
            [None, None, "Biên chế giao", "Có mặt", "Biên chế giao", "Có mặt"],
        ],
        ("A1:F1", "A2:A4", "B2:B4", "C2:F2", "C3:D3", "E3:F3"),
        lambda a, b, c, d: [a, b, c, d],
    ),
}


@pytest.mark.parametrize(("head", "merged", "placed"), SHEETS.values(), ids=SHEETS)
def test_each_column_goes_to_its_year(head, merged, placed, province, units):
    rows = [*head, [1, "A1", *placed(20, 18, 16, 15)], [2, "B1", *placed(9, None, 8, 7)]]
    batch = imported("figures", province, AS_OF, rows, merged=merged)
    assert counts(batch)["created"] == 2
    assert figures("headcount_budget", "headcount_present") == [
        ("A1", 2015, 20, 18), ("A1", 2021, 16, 15), ("B1", 2015, 9, None), ("B1", 2021, 8, 7),
    ]  # fmt: skip
    assert len(batch.rows.get(label="Trường A1").changes) == 4
    again = imported("figures", province, AS_OF, rows, merged=merged)
    assert counts(again) == {"unchanged": 2}


BARE = [["STT", "Mã đơn vị", "Năm 2015", "Năm 2021"], [1, "A1", 20, 16]]


def test_a_bare_year_counts_what_is_said_for_all_rows(province, units):
    imported("figures", province, AS_OF, BARE, constants={"figure": "Số biên chế"})
    assert figures("headcount_budget") == [("A1", 2015, 20), ("A1", 2021, 16)]


def test_a_figure_named_by_one_bare_year_counts_in_all(province, units):
    imported("figures", province, AS_OF, BARE, mapping={"headcount_present": "Năm 2015"})
    assert figures("headcount_present") == [("A1", 2015, 20), ("A1", 2021, 16)]


def test_of_a_bare_year_that_nobody_explained_nothing_is_read_and_that_is_said(province, units):
    batch = previewed("figures", province, AS_OF, BARE)
    assert counts(batch) == {"unchanged": 1, "missing_from_list": 1}
    assert sum("Năm 2015" in str(remark) for remark in batch.remarks) == 1


def test_a_column_that_was_taken_out_is_not_read(province, units):
    rows = [["STT", "Mã đơn vị", "Biên chế năm 2015", "Có mặt 2021"], [1, "A1", 20, 16]]
    imported("figures", province, AS_OF, rows, mapping={"headcount_budget": ""})
    assert figures("headcount_budget", "headcount_present") == [("A1", 2021, None, 16)]


def test_one_wrong_year_is_named_and_rejects_its_row_alone(province, units):
    rows = [
        ["STT", "Mã đơn vị", "Biên chế 2015", "Biên chế 2021"],
        [1, "A1", 20, "mười sáu"], [2, "B1", 9, 8],
    ]  # fmt: skip
    batch = imported("figures", province, AS_OF, rows, accept_good_rows=True)
    assert problems(batch) == [(2, "not_a_number")]
    assert batch.rows.get(number=2).problems[0]["column"] == "Biên chế 2021"
    assert figures("headcount_budget") == [("B1", 2015, 9), ("B1", 2021, 8)]
