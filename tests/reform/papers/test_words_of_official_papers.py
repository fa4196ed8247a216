"""Numbers, days and blanks as official papers write them."""

from decimal import Decimal

import pytest

from reform.papers.periods import half_month, quarter, year
from reform.papers.wording import amount, annex_word, listed, long_day, number_line, place_and_date
from tests.factories import day


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2020-01-05", "ngày 05 tháng 01 năm 2020"),
        ("2019-06-29", "ngày 29 tháng 6 năm 2019"),
        ("2026-02-10", "ngày 10 tháng 02 năm 2026"),
        ("2026-03-09", "ngày 09 tháng 3 năm 2026"),
        ("2026-12-31", "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_only_days_below_ten_and_the_first_two_months_are_padded(date, words):
    assert long_day(day(date)) == words


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("5/KH-UBND", "Số: 05/KH-UBND"),
        ("15/QĐ-BNV", "Số: 15/QĐ-BNV"),
        ("05/BNV-VP", "Số: 05/BNV-VP"),
        ("", "Số: ……/KH-UBND"),
    ],
)
def test_numbers_below_ten_are_padded(number, line):
    assert number_line(number, "KH-UBND") == line


def test_what_is_not_known_is_a_dotted_blank():
    assert place_and_date("", None) == "……, ngày …… tháng …… năm ……"
    assert amount(None) == "……"
    assert amount(0) == "0"


def test_figures_are_written_the_vietnamese_way():
    assert [amount(1097), amount(Decimal("13.4")), amount(-1234)] == ["1.097", "13,4", "-1.234"]


def test_an_only_annex_bears_no_number():
    assert [annex_word(1, 1), annex_word(1, 2), annex_word(8, 8)] == [
        "Phụ lục", "Phụ lục I", "Phụ lục VIII",
    ]  # fmt: skip


def test_a_list_ends_with_a_full_stop():
    assert listed(["một", "hai;", "ba"]) == ["một;", "hai;", "ba."]


@pytest.mark.parametrize(
    ("period", "date", "first", "last", "words"),
    [
        (half_month, "2026-02-15", "2026-02-01", "2026-02-15", "nửa đầu tháng 02 năm 2026"),
        (half_month, "2028-02-16", "2028-02-16", "2028-02-29", "nửa cuối tháng 02 năm 2028"),
        (quarter, "2026-12-01", "2026-10-01", "2026-12-31", "quý IV năm 2026"),
        (quarter, "2026-02-01", "2026-01-01", "2026-03-31", "quý I năm 2026"),
        (year, "2026-07-01", "2026-01-01", "2026-12-31", "năm 2026"),
    ],
)
def test_periods_of_reports(period, date, first, last, words):
    found = period(day(date))
    assert (found.first, found.last, found.words) == (day(first), day(last), words)
