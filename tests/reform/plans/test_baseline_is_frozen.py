"""A plan measures from a day as the register knew it when the plan was made: what is recorded later
changes today's count of that day and not the plan's."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from reform.models import PlanPeriod
from reform.plans.baseline import BaselineRefused, baseline_of, freeze
from tests.factories import FIRST_DAY, day, make_province, make_unit, make_user

from .world import make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    province = make_province()
    for _number in range(3):
        make_unit(province)
    return province


@pytest.fixture
def plan(province):
    return make_plan(province)


def frozen(plan, on: dt.date = FIRST_DAY, **said):
    return freeze(plan, on=on, by=make_user(), at=timezone.now(), **said)


def test_a_unit_recorded_later_moves_the_count_and_not_the_plan(plan, province):
    plan = frozen(plan)
    make_unit(province)  # was there on the baseline day, recorded only now
    baseline = baseline_of(plan)
    assert (baseline.on, baseline.then, baseline.now) == (FIRST_DAY, 3, 4)
    assert baseline.has_moved


def test_without_a_frozen_day_there_is_no_baseline(plan):
    assert baseline_of(plan) is None


def test_it_is_moved_with_a_reason_only_and_the_reason_stays(plan):
    plan = frozen(plan)
    with pytest.raises(BaselineRefused):
        frozen(plan, day("2016-06-30"))
    plan = frozen(plan, day("2016-06-30"), reason="Công văn sửa mốc")
    assert plan.baseline_on == day("2016-06-30")
    assert plan.history.latest().history_change_reason == "Công văn sửa mốc"
    assert [row.baseline_on for row in plan.history.order_by("history_id")] == [
        None, FIRST_DAY, day("2016-06-30"),
    ]  # fmt: skip


@pytest.mark.parametrize("on", ["2014-12-31", "2028-01-01", "2027-02-01"])
def test_a_day_without_list_after_the_period_or_still_to_come_is_refused(plan, on):
    with (
        time_machine.travel(day("2027-01-31") if on < "2028" else day("2029-01-01")),
        pytest.raises(BaselineRefused),
    ):
        frozen(plan, day(on))
    plan.refresh_from_db()
    assert plan.baseline_on is None


def test_the_periods_of_the_reform_are_rows():
    found = list(PlanPeriod.objects.values_list("code", "ends_on"))
    assert found == [
        ("to-2021", day("2021-12-31")),
        ("to-2025", day("2025-12-31")),
        ("2026-2027", day("2027-12-31")),
        ("to-2030", day("2030-12-31")),
    ]
