"""Ten percent of 394 are 39.4: at least ten percent fewer means 40 fewer, never 39."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolutions.choices import IndicatorCode, Measure, Operator
from resolutions.indicators.measured import Baseline, asked_of, reduced, shortfall
from resolutions.models import Target


def percent(value: object, operator: str = Operator.AT_LEAST) -> Target:
    return Target(
        indicator=IndicatorCode.UNITS_PERCENT,
        measure=Measure.PERCENT,
        value=Decimal(str(value)),
        operator=operator,
    )


def units(value: int) -> Target:
    return Target(
        indicator=IndicatorCode.UNITS_ABSOLUTE,
        measure=Measure.UNITS,
        value=Decimal(value),
        operator=Operator.AT_LEAST,
    )


@pytest.mark.parametrize(
    ("target", "baseline", "cut"),
    [
        (percent(10), 394, 40),
        (percent(10), 390, 39),
        (percent(10), 1097, 110),
        (percent(10), 1, 1),
        (percent(0), 394, 0),
        (percent(100), 394, 394),
        (percent("13.4"), 1000, 134),
        (percent("33.33"), 300, 100),  # 99.99
        (percent(10, Operator.AT_MOST), 394, 39),
        (percent(10, ""), 394, 40),  # an operator that is not stated is read as "at least"
        (units(39), 394, 39),
        (units(39), 20, 39),
    ],
)
def test_the_cut_is_in_whole_units(target, baseline, cut):
    assert asked_of(target, Decimal(baseline)) == cut


@pytest.mark.parametrize(
    ("baseline", "now", "achieved", "missing", "required"),
    [
        (394, 394, "0", 40, 354),
        (394, 355, "9.90", 1, 354),
        (394, 354, "10.15", 0, 354),
        (394, 300, "23.86", 0, 354),
        (394, 400, "-1.52", 46, 354),
        # The two readings of Hải Dương's paper: 1,097 to 927 meets it, 107 fewer do not.
        (1097, 927, "15.50", 0, 987),
        (1097, 990, "9.75", 3, 987),
    ],
)
def test_what_is_missing_is_counted_in_units(baseline, now, achieved, missing, required):
    measured = reduced(percent(10), Baseline(Decimal(baseline)), lambda: Decimal(now), "")

    assert round(measured.achieved, 2) == Decimal(achieved)
    assert (measured.missing, measured.required) == (missing, required)


@pytest.mark.parametrize(
    ("operator", "got", "missing"),
    [
        (Operator.AT_LEAST, 9, 1),
        (Operator.AT_LEAST, 11, 0),
        (Operator.AT_MOST, 11, 1),
        (Operator.AT_MOST, 9, 0),
        (Operator.EXACTLY, 9, 1),
        (Operator.EXACTLY, 11, 1),
        ("", 9, 1),
        ("", 11, 0),
    ],
)
def test_each_operator_has_its_own_shortfall(operator, got, missing):
    assert shortfall(percent(10, operator), Decimal(got), Decimal(10)) == missing


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10_000))
def test_nothing_is_missing_exactly_when_the_percentage_is_reached(baseline, now, hundredths):
    """In integers, with nothing to round: (baseline − now) / baseline ≥ value."""
    target = percent(Decimal(hundredths) / 100)
    measured = reduced(target, Baseline(Decimal(baseline)), lambda: Decimal(now), "")

    assert (measured.missing == 0) == ((baseline - now) * 10_000 >= hundredths * baseline)
    assert measured.missing >= 0
