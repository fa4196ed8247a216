"""One line for each target: what was promised, from where, what is counted, what is missing."""

import re
from decimal import Decimal

import pytest
from django.utils import translation

from reform.atlas import Atlas
from reform.promises import URGENCY, part_of_way, tally
from reform.standings import judged
from resolutions.cascade import targets_of
from resolutions.choices import IndicatorCode, Status
from resolutions.indicators import SUMMED, Measured
from resolutions.progress import progress_of_province
from tests.factories import day, make_agency, make_figures, make_province, make_unit
from tests.reform.pages import page_of, real_province
from tests.resolutions.promises import NO_BASELINE, make_many, make_target
from units.models import Province
from units.tally import Kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def mh():
    """100 units, of which 8 closed in 2023 and 1 in 2026."""
    province = make_province()
    make_many(province, 91, agency=make_agency(), autonomy_group="4")
    make_many(province, 8, until="2023-01-01")
    make_many(province, 1, until="2026-02-01")
    return province


#: Target, and what its line says on 1/6/2026: (status, missing, done, expected).
LINES = {
    "missed": ({"deadline": "2025-12-31"}, ("missed", "2 units", 80, 100)),
    "met": ({"value": 9, "deadline": "2026-12-31"}, ("met", "", 100, 88)),
    "met late is missed": ({"value": 9, "deadline": "2025-12-31"}, ("missed", "1 unit", 88, 100)),
    "on track": ({"deadline": "2027-12-31"}, ("on_track", "1 unit", 90, 73)),
    "behind": ({"value": 20, "deadline": "2027-12-31"}, ("behind", "11 units", 45, 73)),
    "no baseline": (NO_BASELINE, ("unknown", "", None, None)),
}


@pytest.mark.parametrize(("fields", "says"), LINES.values(), ids=LINES)
def test_a_line_says_how_far_the_target_has_come(mh, fields: dict, says: tuple):
    if "deadline" in fields:
        fields = {**fields, "deadline": day(fields["deadline"])}
    make_target(mh, IndicatorCode.UNITS_PERCENT, **{"value": 10, **fields})

    (line,) = page_of("MH").targets
    bar = (line.bar.done, line.bar.expected) if line.bar else (None, None)
    assert (line.status, line.missing, *bar) == says


def test_past_a_deadline_the_count_of_then_and_of_now_are_both_told(mh):
    make_target(mh, IndicatorCode.UNITS_PERCENT, 9)

    (line,) = page_of("MH").over
    assert line.baseline == "100 units on 31/12/2021"
    assert line.required == "at most 91 units allowed"
    assert line.counted == "92 units on 31/12/2025"
    assert line.counted_today == "91 units on 01/06/2026"


def test_no_space_stands_between_a_count_and_the_mark_that_follows(client, mh):
    make_target(mh, IndicatorCode.UNITS_PERCENT, 9)

    shown = client.get("/provinces/MH/?on=2026-06-01").content.decode()
    line = shown[shown.index('class="target-line__facts"') : shown.index("</article>")]
    said = " ".join(re.sub("<[^>]+>", "", line).split())
    assert "92 đơn vị ngày 31/12/2025; 91 đơn vị ngày 01/06/2026" in said


def test_running_targets_come_before_those_whose_deadline_is_past(mh):
    for year in (2023, 2025, 2027, 2030):
        make_target(mh, IndicatorCode.UNITS_PERCENT, deadline=day(f"{year}-12-31"))
    page = page_of("MH")

    assert [line.promise[-4:] for line in page.running] == ["2027", "2030"]
    assert [line.promise[-4:] for line in page.over] == ["2025", "2023"]
    assert len(page.targets) == sum(one.number for one in page.standings) == 4


def test_a_promise_made_later_is_not_held_against_an_earlier_day(mh):
    make_target(mh, IndicatorCode.UNITS_PERCENT)  # of a document of 1/3/2022

    assert page_of("MH", "2022-02-28").targets == []
    assert len(page_of("MH", "2022-03-01").targets) == 1


@pytest.mark.parametrize(
    ("start", "goal", "value", "part"),
    [
        (0, 10, 0, 0),
        (0, 10, "9.99", 99),
        (0, 10, 10, 100),
        (0, 10, 15, 100),
        (0, 10, -3, 0),
        (None, 20, 5, 25),
        (5, 25, 15, 50),
        (0, 0, 0, 100),
    ],
)
def test_a_bar_is_full_only_when_nothing_is_missing(start, goal, value, part):
    given = {"start": start if start is None else Decimal(start), "goal": Decimal(goal)}
    assert part_of_way(Decimal(value), Measured(**given)) == part


def test_the_worst_is_told_first():
    assert set(URGENCY) == set(Status)
    assert [one.label for one in tally(["met", "missed", "met", "unknown"])] == [
        "missed",
        "not known",
        "met",
    ]


def test_pages_judge_as_the_promises_room_does(mh):
    """The page shares its answers among provinces; nothing may come out otherwise by that."""
    lam_dong = real_province("68", "2026-06-01")
    for code in ("60", "67", "68"):
        old = real_province(code, "2025-06-30")
        make_many(old, 7, since="2021-12-31", agency=make_agency(), autonomy_group="2")
        make_many(old, 2, since="2021-12-31", until="2024-01-01", autonomy_group="1")
    unit = make_unit(mh)
    for year in range(2021, 2027):
        make_figures(unit, year, headcount_budget=10, budget_spending=5_000_000)
    period = {
        "baseline_kind": "period",
        "baseline_on": None,
        "baseline_from": day("2021-01-01"),
        "baseline_to": day("2022-12-31"),
    }
    for province in (mh, lam_dong):
        for indicator in IndicatorCode.values:
            spending = indicator == IndicatorCode.SPENDING
            make_target(province, indicator, 5, **(period if spending else {}))
            make_target(province, indicator, 5, **NO_BASELINE)
        make_target(province, IndicatorCode.UNITS_PERCENT, 5, bloc="government")

    on, atlas = day("2026-06-01"), Atlas(Province.objects.all())
    kept = Kept(atlas.by_id, figures=SUMMED)
    shared = judged(atlas, [mh, lam_dong], on, targets_of([mh.pk, lam_dong.pk]), kept)
    for province in (mh, lam_dong):
        assert shared[province.pk] == progress_of_province(province, on)
        assert len(shared[province.pk]) == 15
