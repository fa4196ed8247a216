"""A list of yearly figures: units are found, never set up; each figure goes to its year."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.factories import day, make_agency, make_event, make_figures, make_province, make_unit
from units.imports import desk
from units.imports.raw_cells import texts_of
from units.models import ImportBatch, Unit, YearFigures
from units.register import LaterEntries
from units.reorganization import put_into_effect

from .desk_lists import counts, problems
from .figure_lists import figures, imported, previewed

pytestmark = pytest.mark.django_db

AS_OF = day("2021-12-31")
HEAD = ["STT", "Mã đơn vị", "Tên đơn vị", "Cơ quan chủ quản", "Số biên chế", "Có mặt"]


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def agency(province):
    return make_agency("Sở Minh Họa", province=province)


@pytest.fixture
def unit(province, agency):
    return make_unit(province, code="A1", name="Trường Minh Họa", agency=agency)


def listed(*rows, head=HEAD) -> list[list[object]]:
    return [head, *([number, *row] for number, row in enumerate(rows, 1))]


FOUND_BY = {
    "code": ["A1", None, None, 12, 10],
    "name": [None, "Trường Minh Họa", None, 12, 10],
    "folded name under its agency": [None, "TRƯỜNG  MINH HOẠ", "Sở Minh Hoạ", 12, 10],
    "code, whatever the agency": ["A1", None, "Sở Khác", 12, 10],
}


@pytest.mark.parametrize("row", FOUND_BY.values(), ids=FOUND_BY)
def test_a_unit_is_found_by(row, province, unit):
    batch = imported("figures", province, AS_OF, listed(row))
    assert counts(batch) == {"created": 1}
    assert figures("headcount_budget", "headcount_present") == [("A1", 2021, 12, 10)]
    written = YearFigures.objects.get()
    assert (written.unit, written.province) == (unit, province)
    assert (written.recorded_by.batch, written.source_sheet, written.source_row) == (
        batch, "Biểu", 2,
    )  # fmt: skip
    row = batch.rows.get()
    assert row.changes == {
        "headcount_budget:2021": [None, 12],
        "headcount_present:2021": [None, 10],
    }
    assert texts_of(row, batch)["Số biên chế"] == "12"


def test_a_list_of_codes_alone_is_a_list_of_figures(province, unit):
    imported("figures", province, AS_OF, listed(["A1", 12], head=["STT", "Mã đơn vị", "Biên chế"]))
    assert figures("headcount_budget") == [("A1", 2021, 12)]


REFUSED = {
    "unit_unknown": ["Z9", "Trường Lạ", None, 1, 1],
    "unit_missing": [None, None, None, 5, 5],
    "agency_unknown": [None, "Trường Minh Họa", "Sở Khác", 12, 10],
    "count_out_of_range": ["A1", None, None, -1, 10],
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_row_is_rejected_with(code, province, unit):
    batch = previewed("figures", province, AS_OF, listed(REFUSED[code]))
    assert (batch.counts["rejected"], batch.counts["created"]) == (1, 0)
    assert problems(batch) == [(2, code)]
    assert Unit.objects.count() == 1


def test_namesakes_are_told_apart_by_their_agency(province, unit):
    other = make_agency("Sở Khác", province=province)
    make_unit(province, code="B1", name="Trường Minh Họa", agency=other)
    doubtful = listed([None, "Trường Minh Họa", None, 12, 10])
    assert problems(previewed("figures", province, AS_OF, doubtful)) == [(2, "ambiguous_name")]
    imported("figures", province, AS_OF, listed([None, "Trường Minh Họa", "Sở Khác", 12, 10]))
    assert figures("headcount_budget") == [("B1", 2021, 12)]


def test_a_unit_of_almost_that_name_is_offered_and_taken_only_when_a_person_says_so(province, unit):
    rows = listed([None, "Trường Minh Họaa", None, 12, 10])
    batch = previewed("figures", province, AS_OF, rows)
    assert batch.counts["rejected"] == 1
    offered = [one for one in batch.rows.get(number=2).problems if one.get("candidates")]
    assert [one["unit"] for one in offered[0]["candidates"]] == [unit.pk]
    imported("figures", province, AS_OF, rows, choices={"2": str(unit.pk)})
    assert figures("headcount_budget") == [("A1", 2021, 12)]


def test_what_a_clerk_says_of_values_is_heeded(province, unit):
    rows = listed(["A1", None, None, "như cũ", "mười"])
    said = {"headcount_budget": {"như cũ": ""}, "headcount_present": {"mười": "10"}}
    imported("figures", province, AS_OF, rows, values=said)
    assert figures("headcount_budget", "headcount_present") == [("A1", 2021, None, 10)]


YEARS = {
    "the day of the list": ({}, 2021),
    "a year for all rows": ({"constants": {"year": "2019"}}, 2019),
}


@pytest.mark.parametrize(("options", "year"), YEARS.values(), ids=YEARS)
def test_the_year_is_that_of(options, year, province, unit):
    imported("figures", province, AS_OF, listed(["A1", None, None, 12, 10]), **options)
    assert figures("headcount_budget") == [("A1", year, 12)]


def test_a_column_tells_the_year_of_each_row(province, unit):
    head = ["STT", "Mã đơn vị", "Tên đơn vị", "Năm", "Biên chế"]
    rows = [["A1", "Trường Minh Họa", year, people] for year, people in
            ((2015, 20), ("Năm 2018", 18), (dt.date(2021, 12, 31), 12))]  # fmt: skip
    imported("figures", province, AS_OF, listed(*rows, head=head))
    assert figures("headcount_budget") == [("A1", 2015, 20), ("A1", 2018, 18), ("A1", 2021, 12)]


def test_a_section_that_is_a_year_tells_that_of_its_rows_and_another_one_does_not(province, unit):
    head = ["STT", "Mã đơn vị", "Tên đơn vị", "Biên chế"]
    rows = [
        head, ["I", None, "Năm 2019", None], [1, "A1", "Trường Minh Họa", 20],
        ["II", None, "Khối theo Nghị quyết năm 2017", None], [1, "A1", "Trường Minh Họa", 12],
    ]  # fmt: skip
    imported("figures", province, AS_OF, rows)
    assert figures("headcount_budget") == [("A1", 2019, 20), ("A1", 2021, 12)]


def test_a_row_without_its_year_is_rejected_where_a_column_tells_years(province, unit):
    head = ["STT", "Mã đơn vị", "Tên đơn vị", "Năm", "Biên chế"]
    rows = [["A1", None, None, 20], ["A1", None, "21", 20]]
    batch = previewed("figures", province, AS_OF, listed(*rows, head=head))
    assert problems(batch) == [(2, "year_missing"), (3, "not_a_year")]


def test_an_empty_cell_leaves_what_is_known_and_a_nought_is_one(province, unit):
    make_figures(unit, 2021, headcount_budget=12, contracts=3)
    batch = imported("figures", province, AS_OF, listed(["A1", None, None, "-", 0]))
    assert counts(batch) == {"changed": 1}
    assert figures("headcount_budget", "headcount_present", "contracts") == [("A1", 2021, 12, 0, 3)]
    row = batch.rows.get()
    assert (row.outcome, row.changes) == ("changed", {"headcount_present:2021": [None, 0]})


def test_the_same_file_twice_changes_nothing(province, unit):
    rows = listed(["A1", None, None, 12, 10])
    imported("figures", province, AS_OF, rows)
    again = imported("figures", province, AS_OF, rows)
    assert counts(again) == {"unchanged": 1}
    assert (YearFigures.objects.count(), again.entries.count()) == (1, 0)


def test_money_is_kept_in_dong_whatever_the_unit_of_its_column(province, unit):
    head = ["STT", "Mã đơn vị", "Kinh phí NSNN cấp năm 2020 (triệu đồng)", "Tên đơn vị"]
    imported("figures", province, AS_OF, listed(["A1", "1.234,5", None], head=head))
    assert figures("budget_spending") == [("A1", 2020, 1_234_500_000)]


def test_units_that_the_list_leaves_out_are_named(province, unit):
    other = make_unit(province, code="B1", name="Trường thiếu")
    batch = imported("figures", province, AS_OF, listed(["A1", None, None, 12, 10]))
    assert counts(batch) == {"created": 1, "missing_from_list": 1}
    assert [row.unit for row in batch.rows.filter(outcome="missing")] == [other]


def test_one_row_says_all_of_a_year(province, unit):
    rows = [["A1", None, None, 12, 10], ["A1", None, None, 12, 10], ["A1", None, None, 13, 10]]
    assert problems(previewed("figures", province, AS_OF, listed(*rows[:2]))) == [
        (3, "same_unit_and_year")
    ]
    batch = previewed("figures", province, AS_OF, listed(*rows[1:]))
    assert problems(batch) == [(2, "same_unit_and_year"), (3, "same_unit_and_year")]


def ended(province, unit):
    event = make_event("dissolve", day("2019-06-30"), province=province, closing=[unit])
    put_into_effect(event, by=None, at=timezone.now())


def founded(province, unit):
    Unit.objects.filter(pk=unit.pk).update(established_on=day("2018-09-01"))


BEYOND = {
    "before it was founded": (founded, {2017: False, 2018: True, 2021: True}),
    "after it ended": (ended, {2015: True, 2019: True, 2020: False}),
    "before the register knew it": (lambda *_: None, {2010: True, 2022: True, 2023: False}),
}  # fmt: skip


@pytest.mark.parametrize(("happens", "years"), BEYOND.values(), ids=BEYOND)
def test_no_figures_of_a_year_in_which_the_unit_did_not_exist(happens, years, province, unit):
    happens(province, unit)
    found = {}
    for year in years:
        batch = previewed(
            "figures", province, AS_OF, listed(["A1", None, None, 1, 1]),
            constants={"year": str(year)},
        )  # fmt: skip
        found[year] = not problems(batch)
    assert found == years


def test_a_unit_set_up_by_an_event_has_no_figures_before(province, agency):
    new = {"name": "Trường Mới", "code": "N1", "agency": agency}
    event = make_event("establish", day("2020-05-01"), province=province, new=[new])
    put_into_effect(event, by=None, at=timezone.now())
    row = listed(["N1", None, None, 1, 1])
    options = [{"constants": {"year": str(year)}} for year in (2019, 2020)]
    batches = [previewed("figures", province, AS_OF, row, **one) for one in options]
    assert [problems(batch) for batch in batches] == [[(2, "unit_not_in_that_year")], []]


def test_undoing_restores_what_was_and_later_figures_forbid_it(province, unit):
    make_figures(unit, 2021, headcount_budget=12)
    before = figures("headcount_budget", "headcount_present")
    first = imported("figures", province, AS_OF, listed(["A1", None, None, 13, 10]))
    second = imported("figures", province, AS_OF, listed(["A1", None, None, 14, 10]))
    with pytest.raises(LaterEntries, match="list"):
        desk.undo(first, by=None, at=timezone.now(), reason="sai")
    for batch in (second, first):
        desk.undo(batch, by=None, at=timezone.now(), reason="sai")
    assert figures("headcount_budget", "headcount_present") == before
    assert ImportBatch.objects.filter(status="undone").count() == 2


def test_a_list_of_hundreds_of_units_asks_the_same_few_questions(
    province, agency, django_assert_max_num_queries
):
    for number in range(60):
        make_unit(province, code=f"U{number}", agency=agency)
    rows = listed(*([f"U{number}", None, None, number, 1] for number in range(60)))
    batch = previewed("figures", province, AS_OF, rows)
    with django_assert_max_num_queries(30):
        desk.preview(batch)
    with django_assert_max_num_queries(30):
        desk.apply(batch, by=None, at=timezone.now())
    assert YearFigures.objects.count() == 60
