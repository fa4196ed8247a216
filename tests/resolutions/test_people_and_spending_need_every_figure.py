"""Sums of yearly figures are known when every unit in force has given its figure."""

from decimal import Decimal

import pytest
from django.utils import translation

from resolutions.choices import BaselineKind, IndicatorCode
from resolutions.indicators import measure
from resolutions.progress import progress
from tests.factories import day, make_figures, make_province
from tests.resolutions.promises import make_many, make_target

pytestmark = pytest.mark.django_db

PERIOD = {
    "baseline_kind": BaselineKind.PERIOD,
    "baseline_on": None,
    "baseline_from": day("2021-01-01"),
    "baseline_to": day("2022-12-31"),
    "deadline": day("2025-12-31"),
}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def units(province):
    return make_many(province, 2)


def test_people_assigned_are_compared_year_with_year(province, units):
    for unit, before, now in zip(units, (99, 30), (80, 36), strict=True):
        make_figures(unit, 2021, headcount_budget=before, headcount_present=500)
        make_figures(unit, 2024, headcount_budget=now, headcount_revenue=500)
    target = make_target(province, IndicatorCode.PAYROLL)
    found = progress(target, province, day("2024-06-30"))

    assert (found.measured.baseline, found.measured.now) == (129, 116)
    assert (found.measured.required, found.measured.missing) == (116, 0)  # 12.9 people are 13
    assert found.line == "129 people in 2021, 116 people in 2024; at most 116 people allowed: met"


def test_one_unit_without_its_figure_makes_the_sum_unknown(province, units):
    for unit in units:
        make_figures(unit, 2021, headcount_budget=10)
    make_figures(units[0], 2024, headcount_budget=8)
    measured = measure(make_target(province, IndicatorCode.PAYROLL), province, day("2024-06-30"))

    assert (measured.baseline, measured.now) == (20, None)
    assert measured.why_unknown == "figures of 2024 are missing for 1 of 2 units"


def test_an_empty_figure_is_missing_and_zero_is_a_figure(province, units):
    make_figures(units[0], 2021, headcount_budget=10)
    make_figures(units[1], 2021, contracts=3)
    for unit in units:
        make_figures(unit, 2024, headcount_budget=0)
    measured = measure(make_target(province, IndicatorCode.PAYROLL), province, day("2024-06-30"))

    assert (measured.baseline, measured.now) == (None, 0)
    assert measured.why_unknown == "figures of 2021 are missing for 1 of 2 units"


def test_spending_is_the_average_of_full_years(province, units):
    for year, spent in ((2021, 90), (2022, 110), (2023, 80), (2024, 85), (2025, 1)):
        for unit in units:
            make_figures(unit, year, budget_spending=Decimal(spent))
    target = make_target(province, IndicatorCode.SPENDING, 15, **PERIOD)
    found = progress(target, province, day("2025-06-30"))

    assert (found.measured.baseline, found.measured.now) == (200, 165)
    assert found.measured.achieved == Decimal("17.5")
    assert found.line == (
        "200 đồng in 2021–2022 on average, 165 đồng in 2023–2024 on average; "
        "at most 170 đồng allowed: met"
    )


def test_no_full_year_after_the_period_is_no_comparison(province, units):
    target = make_target(province, IndicatorCode.SPENDING, 15, **PERIOD)

    assert measure(target, province, day("2023-12-30")).why_unknown == (
        "no full year after 2022 was over by 30/12/2023"
    )


def test_a_gap_in_one_year_of_the_period_is_said(province, units):
    for year in (2021, 2023):
        for unit in units:
            make_figures(unit, year, budget_spending=Decimal(100))
    target = make_target(province, IndicatorCode.SPENDING, 15, **PERIOD)

    assert measure(target, province, day("2023-12-31")).why_unknown == (
        "figures of 2022 are missing for 2 of 2 units"
    )


def test_figures_are_not_split_by_bloc(province, units):
    target = make_target(province, IndicatorCode.PAYROLL, bloc="party")

    assert measure(target, province, day("2024-06-30")).why_unknown == (
        "yearly figures are not split by bloc"
    )
