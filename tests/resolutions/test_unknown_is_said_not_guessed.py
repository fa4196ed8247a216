"""A figure that cannot be known stays empty, and one sentence says why."""

from decimal import Decimal

import pytest
from django.utils import translation

from resolutions.choices import IndicatorCode, Status
from resolutions.progress import progress
from tests.factories import day, make_province
from tests.resolutions.promises import NO_BASELINE, make_many, make_target
from units.models import Province

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_no_baseline_named_leaves_the_percentage_empty_but_shows_what_is_there():
    province = make_province()
    make_many(province, 7)
    target = make_target(province, IndicatorCode.UNITS_PERCENT, **NO_BASELINE)
    found = progress(target, province, day("2024-01-01"))

    assert (found.measured.now, found.measured.baseline) == (7, None)
    assert (found.measured.achieved, found.measured.missing) == (None, None)
    assert found.status == Status.UNKNOWN
    assert found.line == ("7 units on 01/01/2024: not known (no baseline named in the document)")


def test_a_cut_in_units_is_not_known_without_a_baseline_either():
    province = make_province()
    make_many(province, 7)
    target = make_target(province, IndicatorCode.UNITS_ABSOLUTE, 39, **NO_BASELINE)

    assert progress(target, province, day("2024-01-01")).measured.required is None


def test_a_stated_baseline_without_a_day_is_counted_but_has_no_straight_line():
    province = make_province()
    make_many(province, 7)
    target = make_target(
        province, IndicatorCode.UNITS_PERCENT, baseline_value=Decimal(7), **NO_BASELINE
    )
    found = progress(target, province, day("2024-01-01"))

    assert found.measured.missing == 1
    assert found.line == (
        "7 units, 7 units on 01/01/2024; at most 6 units allowed; 1 unit to go: "
        "not known (no baseline day named in the document)"
    )


def test_a_register_that_begins_later_does_not_say_zero():
    province = make_province()
    make_many(province, 7, since="2023-06-23")
    found = progress(
        make_target(province, IndicatorCode.UNITS_PERCENT), province, day("2024-01-01")
    )

    assert (found.measured.now, found.measured.baseline) == (7, None)
    assert found.measured.why_unknown == (
        "the register's first list of tỉnh Minh Họa is dated 23/06/2023"
    )


def test_an_empty_register_says_so():
    province = Province.objects.get(code="60")
    found = progress(
        make_target(province, IndicatorCode.UNITS_PERCENT), province, day("2024-01-01")
    )

    assert found.measured.now is None
    assert found.line == "Not known (the register holds no list of tỉnh Bình Thuận)"


def test_both_reasons_are_said():
    province = Province.objects.get(code="60")
    target = make_target(province, IndicatorCode.UNITS_PERCENT, **NO_BASELINE)

    assert progress(target, province, day("2024-01-01")).measured.why_unknown == (
        "no baseline named in the document; the register holds no list of tỉnh Bình Thuận"
    )


def test_a_baseline_day_that_has_not_come_is_no_baseline():
    province = make_province()
    make_many(province, 7)
    target = make_target(province, IndicatorCode.UNITS_PERCENT)

    assert progress(target, province, day("2021-06-30")).measured.why_unknown == (
        "the baseline day 31/12/2021 had not come by 30/06/2021"
    )


def test_without_a_deadline_nobody_can_say_whether_it_is_on_track():
    province = make_province()
    make_many(province, 7)
    target = make_target(province, IndicatorCode.UNITS_PERCENT, deadline=None)

    assert progress(target, province, day("2024-01-01")).line.endswith(
        "1 unit to go: not known (no deadline named in the document)"
    )


def test_what_the_document_leaves_open_is_said_beside():
    province = make_province()
    make_many(province, 7)
    target = make_target(province, IndicatorCode.UNITS_PERCENT, operator="")

    assert progress(target, province, day("2024-01-01")).measured.remarks == (
        "The document does not say “at least” or “exactly”: “at least” is counted.",
    )
