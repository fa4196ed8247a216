"""Where counts of progress usually go wrong: one case for each."""

from decimal import Decimal

import pytest
from django.utils import timezone

from resolutions.choices import BaselineKind, IndicatorCode
from resolutions.indicators import measure
from tests.factories import day, make_agency, make_event, make_figures, make_province
from tests.resolutions.promises import make_many, make_target
from units.reorganization import carry_out

pytestmark = pytest.mark.django_db
ON = day("2025-12-31")
#: Numbers are units that were there; words are units that the decision sets up.
MERGE = ("merge", {"closing": [0, 1], "surviving": [2]})
CONSOLIDATE = ("consolidate", {"closing": [0, 1, 2], "new": ["a"]})
DIVIDE = ("divide", {"closing": [0], "new": ["a", "b"]})
SEPARATE = ("separate", {"source": [0], "new": ["a"]})
TRANSFER = ("transfer", {"surviving": [0]})
DISSOLVE = ("dissolve", {"closing": [0]})
ESTABLISH = ("establish", {"new": ["a"]})


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def agency(province):
    return make_agency(province=province)


@pytest.mark.parametrize(
    ("happened", "now"),
    [
        ([MERGE], 8),
        ([CONSOLIDATE], 8),
        ([DIVIDE], 11),
        ([SEPARATE], 11),
        ([TRANSFER], 10),
        ([DISSOLVE, ESTABLISH], 10),  # set up again under another name: nothing became fewer
        ([ESTABLISH], 11),  # a health station that becomes a unit of its own raises the count
    ],
    ids=lambda one: "+".join(kind for kind, _ in one) if isinstance(one, list) else "",
)
def test_what_events_do_to_the_number(province, agency, happened, now):
    units = make_many(province, 10, agency=agency)
    to = make_agency(province=province)

    def described(one, kind):
        if isinstance(one, str):
            return {"name": f"Trường Minh Họa {one}", "code": f"MHM{one}", "agency": agency}
        return {"unit": units[one], "agency": to} if kind == "transfer" else units[one]

    for number, (kind, participants) in enumerate(happened, start=1):
        event = make_event(
            kind, day(f"2023-05-0{number}"), province=province, decision_number="1/QĐ-UBND",
            issuer="UBND", decided_on=day("2023-05-01"),
            **{role: [described(one, kind) for one in who] for role, who in participants.items()},
        )  # fmt: skip
        carry_out([event], by=None, at=timezone.now())
    target = make_target(province, IndicatorCode.UNITS_PERCENT)

    found = measure(target, province, ON)
    assert (found.baseline, found.now, found.achieved) == (10, now, (10 - now) * 10)


def test_percentages_are_made_of_counts_and_never_averaged():
    """50 percent of 10 and 0 percent of 90 are 5 percent, not 25."""
    heir = make_province("MC", "Minh Họa C", valid_from=day("2025-07-01"))
    ended = {"valid_to": day("2025-07-01"), "succeeded_by": heir}
    small = make_province("MA", "Minh Họa A", **ended)
    large = make_province("MB", "Minh Họa B", **ended)
    make_many(small, 5)
    make_many(small, 5, until="2024-01-01")
    make_many(large, 90)

    found = measure(make_target(heir, IndicatorCode.UNITS_PERCENT), heir, ON)
    assert found.achieved == 5


def test_people_are_those_assigned_and_paid_from_the_budget(province):
    """Not those present, nor on contract, nor paid from revenue."""
    for unit in make_many(province, 2):
        others = {"headcount_present": 90, "contracts": 30, "headcount_revenue": 40}
        make_figures(unit, 2021, headcount_budget=50, **others)
        make_figures(unit, 2025, headcount_budget=45, **dict.fromkeys(others, 99))
    target = make_target(province, IndicatorCode.PAYROLL)

    found = measure(target, province, ON)
    assert (found.baseline, found.now, found.achieved) == (100, 90, 10)


def test_spending_is_compared_with_the_average_of_a_period_not_with_its_last_year(province):
    (unit,) = make_many(province, 1)
    for year, spent in ((2021, 100), (2022, 300), (2023, 90)):
        make_figures(unit, year, budget_spending=spent)
    target = make_target(
        province, IndicatorCode.SPENDING, "15", baseline_kind=BaselineKind.PERIOD,
        baseline_on=None, baseline_from=day("2021-01-01"), baseline_to=day("2022-12-31"),
    )  # fmt: skip

    found = measure(target, province, day("2023-12-31"))
    assert (found.baseline, found.now, found.achieved) == (200, 90, 55)


@pytest.mark.parametrize(("base", "left"), [(394, 354), (390, 351), (391, 351), (10, 9), (1, 0)])
def test_at_least_ten_percent_is_rounded_up_exactly(base, left):
    """At least 10 percent of 394 are 40, not 39; of 390 they are 39 and no 40th for a float's
    sake."""
    province = make_province()
    make_many(province, 1)
    target = make_target(province, IndicatorCode.UNITS_PERCENT, baseline_value=Decimal(base))

    assert measure(target, province, ON).required == left
