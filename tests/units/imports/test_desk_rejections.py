"""A row that can't be believed is rejected with its place, its reason and a cure."""

import pytest
from django.utils import timezone

from tests.factories import day, make_event, make_province, make_unit
from units.models import Province, Sector, UnitVersion, YearFigures
from units.register import enter, write
from units.reorganization import put_into_effect

from .desk_lists import counts, imported, previewed, problems

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")
A = {"code": "A1", "name": "Trường A"}
B = {"code": "B1", "name": "Trường B"}

# what the rows say: (row, code of the problem) in order; rejected, created
WRONG = {
    "one code, two contents": (
        [A, A | {"name": "Trường Khác"}, B],
        [(2, "duplicate_code"), (3, "duplicate_code")],
        (2, 1),
    ),
    "the same row twice": ([A, B, A], [(4, "duplicate_row")], (1, 2)),
    "twice the same and once another": (
        [A, A, A | {"name": "Trường Khác"}],
        [(2, "duplicate_code"), (3, "duplicate_row"), (4, "duplicate_code")],
        (3, 0),
    ),
    "one name, no code, two contents": (
        [{"name": "Trường A", "autonomy": "1"}, {"name": "Trường A", "autonomy": "2"}],
        [(2, "duplicate_name"), (3, "duplicate_name")],
        (2, 0),
    ),
    "no name": ([A, {"code": "B1", "autonomy": "4"}], [(3, "unit_name_missing")], (1, 1)),
    "a name that is a number": ([A | {"name": "12"}], [(2, "name_without_letters")], (1, 0)),
    "no such sector": ([A | {"sector": "Vũ trụ"}], [(2, "sector_unknown")], (1, 0)),
    "no such group": ([A | {"autonomy": "9"}], [(2, "unknown_autonomy_group")], (1, 0)),
    "no count": ([A | {"people": "nhiều"}], [(2, "not_a_number")], (1, 0)),
    "a name too long": ([A | {"name": "Trường " + "a" * 300}], [(2, "text_too_long")], (1, 0)),
    "two faults in a row": (
        [A | {"sector": "Vũ trụ", "people": "nhiều"}],
        [(2, "not_a_number"), (2, "sector_unknown")],
        (1, 0),
    ),
    "a date that is none is left out": ([A | {"founded": "xyz"}], [(2, "not_a_date")], (0, 1)),
    "so is one after the list": (
        [A | {"founded": "1/1/2025"}],
        [(2, "established_after_list")],
        (0, 1),
    ),
    "and one without a day": ([A | {"founded": "2017"}], [(2, "incomplete_date")], (0, 1)),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_rows(case):
    rows, expected, (rejected, created) = WRONG[case]
    batch = previewed(make_province(), AS_OF, rows)
    assert problems(batch) == expected
    assert (batch.counts["rejected"], batch.counts["created"]) == (rejected, created)
    for row in batch.rows.exclude(problems=[]):
        for problem in row.problems:
            assert str(problem["message"]).endswith(".")
            assert problem["blocking"] == (row.outcome == "rejected")


def test_a_problem_says_column_and_value():
    batch = previewed(make_province(), AS_OF, [A | {"sector": "Vũ trụ"}])
    problem = batch.rows.get().problems[0]
    assert (problem["column"], problem["value"]) == ("Lĩnh vực", "Vũ trụ")
    message = str(problem["message"])
    assert all(code in message for code in Sector.objects.values_list("code", flat=True))


def test_a_unit_that_had_ceased_is_rejected_with_the_event_that_ended_it():
    province = make_province()
    unit = make_unit(province, code="A1")
    event = make_event(
        "dissolve", day("2020-07-01"), province=province, closing=unit, decision_number="12/QĐ-MH"
    )
    put_into_effect(event, by=None, at=timezone.now())
    batch = previewed(province, AS_OF, [A])
    assert problems(batch) == [(2, "unit_ceased")]
    message = str(batch.rows.get().problems[0]["message"])
    assert "01/07/2020" in message
    assert "12/QĐ-MH" in message


def test_on_its_last_day_a_unit_is_still_there():
    province = make_province()
    make_unit(province, code="A1", name="Trường A", valid_to=day("2020-07-01"))
    assert counts(previewed(province, day("2020-06-30"), [A])) == {"unchanged": 1}
    assert problems(previewed(province, day("2020-07-01"), [A])) == [(2, "unit_ceased")]


def test_a_list_from_before_a_unit_was_established_is_not_believed():
    province = make_province()
    event = make_event(
        "establish", day("2022-01-01"), province=province, new=[{"name": "Trường A", "code": "A1"}]
    )
    put_into_effect(event, by=None, at=timezone.now())
    batch = previewed(province, day("2020-12-31"), [A])
    assert problems(batch) == [(2, "unit_not_yet_established")]


def test_a_unit_of_the_ministries_on_that_day_is_not_taken_into_a_province():
    """Its later life in the province doesn't make an earlier list of the province right."""
    province = make_province()
    unit = make_unit(None, code="A1", valid_to=day("2025-07-01"))
    later = UnitVersion(
        unit=unit, valid_from=day("2025-07-01"), code="A1", name="Trường A", province=province
    )
    write(enter("correction", at=timezone.now()), written=[later])
    assert problems(previewed(province, AS_OF, [A])) == [(2, "unit_elsewhere")]
    assert counts(previewed(province, day("2025-12-31"), [A])) == {"unchanged": 1}


def test_two_rows_that_mean_one_unit(request):
    """One gives its code, the other only its name: the one with the code stands."""
    province = make_province()
    make_unit(province, code="A1", name="Trường A")
    batch = previewed(province, AS_OF, [{"name": "Trường A"}, A | {"autonomy": "4"}])
    assert problems(batch) == [(2, "same_unit")]
    assert counts(batch) == {"changed": 1, "rejected": 1}


def test_nothing_is_written_on_error_unless_the_good_rows_are_chosen():
    province = Province.objects.bearing("01", AS_OF)
    rows = [A | {"people": 3}, B | {"people": "nhiều"}]
    batch = imported(province, AS_OF, rows, accept_good_rows=True)
    assert counts(batch) == {"created": 1, "rejected": 1}
    assert UnitVersion.objects.get().code == "A1"
    assert YearFigures.objects.get().headcount_budget == 3
