"""A baseline is on today's boundary: all the provinces merged in, or it is not known."""

import pytest
from django.utils import timezone, translation

from resolutions.choices import IndicatorCode
from resolutions.indicators import measure
from resolutions.progress import predecessor_targets, targets_for
from tests.factories import day, make_event, make_province
from tests.resolutions.promises import make_document, make_many, make_target
from units.reorganization import carry_out

pytestmark = pytest.mark.django_db

MERGED_ON = day("2025-07-01")


@pytest.fixture
def merged():
    """MA and MB became MC."""
    heir = make_province("MC", "Minh Họa C", valid_from=MERGED_ON)
    ended = {"valid_to": MERGED_ON, "succeeded_by": heir}
    return (
        make_province("MA", "Minh Họa A", **ended),
        make_province("MB", "Minh Họa B", **ended),
        heir,
    )


def test_the_baseline_adds_up_the_predecessors(merged):
    first, second, heir = merged
    make_many(first, 30)
    make_many(second, 20)
    make_many(second, 5, until="2025-10-01")

    measured = measure(make_target(heir, IndicatorCode.UNITS_PERCENT), heir, day("2025-12-31"))

    assert (measured.baseline, measured.now) == (55, 50)


def test_a_predecessor_without_a_list_makes_the_baseline_unknown(merged):
    first, _second, heir = merged
    make_many(first, 30)
    make_many(heir, 20, since="2025-12-31")

    with translation.override("en"):
        measured = measure(make_target(heir, IndicatorCode.UNITS_PERCENT), heir, day("2025-12-31"))

    assert (measured.baseline, measured.now) == (None, 50)
    assert measured.why_unknown == (
        "the register's first list of tỉnh Minh Họa B is dated 31/12/2025"
    )


def test_a_unit_set_up_by_an_event_is_no_list_of_its_province(merged):
    first, second, heir = merged
    make_many(first, 30)
    event = make_event(
        "establish", day("2021-01-01"), province=second, new=[{"name": "Trường Minh Họa"}]
    )
    carry_out([event], by=None, at=timezone.now())
    target = make_target(heir, IndicatorCode.UNITS_PERCENT)

    assert measure(target, heir, day("2025-12-31")).baseline is None
    make_many(second, 20)
    assert measure(target, heir, day("2025-12-31")).baseline == 51


def test_a_province_that_ended_is_still_read_on_its_own(merged):
    first, second, _heir = merged
    make_many(first, 30)
    make_many(second, 20)
    target = make_target(first, IndicatorCode.UNITS_PERCENT)

    assert measure(target, first, day("2025-06-30")).now == 30


def test_promises_of_predecessors_stay_theirs(merged):
    first, _second, heir = merged
    own, theirs = (make_target(place, IndicatorCode.UNITS_PERCENT) for place in (heir, first))

    assert list(targets_for(heir, day("2026-01-01"))) == [own]
    assert list(predecessor_targets(heir)) == [theirs]
    assert list(predecessor_targets(first)) == []


def test_a_promise_is_not_there_before_it_was_made(merged):
    heir = merged[2]
    later = make_target(
        heir, IndicatorCode.UNITS_PERCENT, document=make_document(issued_on=day("2026-03-01"))
    )
    undated = make_target(
        heir, IndicatorCode.AUTONOMY, document=make_document(issued_on=None), deadline=None
    )

    assert list(targets_for(heir, day("2026-02-28"))) == [undated]
    assert list(targets_for(heir, day("2026-03-01"))) == [later, undated]


def test_a_country_is_known_when_every_province_is(merged):
    make_many(merged[0], 30)
    target = make_target(None, IndicatorCode.UNITS_PERCENT)
    with translation.override("en"):
        reason = measure(target, None, day("2026-01-01")).why_unknown

    assert reason == "the register holds lists of 0 of 63 provinces"
