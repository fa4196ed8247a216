"""On track is at or ahead of the straight line from the baseline day to the deadline."""

from decimal import Decimal

import pytest

from resolutions.choices import IndicatorCode, Measure, Status
from resolutions.indicators import Measured
from resolutions.models import Target
from resolutions.progress import judge, straight_line
from tests.factories import day


def target(**fields) -> Target:
    """At least 10 percent fewer in the hundred days from 1/1 to 11/4/2023."""
    values = {
        "indicator": IndicatorCode.UNITS_PERCENT,
        "measure": Measure.PERCENT,
        "value": Decimal(10),
        "baseline_kind": "date",
        "baseline_on": day("2023-01-01"),
        "deadline": day("2023-04-11"),
    }
    return Target(**{**values, **fields})


def achieved(percent: str, **fields) -> Measured:
    reached = Decimal(percent)
    missing = max(Decimal(0), 10 - reached)
    values = {"start": Decimal(0), "goal": Decimal(10), "achieved": reached, "missing": missing}
    return Measured(**{**values, **fields})


@pytest.mark.parametrize(
    ("on", "reached", "status"),
    [
        ("2023-01-01", "0", Status.ON_TRACK),
        ("2023-01-02", "0", Status.BEHIND),
        ("2023-01-02", "0.1", Status.ON_TRACK),
        ("2023-02-20", "4.99", Status.BEHIND),
        ("2023-02-20", "5", Status.ON_TRACK),
        ("2023-02-20", "-1", Status.BEHIND),
        ("2023-02-20", "10", Status.MET),
        ("2023-02-20", "12", Status.MET),
        ("2023-04-11", "9.99", Status.BEHIND),  # the deadline is the last day to meet it
        ("2023-04-12", "9.99", Status.MISSED),
        ("2023-04-12", "10", Status.MET),
        ("2022-12-01", "0", Status.ON_TRACK),
    ],
)
def test_status(on, reached, status):
    assert judge(target(), achieved(reached), day(on)) == (status, "")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2022-12-01", 0),
        ("2023-01-01", 0),
        ("2023-01-31", 3),
        ("2023-04-11", 10),
        ("2030-01-01", 10),
    ],
)
def test_the_line_runs_from_baseline_day_to_deadline(on, expected):
    assert straight_line(target(), achieved("0"), day(on)) == expected


def test_the_line_of_a_share_begins_at_the_share_of_the_baseline_day():
    share = achieved("13", start=Decimal(12), goal=Decimal(20), missing=Decimal(7))

    assert straight_line(target(), share, day("2023-01-26")) == 14
    assert judge(target(), share, day("2023-01-26")) == (Status.BEHIND, "")


@pytest.mark.parametrize("missing", [{"baseline_on": None}, {"deadline": None}])
def test_a_line_without_beginning_or_end_is_no_line(missing):
    assert straight_line(target(**missing), achieved("0"), day("2023-02-20")) is None


def test_a_line_from_a_period_begins_at_its_last_day():
    period = target(
        baseline_on=None, baseline_from=day("2022-01-01"), baseline_to=day("2023-01-01")
    )

    assert straight_line(period, achieved("0"), day("2023-01-31")) == 3
