"""Two units are suggested to merge when they are of one kind, under one commune, and one has fewer
people than the decree asks for. Reasons come from rows; what is unknown suggests nothing."""

import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reform.models import CaseRule
from reform.plans.candidates import candidates
from tests.factories import day, make_agency, make_figures, make_province, make_unit

pytestmark = pytest.mark.django_db
ON = day("2026-11-01")
names = itertools.count(1)


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def commune(province):
    return make_agency("UBND xã Minh Họa 1", level="commune", province=province)


def school(province, agency, people, *, kind="Trường Mầm non", year=2025, sector="education"):
    unit = make_unit(province, name=f"{kind} Minh Họa {next(names)}", agency=agency, sector=sector)
    if people is not None:
        make_figures(unit, year, headcount_present=people)
    return unit


def keys(province) -> set[tuple[int, int]]:
    return {(one.closing.unit, one.receiver.unit) for one in candidates(province, ON)}


def test_the_small_one_goes_to_the_smallest_that_makes_enough(province, commune):
    small, middle, _large = (school(province, commune, people) for people in (6, 12, 30))
    (found,) = candidates(province, ON)
    assert (found.closing.unit, found.receiver.unit) == (small.pk, middle.pk)
    assert (found.least, found.together, found.is_enough) == (15, 18, True)
    assert "120/2020" in found.legal_basis


def test_nobody_both_closes_and_receives(province, commune):
    for people in (4, 5, 6, 7, 8):
        school(province, commune, people)
    found = keys(province)
    closing, receiving = {one for one, _two in found}, {two for _one, two in found}
    assert found
    assert not closing & receiving


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"kind": "Trường Tiểu học"}, id="another kind"),
        pytest.param({"sector": "health"}, id="another sector"),
        pytest.param({"agency": "UBND xã Minh Họa 2"}, id="another commune"),
        pytest.param({"people": None}, id="people unknown"),
    ],
)
def test_what_is_not_alike_or_not_known_suggests_nothing(province, commune, other):
    school(province, commune, 6)
    agency = commune
    if "agency" in other:
        agency = make_agency(other.pop("agency"), level="commune", province=province)
    people = other.pop("people", 20)
    school(province, agency, people, **other)
    assert keys(province) == set()


def test_two_that_are_large_enough_are_left_alone(province, commune):
    school(province, commune, 15)
    school(province, commune, 15)
    assert keys(province) == set()


def test_units_under_a_department_have_no_commune(province):
    department = make_agency("Sở Minh Họa", province=province)
    school(province, department, 6)
    school(province, department, 20)
    assert keys(province) == set()


def test_the_threshold_is_the_row_in_force_on_the_day(province, commune):
    pair = (school(province, commune, 6), school(province, commune, 20))
    CaseRule.objects.filter(code="employees").update(value=5)
    assert keys(province) == set()
    CaseRule.objects.filter(code="employees").update(value=7)
    assert keys(province) == {(pair[0].pk, pair[1].pk)}
    CaseRule.objects.filter(code="employees").update(valid_to=ON)
    assert keys(province) == set()


def test_the_latest_year_that_is_known_counts(province, commune):
    unit, other = school(province, commune, 20, year=2023), school(province, commune, 20)
    make_figures(unit, 2024, headcount_present=9)
    make_figures(unit, 2025, headcount_budget=9)  # people present unknown that year
    (found,) = candidates(province, ON)
    assert (found.closing.unit, found.closing.people, found.closing.year) == (unit.pk, 9, 2024)
    assert found.receiver.unit == other.pk


def test_the_queries_do_not_grow(province, commune):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            candidates(province, ON)
        return len(queries)

    school(province, commune, 6)
    before = asked()
    for _number in range(20):
        school(province, commune, 6)
    assert asked() == before <= 4
