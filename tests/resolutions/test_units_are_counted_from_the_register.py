"""Fewer units: the register's count on the baseline day against its count on the day asked for."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from resolutions.choices import BaselineKind, IndicatorCode
from resolutions.indicators import measure
from resolutions.progress import progress
from tests.factories import day, make_agency, make_province
from tests.resolutions.promises import make_many, make_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    """394 units at the end of 2021; 30 end on 1/7/2023, 10 more on 1/1/2026."""
    province = make_province()
    make_many(province, 354)
    make_many(province, 30, until="2023-07-01")
    make_many(province, 10, until="2026-01-01")
    return province


@pytest.mark.parametrize(
    ("on", "now", "missing"),
    [
        ("2021-12-31", 394, 40),
        ("2023-06-30", 394, 40),
        ("2023-07-01", 364, 10),
        ("2025-12-31", 364, 10),
        ("2026-01-01", 354, 0),
    ],
)
def test_a_unit_counts_until_the_day_it_ends(province, on, now, missing):
    measured = measure(make_target(province, IndicatorCode.UNITS_PERCENT), province, day(on))

    assert (measured.baseline, measured.now) == (394, now)
    assert (measured.required, measured.missing) == (354, missing)
    assert measured.achieved == Decimal(394 - now) * 100 / 394


def test_a_cut_in_units_needs_no_percentage(province):
    target = make_target(province, IndicatorCode.UNITS_ABSOLUTE, 39)
    measured = measure(target, province, day("2026-01-01"))

    assert (measured.achieved, measured.required, measured.missing) == (40, 355, 0)


def test_the_line_tells_it_to_people(province):
    target = make_target(province, IndicatorCode.UNITS_PERCENT)
    with translation.override("en"):
        before = progress(target, province, day("2023-07-01")).line
        after = progress(target, province, day("2026-01-01")).line

    assert before == (
        "394 units on 31/12/2021, 364 units on 01/07/2023; at most 354 units allowed; "
        "10 units to go: on track"
    )
    assert after == (
        "394 units on 31/12/2021, 364 units on 31/12/2025; at most 354 units allowed; "
        "10 units to go; 354 units on 01/01/2026: missed"
    )


def test_a_stated_baseline_is_used_and_said(province):
    target = make_target(province, IndicatorCode.UNITS_PERCENT, baseline_value=Decimal(400))
    with translation.override("en"):
        measured = measure(target, province, day("2026-01-01"))

    assert (measured.baseline, measured.required, measured.missing) == (400, 360, 0)
    assert measured.remarks == ("The baseline is as the document states it.",)


def test_a_baseline_year_means_its_last_day(province):
    make_many(province, 5, since="2021-01-01", until="2021-12-31")
    target = make_target(province, IndicatorCode.UNITS_PERCENT, baseline_kind=BaselineKind.YEAR)

    assert measure(target, province, day("2022-01-01")).baseline == 394


def test_the_register_is_read_as_it_was_known(province):
    before = timezone.now()
    make_many(province, 6, since="2023-01-01")
    target = make_target(province, IndicatorCode.UNITS_PERCENT)

    assert measure(target, province, day("2024-01-01")).now == 370
    assert measure(target, province, day("2024-01-01"), known=before).now == 364


def test_a_target_of_one_bloc_counts_that_bloc():
    province = make_province()
    make_many(province, 9, agency=make_agency(bloc="government"))
    make_many(province, 2, agency=make_agency(bloc="party"))
    target = make_target(province, IndicatorCode.UNITS_PERCENT, bloc="party")

    assert measure(target, province, day("2024-01-01")).now == 2


def test_a_bloc_is_not_counted_while_units_of_unknown_bloc_are_there():
    province = make_province()
    make_many(province, 9, agency=make_agency(bloc="government"))
    make_many(province, 2)
    target = make_target(province, IndicatorCode.UNITS_PERCENT, bloc="government")
    with translation.override("en"):
        measured = measure(target, province, day("2024-01-01"))

    assert (measured.now, measured.why_unknown) == (None, "the bloc of 2 units is not known")


def test_an_empty_baseline_is_not_a_division_by_zero():
    province = make_province()
    make_many(province, 1, since="2015-12-31", until="2016-01-01")
    target = make_target(province, IndicatorCode.UNITS_PERCENT)

    assert measure(target, province, dt.date(2024, 1, 1)).not_applicable
