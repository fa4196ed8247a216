"""Working days: the week, the holidays, and the days worked in exchange."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.cases.clock import Calendar
from tests.factories import day

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
EXCEPTIONS = st.dictionaries(DAYS, st.booleans(), max_size=40)

TABLE = [
    # from a Monday, over a weekend, over a holiday, over a Saturday that is worked
    ("2026-03-02", 5, {}, "2026-03-09"),
    ("2026-03-06", 1, {}, "2026-03-09"),
    ("2026-04-29", 1, {"2026-04-30": False, "2026-05-01": False}, "2026-05-04"),
    ("2026-03-06", 1, {"2026-03-07": True}, "2026-03-07"),
    ("2026-03-02", 0, {}, "2026-03-02"),
]


@pytest.mark.parametrize(("start", "days", "exceptions", "end"), TABLE)
def test_the_last_of_so_many_working_days(start, days, exceptions, end):
    calendar = Calendar({day(key): value for key, value in exceptions.items()})
    assert calendar.after(day(start), days) == day(end)


@given(start=DAYS, days=st.integers(0, 60), exceptions=EXCEPTIONS)
def test_counting_back_gives_what_was_counted_on(start, days, exceptions):
    calendar = Calendar(exceptions)
    end = calendar.after(start, days)
    assert calendar.between(start, end) == days
    assert calendar.between(end, start) == -days
    assert days == 0 or calendar.is_worked(end)


@pytest.mark.django_db
def test_the_fixed_holidays_of_the_labour_code_are_there():
    calendar = Calendar.stored()
    for text in ("2026-01-01", "2026-04-30", "2026-05-01", "2026-09-02"):
        assert not calendar.is_worked(day(text))
