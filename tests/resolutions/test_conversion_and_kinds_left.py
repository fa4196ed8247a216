"""Converting eligible units into companies, and which kinds of unit may be left in 2030."""

import pytest
from django.utils import translation

from resolutions.choices import IndicatorCode, Status
from resolutions.progress import progress
from tests.factories import day, make_province
from tests.resolutions.promises import NO_BASELINE, make_many, make_target

pytestmark = pytest.mark.django_db

ON = day("2024-01-01")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("eligible", "status", "line"),
    [
        (0, Status.NOT_APPLICABLE, "Not applicable (no unit is eligible)"),
        (None, Status.UNKNOWN, "Not known (how many units are eligible is not known)"),
        (
            7,
            Status.UNKNOWN,
            "0 of 7 units (0.00%) on 01/01/2024; at least 7 units needed; 7 units to go: "
            "not known (no baseline day named in the document)",
        ),
    ],
)
def test_none_eligible_is_not_a_hundred_percent(eligible, status, line):
    province = make_province()
    make_many(province, 3)
    target = make_target(
        province, IndicatorCode.CONVERSION, 100, eligible_count=eligible, **NO_BASELINE
    )
    found = progress(target, province, ON)

    assert (found.status, found.line) == (status, line)


@pytest.mark.parametrize(
    ("classes", "on", "status", "missing"),
    [
        ({"basic": 5, "state_management": 3}, "2024-01-01", Status.MET, 0),
        ({"basic": 5, "market": 2}, "2024-01-01", Status.UNKNOWN, 2),  # no baseline, no line
        ({"basic": 5, "market": 2}, "2026-01-01", Status.MISSED, 2),
        ({"basic": 5, "market": 2, "": 4}, "2026-01-01", Status.MISSED, 2),
        ({"basic": 5, "": 4}, "2026-01-01", Status.UNKNOWN, 0),
    ],
)
def test_units_that_meet_a_demand_may_not_be_left(classes, on, status, missing):
    province = make_province()
    for service_class, number in classes.items():
        make_many(province, number, service_class=service_class)
    found = progress(
        make_target(province, IndicatorCode.KINDS_LEFT, **NO_BASELINE), province, day(on)
    )

    assert (found.status, found.measured.missing) == (status, missing)


def test_their_number_goes_down_on_a_straight_line_from_a_baseline():
    province = make_province()
    make_many(province, 5, service_class="basic")
    make_many(province, 6, service_class="market", until="2023-01-01")
    make_many(province, 4, service_class="market")
    target = make_target(province, IndicatorCode.KINDS_LEFT)
    found = progress(target, province, day("2024-01-01"))

    assert found.line == (
        "10 units on 31/12/2021, 4 units on 01/01/2024; at most 0 units allowed; "
        "4 units to go: on track"
    )
    assert found.measured.achieved == 6
