"""Two clocks: what was so on a day, and what the register knew of it on another day."""

import datetime as dt

import pytest

from tests.factories import day, make_event, make_province, make_units
from units.annulment import annul
from units.corrections import correct
from units.counts import count_units, counts_over_time, known_since
from units.models import Unit, UnitVersion
from units.reorganization import carry_out

pytestmark = pytest.mark.django_db
MARCH, MAY, JULY, TODAY = (
    dt.datetime(2026, month, 15, 12, tzinfo=dt.UTC) for month in (3, 5, 7, 11)
)
ON = day("2021-12-31")


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def units(province):
    rows = [
        UnitVersion(
            unit=Unit(), valid_from=day("2015-12-31"), name=f"Trường {n}", province=province
        )
        for n in range(5)
    ]
    return make_units(rows, at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


def total(province, *, known=None):
    return count_units(ON, province=province, known=known).total


def test_a_late_recorded_event_changes_that_day_but_not_what_was_known(province, units):
    event = make_event("dissolve", day("2020-01-01"), province=province, closing=units[:1])
    assert total(province) == 5
    carry_out([event], by=None, at=MAY)
    assert total(province) == 4
    assert total(province, known=MARCH) == 5, "the report of March can be printed again"
    assert total(province, known=JULY) == 4


def test_an_annulled_event_was_known_while_it_stood(province, units):
    event = make_event("merge", day("2020-01-01"), province=province, closing=units[:2])
    event.participants.create(role="surviving", unit=units[2])
    carry_out([event], by=None, at=MARCH)
    annul(event, by=None, at=JULY, reason="ghi nhầm")
    assert [total(province, known=moment) for moment in (MAY, TODAY, None)] == [3, 5, 5]
    steps = counts_over_time(province, known=MAY)
    assert steps == [(day("2015-12-31"), 5), (day("2020-01-01"), 3)]
    assert counts_over_time(province) == [(day("2015-12-31"), 5)]


def test_a_correction_changes_the_record_but_not_what_was_known(province, units):
    version = units[0].versions.known().get()
    correct(version, {"autonomy_group": "2"}, by=None, at=MAY, reason="đọc nhầm")
    by = {"by": "autonomy", "province": province}
    assert count_units(ON, known=MARCH, **by).by == {"unknown": 5}
    assert count_units(ON, **by).by == {"2": 1, "unknown": 4}


def test_before_anything_was_recorded_nothing_was_known(province, units):
    before = dt.datetime(2025, 12, 31, tzinfo=dt.UTC)
    assert total(province, known=before) == 0
    assert known_since(province, known=before) is None
    assert known_since(province) == day("2015-12-31")
