"""A plan says what it undertakes, by whom and when; what it leaves out is said, not guessed."""

import pytest

from reform.models import PlanMeasure
from reform.plans.undertaking import cases_of, fewer_units, progress_of, targets_of, undertaken
from tests.factories import day
from tests.reform.cases.people import Office

from .world import make_plan, make_target

pytestmark = pytest.mark.django_db
TODAY = day("2026-11-01")


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def plan(office):
    return make_plan(office.province)


def test_its_targets_are_those_of_its_document_that_fall_due_in_its_period(plan):
    inside = make_target(plan, deadline="2027-12-31")
    make_target(plan, deadline="2030-12-31")
    make_target(plan, deadline="2025-12-31")
    assert targets_of(plan) == {inside.pk}
    assert [one.target for one in progress_of(plan, TODAY)] == [inside]


def test_its_dossiers_name_its_document_or_stand_behind_a_measure(office, plan):
    naming, behind = office.case(plan=plan.document), office.case()
    office.case()
    PlanMeasure.objects.create(plan=plan, what="Giải thể", case=behind)
    assert set(cases_of(plan)) == {naming, behind}
    assert {one.operative_on for one in cases_of(plan)} == {day("2026-06-01")}


@pytest.mark.parametrize(
    ("status", "due_on", "expected"),
    [
        (None, None, (False, False)),
        (None, "2026-10-31", (False, True)),
        (None, "2026-11-01", (False, False)),
        ("draft", "2026-10-31", (False, True)),
        ("executed", "2026-10-31", (True, False)),
    ],
)
def test_a_measure_is_done_by_its_dossier_and_late_after_its_day(
    office, plan, status, due_on, expected
):
    case = office.at(status) if status else None
    PlanMeasure.objects.create(plan=plan, what="Giải thể", case=case, due_on=due_on and day(due_on))
    (found,) = undertaken(plan.measures.all(), TODAY)
    assert (found.is_done, found.is_late) == expected


def test_what_measures_promise_together_is_unknown_where_one_does_not_say(plan):
    PlanMeasure.objects.create(plan=plan, what="Sáp nhập")
    PlanMeasure.objects.create(
        plan=plan, what="Giải thể", due_on=day("2027-01-01"), fewer_units=2,
    )  # fmt: skip
    full, empty = undertaken(plan.measures.select_related("agency", "case"), TODAY)
    assert fewer_units([full]) == 2
    assert fewer_units([full, empty]) is None
