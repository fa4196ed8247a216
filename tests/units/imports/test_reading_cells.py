"""What a cell says: values where it can be told, a sentence to act on where it can't, never 0 for
unknown."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.choices import AutonomyGroup, Precision, ServiceClass
from units.imports import dates
from units.imports.catalogue import LAYOUTS
from units.imports.cells import (
    CellError,
    clean_amount,
    clean_autonomy_group,
    clean_code,
    clean_count,
    clean_date,
    clean_name,
    clean_service_class,
    clean_text,
    same_value,
    shown,
)  # fmt: skip

UNKNOWN = [None, "", " ", "-", " - ", "\u2013", "x", "X", "...", "…", "\u00a0", "\u200b", "n/a",
           "Chưa có dữ liệu"]  # fmt: skip
EVERY_FIELD = list(LAYOUTS["units"].importable())
raw_cells = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
    | st.dates() | st.datetimes() | st.times()
    | st.from_regex(r"[-~]?\d{1,4}([.,' /-]\d{1,4}){0,3}( đồng| người|%)?", fullmatch=True)
)  # fmt: skip


@pytest.mark.parametrize("field", EVERY_FIELD, ids=lambda field: field.name)
@pytest.mark.parametrize("cell", UNKNOWN)
def test_unknown_stays_empty_in_every_field(field, cell):
    assert field.clean(cell) in (None, "")


@pytest.mark.parametrize("field", EVERY_FIELD, ids=lambda field: field.name)
@given(cell=raw_cells)
def test_any_cell_ends_in_a_value_or_in_a_sentence(field, cell):
    try:
        value, sentence = field.clean(cell), "."
    except CellError as error:
        value, sentence = None, str(error)
    assert sentence.endswith(".")
    assert value is None or isinstance(value, str | int | Decimal | dt.date)


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        (0, 0), ("0", 0), (12, 12), (12.0, 12), ("12", 12), (" 12 ", 12), ("1\u00a0097", 1097),
        ("1.097", 1097), ("1,097", 1097), ("1 097", 1097), ("1.234.567", 1234567), ("12,0", 12),
        ("1.097,0", 1097), ("927 đơn vị", 927), ("45 người", 45), ("3 biên chế", 3),
    ],
)  # fmt: skip
def test_counts(cell, count):
    assert clean_count(cell) == count


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (1.097, "count_with_decimals"), ("13,4", "count_with_decimals"), (-3, "count_out_of_range"),
        ("-3", "count_out_of_range"), (10**12, "count_out_of_range"), ("~20", "approximate_number"),
        ("khoảng 20", "approximate_number"), ("20%", "not_a_number"), ("12 (3 nữ)", "not_a_number"),
        ("mười", "not_a_number"), ("1.2.3", "not_a_number"), ("#REF!", "formula_error"),
        (True, "converted_by_spreadsheet"), (dt.date(2020, 1, 5), "converted_by_spreadsheet"),
    ],
)  # fmt: skip
def test_what_is_no_count(cell, code):
    with pytest.raises(CellError) as caught:
        clean_count(cell)
    assert caught.value.code == code


def test_the_number_1_097_is_flagged_with_the_thousand_that_may_be_meant():
    with pytest.raises(CellError, match="1097"):
        clean_count(1.097)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (5, "5"), (1.5, "1.5"), (0.1 + 0.2, "0.3"), ("1.234.567,89", "1234567.89"), ("0", "0"),
        ("1,234,567.89", "1234567.89"), ("1,234.5", "1234.5"), ("12,5", "12.5"), ("12.5", "12.5"),
        ("1.234", "1234"), ("1234,567", "1234.567"), ("5.000.000 đồng", "5000000"),
        ("3 000 000 đ", "3000000"),
    ],
)  # fmt: skip
def test_amounts(cell, amount):
    assert clean_amount(cell) == Decimal(amount)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1,234", "ambiguous_number"), ("12 triệu", "amount_with_unit"),
        (-5, "amount_out_of_range"), ("1,5 tỷ đồng", "amount_with_unit"),
        ("1.234.567.8", "not_a_number"),
        (float("inf"), "not_a_number"), (float("nan"), "not_a_number"),
    ],
)  # fmt: skip
def test_what_is_no_amount(cell, code):
    with pytest.raises(CellError) as caught:
        clean_amount(cell)
    assert caught.value.code == code


DAY = dt.date(2017, 10, 25)


@pytest.mark.parametrize(
    "cell",
    [
        DAY, dt.datetime(2017, 10, 25), 43033, 43033.0, "43033", "25/10/2017", "25.10.2017",
        "25-10-2017", "25 / 10 / 2017", "2017-10-25", "ngày 25/10/2017", "10/25/2017",
        "ngày 25 tháng 10 năm 2017", "Hà Nội, ngày 25 tháng 10 năm 2017", "25/10/2017 00:00:00",
        "Ngày 25 tháng 10, năm 2017.", "25\u00a0/10/2017",
    ],
)  # fmt: skip
def test_a_whole_date_in_every_form(cell):
    assert clean_date(cell) == DAY


@pytest.mark.parametrize("cell", ["10/2017", "tháng 10/2017", "tháng 10 năm 2017", "2017", 2017,
                                  "năm 2017"])  # fmt: skip
def test_a_date_without_its_day_stays_empty_but_does_not_block_the_row(cell):
    with pytest.raises(CellError) as caught:
        clean_date(cell)
    assert caught.value.code == "incomplete_date"
    assert not caught.value.blocking


@pytest.mark.parametrize("cell", ["31/2/2020", "1/2/20", "abc", "25/13/2017", 5, -1, 99999, True,
                                  dt.time(8, 30), "32/1/2020", "0/0/2000"])  # fmt: skip
def test_what_is_no_date(cell):
    with pytest.raises(CellError) as caught:
        clean_date(cell)
    assert caught.value.code == "not_a_date"


@given(st.dates(dt.date(1930, 1, 1), dt.date(2100, 1, 1)))
def test_the_usual_ways_of_writing_a_date_all_mean_it(day):
    serial = (day - dt.date(1899, 12, 30)).days
    for cell in (day, serial, f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day.year}",
                 f"ngày {day.day} tháng {day.month} năm {day.year}", day.isoformat()):  # fmt: skip
        assert clean_date(cell) == day


def test_the_precisions_of_a_date_are_those_of_the_register():
    assert {one.value for one in dates.Precision} == set(Precision.values)


@pytest.mark.parametrize(
    ("cell", "code"),
    [(164, "164"), (164.0, "164"), ("164", "164"), ("05860", "05860"), (" 0586 ", "0586"),
     ("19000E20", "19000E20"), ("27.BVM", "27.BVM"), (10**14, "1" + "0" * 14)],
)  # fmt: skip
def test_codes(cell, code):
    assert clean_code(cell) == code


@pytest.mark.parametrize("cell", [1.5, dt.date(2020, 1, 5), True])
def test_a_code_that_the_spreadsheet_has_changed_is_no_code(cell):
    with pytest.raises(CellError):
        clean_code(cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Trường\n Mầm  non ", "Trường Mầm non"), ("Sở\u00a0Y\u200b tế", "Sở Y tế"),
        ("Ðông Anh", "Đông Anh"), ("Tru\u031bo\u031b\u0300ng", "Trường"),
        ("Hoà Bình \u2013 Hòa An", "Hoà Bình \u2013 Hòa An"), (12.0, "12"),
    ],
)  # fmt: skip
def test_text_is_tidied_but_kept_as_it_was_issued(cell, text):
    assert clean_text(cell) == text


def test_a_number_is_no_name():
    assert clean_name("Trường số 1") == "Trường số 1"
    with pytest.raises(CellError) as caught:
        clean_name(125)
    assert caught.value.code == "name_without_letters"


@pytest.mark.parametrize(
    ("cell", "group"),
    [
        (1, "1"), (4.0, "4"), ("2", "2"), ("Nhóm 3", "3"), ("nhóm II", "2"), ("IV", "4"),
        ("(1)", "1"), ("Đơn vị nhóm 3", "3"), ("mức độ 2", "2"),
        ("Tự bảo đảm chi thường xuyên và chi đầu tư", "1"), ("Tự bảo đảm chi thường xuyên", "2"),
        ("Tự chủ chi thường xuyên", "2"), ("Tự đảm bảo một phần chi thường xuyên", "3"),
        ("Đơn vị do NSNN bảo đảm chi thường xuyên", "4"),
        ("Nhà nước bảo đảm toàn bộ chi thường xuyên", "4"),
    ],
)  # fmt: skip
def test_autonomy_groups_in_the_words_of_the_decree(cell, group):
    assert clean_autonomy_group(cell) == group
    assert group in AutonomyGroup.values


@pytest.mark.parametrize("cell", ["50%", "5", "V", "tự chủ"])
def test_what_names_no_autonomy_group(cell):
    with pytest.raises(CellError) as caught:
        clean_autonomy_group(cell)
    assert caught.value.code == "unknown_autonomy_group"


@pytest.mark.parametrize(
    ("cell", "service"),
    [("Cơ bản, thiết yếu", "basic"), ("Phục vụ quản lý nhà nước", "state_management"),
     ("theo nhu cầu thị trường", "market"), ("market", "market")],
)  # fmt: skip
def test_service_classes(cell, service):
    assert clean_service_class(cell) == service
    assert service in ServiceClass.values


@pytest.mark.parametrize("cell", [1, 1.0, "1", " 1 ", "1\u00a0"])
def test_a_filter_takes_a_value_however_it_is_typed(cell):
    assert same_value(cell, "1")


@pytest.mark.parametrize("cell", [11, "01", "1.5", None, "", True])
def test_a_filter_takes_nothing_else(cell):
    assert not same_value(cell, "1")


def test_a_filter_on_words_overlooks_the_way_of_typing():
    assert same_value("CÔNG LẬP", "Công lập")
    assert not same_value("Cong lap", "Công lập")


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (164.0, "164"), (1.5, "1.5"), (True, "TRUE"), (DAY, "25/10/2017"),
     (dt.datetime(2017, 10, 25, 8, 5), "25/10/2017 08:05"), (0.1 + 0.2, "0.3")],
)  # fmt: skip
def test_a_cell_is_shown_as_it_looks_in_the_sheet(cell, text):
    assert shown(cell) == text
