"""A successor's page shows its predecessors side by side on their last day, and their sum."""

import pytest
from django.utils import timezone, translation

from resolutions.choices import IndicatorCode
from tests.factories import day, make_event, make_figures, make_user
from tests.reform.pages import page_of, real_province
from tests.resolutions.promises import NO_BASELINE, make_many, make_target
from units.models import Unit
from units.reorganization import put_into_effect

pytestmark = pytest.mark.django_db
LAST_DAY = "2025-06-30"


@pytest.fixture
def former():
    """Bình Thuận, Đắk Nông and Lâm Đồng, which became Lâm Đồng on 01/07/2025."""
    return [real_province(code, LAST_DAY) for code in ("60", "67", "68")]


def side(code: str = "68"):
    with translation.override("en"):
        return page_of(code).side_by_side


def row(title: str) -> list[tuple]:
    """(value, note) of each column and of the sum."""
    (found,) = (one for one in side().rows if one.title.startswith(title))
    return [(cell.value, cell.note) for cell in (*found.cells, found.total)]


def values(title: str) -> list[int | None]:
    return [value for value, _note in row(title)]


def test_each_column_is_the_frozen_page_of_its_province(client, former):
    for province, number in zip(former, (30, 20, 10), strict=True):
        make_many(province, number)
        make_many(province, 5, until=LAST_DAY)
    columns = side().columns

    assert [(one.code, one.day) for one in columns] == [
        (code, day(LAST_DAY)) for code in ("60", "67", "68")
    ]
    numbers = [page_of(code, LAST_DAY).number for code in ("60", "67", "68")]
    assert values("Units in force") == [*numbers, 60] == [30, 20, 10, 60]
    for column, number in zip(columns, numbers, strict=True):
        assert client.get(column.url).context["page"].number == number


def test_units_are_split_by_sector_and_a_part_that_is_not_known_leaves_the_sum_open(former):
    first, second, third = former
    make_many(first, 4)
    make_event_unit(third)

    assert values("Units in force") == [4, None, None, None]
    assert values("Sector not known") == [4, None, None, None]
    make_many(second, 2)
    make_many(third, 1)
    assert values("Sector not known") == [4, 2, 2, 8]


def make_event_unit(province):
    event = make_event("establish", day("2024-01-01"), province=province, new=[{"name": "Trường"}])
    put_into_effect(event, by=make_user(), at=timezone.now())


def test_shares_are_computed_from_counts_and_not_averaged(former):
    first, second, third = former
    make_many(first, 90, autonomy_group="4")
    make_many(first, 10, autonomy_group="1")
    make_many(second, 5, autonomy_group="2")
    make_many(second, 5, autonomy_group="4")
    make_many(third, 10, autonomy_group="3")

    assert row("Financially autonomous") == [
        (10, "10.00%"),
        (5, "50.00%"),
        (0, "0.00%"),
        (15, "12.50%"),
    ]
    make_many(third, 2)
    assert row("Financially autonomous")[2:] == [
        (None, "group of 2 units not known"),
        (None, "group of 2 units not known"),
    ]


def test_people_are_of_the_last_year_that_any_has_reported(former):
    for province, people in zip(former, (100, 50, 20), strict=True):
        first, _second = make_many(province, 2)
        make_figures(first, 2024, headcount_budget=people)
    note = "without 1 unit"
    assert row("People paid") == [
        (100, note),
        (50, note),
        (20, note),
        (170, "without 3 units"),
    ]
    make_figures(first, 2025, headcount_budget=30)  # the successor's: the year was not over
    assert values("People paid") == [100, 50, 20, 170]


def test_people_of_one_year_are_not_added_to_those_of_another(former):
    for province, year in zip(former, (2024, 2023, 2024), strict=True):
        make_figures(make_many(province, 1)[0], year, headcount_budget=7)

    assert row("People paid") == [(7, ""), (None, ""), (7, ""), (None, "")]


def test_absolute_targets_are_summed_where_they_agree(former):
    for province, number in zip(former, (39, 30, 20), strict=True):
        make_many(province, 100)
        make_target(province, IndicatorCode.UNITS_ABSOLUTE, number)
    (line,) = side().targets

    assert [cell.promise for cell in line.cells] == [
        f"at least {number} units by 31/12/2025" for number in (39, 30, 20)
    ]
    assert (line.total, line.why_apart) == ("at least 89 units", "")


#: What one of the three targets has otherwise, and why they are then not summed.
APART = {
    "deadline": ({"deadline": day("2026-12-31")}, "not promised by all"),
    "baseline": ({"baseline_on": day("2020-12-31")}, "not promised by all"),
    "bloc": ({"bloc": "party"}, "not promised by all"),
    "operator": ({"operator": "exactly"}, "not promised by all"),
}


@pytest.mark.parametrize("what", APART)
def test_what_does_not_agree_is_shown_apart(former, what: str):
    first, *others = former
    fields, why = APART[what]
    make_target(first, IndicatorCode.UNITS_ABSOLUTE, 39, **fields)
    for province in others:
        make_target(province, IndicatorCode.UNITS_ABSOLUTE, 30)

    lines = side().targets
    assert [(line.total, line.why_apart) for line in lines] == [("", why)] * 2
    assert sorted(sum(cell is not None for cell in line.cells) for line in lines) == [1, 2]


def test_a_baseline_that_nobody_names_does_not_agree_with_another(former):
    for province in former:
        make_target(province, IndicatorCode.UNITS_ABSOLUTE, 39, **NO_BASELINE)

    assert [(line.total, line.why_apart) for line in side().targets] == [("", "no baseline named")]


def test_a_ratio_of_the_sum_is_recomputed_from_the_counts(former):
    for province, stay, go in zip(former, (80, 10, 9), (20, 0, 1), strict=True):
        make_many(province, stay)
        make_many(province, go, until="2024-01-01")
        make_target(province, IndicatorCode.UNITS_PERCENT, 10)
    (line,) = side().targets

    assert [cell.look for cell in line.cells] == ["met", "behind", "met"]
    assert line.total == "reached: 21 of 120 (17.50%)"


def test_two_targets_of_one_kind_are_two_lines(former):
    for province in former:
        for number in (10, 20):
            make_target(province, IndicatorCode.UNITS_ABSOLUTE, number)

    assert [line.total for line in side().targets] == ["at least 30 units", "at least 60 units"]


def test_a_city_shows_the_provinces_that_its_province_was_formed_from():
    """Đồng Nai, a city since 30/04/2026, was formed of two provinces on 01/07/2025."""
    make_many(real_province("70", LAST_DAY), 1)
    assert [one.name for one in side("75").columns] == ["tỉnh Bình Phước", "tỉnh Đồng Nai"]


@pytest.mark.parametrize("code", ["01", "46", "31"])
def test_a_province_that_only_went_on_or_of_which_nothing_is_known_shows_nothing(code: str):
    assert side(code) is None


def test_the_frozen_page_does_not_change_with_the_successor(client, former):
    """All that happens to the units from the day of the merger on leaves it as it was."""
    for province in former:
        make_many(province, 10, autonomy_group="4")
    first = former[0]
    make_target(first, IndicatorCode.UNITS_PERCENT, 10)
    make_target(first, IndicatorCode.PAYROLL, 10)
    units = make_many(first, 3)
    for unit in units:
        for year in (2021, 2024):
            make_figures(unit, year, headcount_budget=10)
    frozen, beside = (text(client, path) for path in ("/provinces/60/", "/provinces/68/"))

    heir = real_province("68", "2025-07-01")
    for kind, roles in (
        ("merge", {"surviving": units[0], "closing": units[1]}),
        ("establish", {"new": [{"name": "Trường mới"}]}),
        ("rename", {"surviving": [{"unit": units[2], "name": "Trường khác"}]}),
    ):
        event = make_event(kind, day("2025-07-01"), province=heir, **roles)
        put_into_effect(event, by=make_user(), at=timezone.now())
    for unit in Unit.objects.all():
        make_figures(unit, 2025, headcount_budget=99)
    make_many(heir, 7, since="2025-12-31")
    make_target(heir, IndicatorCode.UNITS_PERCENT, 50)

    assert text(client, "/provinces/60/") == frozen
    assert text(client, "/provinces/68/") != beside
    assert values("Units in force") == [13, 10, 10, 33]


def text(client, path: str) -> str:
    return client.get(path).content.decode().partition("<main")[2]
