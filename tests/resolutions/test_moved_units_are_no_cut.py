"""A baseline is restated for units that went to another province or came from one; a unit that
became a company is a conversion, and a cut."""

import pytest
from django.utils import timezone, translation

from resolutions.choices import IndicatorCode, Status
from resolutions.indicators import measure
from resolutions.progress import progress
from tests.factories import day, make_agency, make_event, make_province
from tests.resolutions.promises import NO_BASELINE, baseline_on, make_many, make_target
from units.reorganization import carry_out

pytestmark = pytest.mark.django_db
ON = day("2025-12-31")


@pytest.fixture
def places():
    """MA with 10 units and MB with 20, each with an agency."""
    found = []
    for code, number in (("MA", 10), ("MB", 20)):
        province = make_province(code, f"Minh {code}")
        agency = make_agency(province=province)
        found.append((province, agency, make_many(province, number, agency=agency)))
    return found


def happen(kind: str, on: str, *, province=None, **participants) -> None:
    event = make_event(
        kind, day(on), province=province, decision_number="1/QĐ-TTg", issuer="Thủ tướng",
        decided_on=day(on), **participants,
    )  # fmt: skip
    carry_out([event], by=None, at=timezone.now())


def go(units, agency, on: str) -> None:
    """By a decision above the provinces."""
    happen("transfer", on, surviving=[{"unit": unit, "agency": agency} for unit in units])


def measured(province, on=ON, **fields):
    fields = {"baseline_value": None, **fields}
    return measure(make_target(province, IndicatorCode.UNITS_PERCENT, **fields), province, on)


def test_a_unit_that_went_to_another_province_is_no_cut_there_and_no_growth_here(places):
    (first, _own, units), (second, theirs, _others) = places
    go(units[:3], theirs, "2023-05-01")
    with translation.override("en"):
        left, right = measured(first), measured(second)

    assert (left.baseline, left.now, left.achieved) == (7, 7, 0)
    assert (right.baseline, right.now, right.achieved) == (23, 23, 0)
    assert any("baseline was 10. Since then 3 went" in one and "7" in one for one in left.remarks)
    assert any("baseline was 20." in one and "3 came" in one for one in right.remarks)


def test_a_merger_after_the_transfer_is_a_cut_where_the_unit_lies_now(places):
    (first, _own, units), (second, theirs, _others) = places
    go(units[:3], theirs, "2023-05-01")
    happen("dissolve", "2024-02-01", province=second, closing=units[:1])

    left, right = measured(first), measured(second)
    assert (left.baseline, left.now) == (7, 7)
    assert (right.baseline, right.now) == (23, 22)


@pytest.mark.parametrize("moved_on", ["2021-12-31", "2020-01-01"])
def test_a_transfer_by_the_baseline_day_is_in_the_count_already(places, moved_on):
    (first, _own, units), (_second, theirs, _others) = places
    go(units[:3], theirs, moved_on)

    found = measured(first)
    assert (found.baseline, found.now, found.remarks) == (7, 7, ())


def test_on_a_day_before_the_transfer_nothing_is_restated(places):
    (first, _own, units), (_second, theirs, _others) = places
    go(units[:3], theirs, "2023-05-01")

    assert measured(first, day("2023-04-30")).baseline == 10
    assert measured(first, day("2023-05-01")).baseline == 7


def test_a_unit_that_came_back_changes_nothing(places):
    (first, own, units), (_second, theirs, _others) = places
    go(units[:3], theirs, "2023-05-01")
    go(units[:3], own, "2024-05-01")

    assert measured(first).baseline == 10
    assert measured(first).remarks == ()


def test_a_stated_baseline_is_restated_too(places):
    (first, _own, units), (_second, theirs, _others) = places
    go(units[:3], theirs, "2023-05-01")

    assert measured(first, baseline_value=12).baseline == 9


def test_between_provinces_that_were_merged_since_nothing_moved(places):
    (_first, _own, units), (_second, theirs, _others) = places
    go(units[:3], theirs, "2023-05-01")
    heir = make_province("MC", "Minh MC", valid_from=day("2025-07-01"))
    for place in (places[0][0], places[1][0]):
        place.valid_to, place.succeeded_by = day("2025-07-01"), heir
        place.save()

    found = measured(heir)
    assert (found.baseline, found.now, found.remarks) == (30, 30, ())


def test_a_transfer_is_forgotten_where_the_register_did_not_know_it(places):
    (first, _own, units), (_second, theirs, _others) = places
    before = timezone.now()
    go(units[:3], theirs, "2023-05-01")
    target = make_target(first, IndicatorCode.UNITS_PERCENT)

    assert measure(target, first, ON, before).baseline == 10
    assert measure(target, first, ON).baseline == 7


@pytest.mark.parametrize(
    ("eligible", "days", "baseline", "converted", "status"),
    [
        (2, ["2023-01-01", "2024-01-01"], NO_BASELINE, 2, Status.MET),
        (2, ["2023-01-01"], NO_BASELINE, 1, Status.UNKNOWN),  # no line without a baseline day
        (2, ["2023-01-01"], baseline_on(day("2021-12-31")), 1, Status.BEHIND),
        (2, ["2021-12-31", "2024-01-01"], baseline_on(day("2021-12-31")), 1, Status.BEHIND),
        (2, ["2026-01-01"], NO_BASELINE, 0, Status.UNKNOWN),
        (3, [], NO_BASELINE, 0, Status.UNKNOWN),
    ],
    ids=str,
)
def test_units_that_became_companies_are_counted(
    places, eligible, days, baseline, converted, status
):
    province, _agency, units = places[0]
    for on, unit in zip(days, units, strict=False):
        happen("equitize", on, province=province, exiting=[exiting(unit)])
    target = make_target(
        province, IndicatorCode.CONVERSION, 100, eligible_count=eligible, **baseline
    )
    found = progress(target, province, ON)

    assert (found.measured.now, found.measured.whole) == (converted, eligible)
    assert found.measured.achieved == converted * 100 / eligible
    assert found.status == status


def exiting(unit) -> dict:
    return {"unit": unit, "company_name": "Công ty Minh Họa", "company_tax_code": "0100000000"}
