"""Autonomous are units that self-insure their recurrent expenditure or more: Groups 1 and 2."""

from decimal import Decimal

import pytest
from django.utils import translation

from resolutions.choices import IndicatorCode, Status
from resolutions.indicators import measure
from resolutions.progress import progress
from tests.factories import day, make_province
from tests.resolutions.promises import NO_BASELINE, make_many, make_target

pytestmark = pytest.mark.django_db

ON = day("2024-01-01")


def province_with(**groups: int):
    """``province_with(g1=4, g2=79, unknown=2)``"""
    province = make_province()
    for name, number in groups.items():
        group = "" if name == "unknown" else name.removeprefix("g")
        make_many(province, number, autonomy_group=group)
    return province


def test_group_3_does_not_count():
    """The proportions of a real province: 4 + 79 of 1,687 units are 4.9 percent."""
    province = province_with(g1=4, g2=79, g3=129, g4=1475)
    target = make_target(province, IndicatorCode.AUTONOMY, 20, **NO_BASELINE)
    measured = measure(target, province, ON)

    assert (measured.now, measured.whole) == (83, 1687)
    assert round(measured.achieved, 2) == Decimal("4.92")
    assert (measured.required, measured.missing) == (338, 255)


@pytest.mark.parametrize(
    ("groups", "status"),
    [
        ({"g2": 20, "g4": 80}, Status.MET),
        ({"g1": 20, "g4": 81}, Status.MISSED),  # 19.8 percent
        ({"g2": 20, "g4": 79, "unknown": 1}, Status.MET),
        ({"g2": 10, "g4": 85, "unknown": 5}, Status.MISSED),  # 15 percent at best
        ({"g2": 19, "g4": 80, "unknown": 1}, Status.UNKNOWN),  # 19 or 20 percent
    ],
)
def test_units_of_unknown_group_leave_the_verdict_open_only_where_they_decide_it(groups, status):
    province = province_with(**groups)
    target = make_target(province, IndicatorCode.AUTONOMY, 20, **NO_BASELINE)

    assert progress(target, province, day("2026-01-01")).status == status


def test_the_line_says_of_how_many():
    province = province_with(g2=19, g4=80, unknown=1)
    target = make_target(
        province, IndicatorCode.AUTONOMY, 20, definition="tự bảo đảm chi thường xuyên trở lên"
    )
    with translation.override("en"):
        found = progress(target, province, day("2026-01-01"))

    assert found.line == (
        "19 of 100 units (19.00%) on 31/12/2025; at least 20 units needed; 1 unit to go; "
        "19 of 100 units (19.00%) on 01/01/2026: not known (what is in doubt would decide it)"
    )
    assert found.measured.remarks == ("The autonomy group of 1 of 100 units is not known.",)


def test_a_share_on_top_of_the_baseline_needs_the_baseline():
    province = make_province()
    make_many(province, 10, autonomy_group="2")
    make_many(province, 90, autonomy_group="4", until="2023-01-01")
    make_many(province, 60, autonomy_group="4", since="2023-01-01")
    make_many(province, 30, autonomy_group="1", since="2023-01-01")
    plain, on_top = (
        make_target(province, IndicatorCode.AUTONOMY, 20, is_additional=additional)
        for additional in (False, True)
    )

    assert measure(plain, province, ON).required == 20
    measured = measure(on_top, province, ON)
    assert (measured.start, measured.goal) == (10, 30)
    assert (measured.now, measured.required, measured.missing) == (40, 30, 0)


def test_a_share_on_top_of_an_unknown_baseline_is_not_known():
    province = province_with(g2=10, g4=90)
    target = make_target(province, IndicatorCode.AUTONOMY, 20, is_additional=True, **NO_BASELINE)
    with translation.override("en"):
        measured = measure(target, province, ON)

    assert (measured.now, measured.required) == (10, None)
    assert measured.why_unknown == "no baseline named in the document"


def test_of_no_units_no_share_can_be_asked():
    province = make_province()
    make_many(province, 1, until="2016-01-01")
    target = make_target(province, IndicatorCode.AUTONOMY, 20, **NO_BASELINE)

    assert progress(target, province, ON).status == Status.NOT_APPLICABLE
