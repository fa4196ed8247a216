"""The whole country on a day: worst first, filtered, on tiles, side by side; sums have lists."""

import csv
import re

import pytest

from reform.overview import OverviewWish, overview
from reform.tiles import PLACES, places
from resolutions.choices import Status
from tests.factories import day, make_agency, make_figures, make_province
from tests.reform.pages import asked
from tests.reform.test_every_number_opens_its_list import wrong
from tests.resolutions.promises import make_many, make_target
from units.models import Province, Sector

pytestmark = pytest.mark.django_db

#: Code -> (units before, gone by 2026, percent promised by 2025).
COUNTRY = {"01": (20, 1, 50), "19": (30, 6, 10), "24": (40, 1, 0), "MH": (9, 0, 0)}


@pytest.fixture
def country():
    make_province()
    for code, (number, gone, percent) in COUNTRY.items():
        province = Province.objects.on(day("2026-01-01")).get(code=code)
        agency = make_agency(province=province, bloc="party" if code == "24" else "government")
        kind = {"agency": agency, "since": "2025-07-01" if code in ("19", "24") else "2015-12-31"}
        sector = Sector.objects.get(code="health" if code == "19" else "education")
        units = make_many(province, number - gone, sector=sector, **kind)
        make_many(province, gone, until="2026-01-01", sector=sector, **kind)
        make_figures(units[0], 2025, headcount_budget=number, budget_spending=number * 10**9)
        if percent:
            make_target(province, "units_reduction_percent", percent)


def page(on: str = "2026-06-01", **wish):
    from reform.atlas import Atlas

    return overview(Atlas(Province.objects.all()), asked(on), OverviewWish(**wish))


def codes(lines) -> list[str]:
    return [one.province.code for one in lines]


def test_the_worst_province_comes_first_and_those_without_list_last(country):
    lines = page().lines

    order = [one.worst for one in lines if one.worst]
    ranks = [list(Status).index(one) for one in order]
    assert lines[0].province.code == "01"
    assert lines[0].worst == Status.MISSED
    assert len(ranks) == len(order)
    silent = [one.line.number is None for one in lines if not one.worst]
    assert silent == sorted(silent)


@pytest.mark.parametrize(
    ("sort", "first"),
    [("code", "01"), ("units", "24"), ("change", "19"), ("people", "24")],
)
def test_it_sorts_by_what_is_asked(country, sort: str, first: str):
    assert codes(page(sort=sort).lines)[0] == first


def test_it_filters_by_status_and_kind(country):
    assert codes(page(status=Status.MISSED).lines) == ["01"]
    assert {one.province.kind for one in page(kind="city").lines} == {"city"}
    assert len(page(status="silent").lines) == 34 - 3
    assert page(status="silent").known == 3


def test_the_invented_province_stands_apart_and_counts_in_no_sum(country):
    shown = page()

    assert codes(shown.fictional) == ["MH"]
    assert shown.total == sum(n - gone for code, (n, gone, _p) in COUNTRY.items() if code != "MH")
    by_sector = {row.value: row.change.now for row in shown.splits[0].rows}
    assert by_sector == {"education": 19 + 39, "health": 24}


def test_chosen_provinces_stand_side_by_side_each_with_its_own_numbers(country):
    shown = page(compared=("19", "24", "04"))

    assert codes(shown.compared) == ["04", "19", "24"]
    cells = {row.value: [n for _line, n in row.cells] for row in shown.compared_rows}
    assert cells == {
        "education": [None, 0, 39],
        "health": [None, 24, 0],
        "government": [None, 24, 0],
        "party": [None, 0, 39],
    }


def test_the_figures_are_those_of_the_year_asked_for_or_the_last_that_is_over(country):
    shown = page()

    assert (shown.year, shown.years) == (2025, [2025])
    people = {one.province.code: one.people.people for one in shown.real if one.people}
    assert people == {"01": 20, "19": 30, "24": 40}
    assert page("2024-06-01").year is None


@pytest.mark.parametrize(
    ("on", "number"), [("2015-01-01", 63), ("2025-06-30", 63), ("2025-07-01", 34)]
)
def test_each_province_has_a_tile_of_its_own(on: str, number: int):
    tiles = page(on).tiles

    assert len(tiles) == number
    assert len({one.place for one in tiles}) == number
    north = {one.province.code: one.place[1] for one in tiles}
    assert north["04"] < north["01"] < north["40"] < north["46"] < north["79"] < north["96"]


def test_the_layout_names_only_provinces_that_there_are():
    with PLACES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    named = {(row["since"], row["code"]) for row in rows}

    for since in {row["since"] for row in rows}:
        bearers = set(
            Province.objects.on(day(since))
            .filter(is_fictional=False)
            .values_list("code", flat=True)
        )
        assert {code for first, code in named if first == since} == bearers
    assert places(day("2014-12-31")) == {}


def test_a_tile_says_in_words_what_its_colour_says(client, country):
    client.cookies["django_language"] = "en"
    told = client.get("/overview/?on=2026-06-01").content.decode()
    tile = re.search(r'<li class="tile tile--missed.*?</li>', told, re.DOTALL)[0]

    assert "Hà Nội" in tile
    assert "missed" in re.sub(r"<li[^>]*>", "", tile)


def test_every_number_opens_its_list(client, country):
    assert wrong(client, "/overview/?on=2026-06-01&with=19&with=24") == {}


@pytest.mark.parametrize(
    "asked_for",
    [
        "?sort=nonsense",
        "?status=x&kind=y&year=z",
        "?with=zz&with=01",
        "?on=31/31/2022",
        "?year=99999",
    ],
)
def test_wrong_parameters_are_told_and_change_nothing(client, asked_for: str):
    response = client.get(f"/overview/{asked_for}")

    assert response.status_code == 200
    if "with" not in asked_for:
        assert 'role="alert"' in response.content.decode()
    assert len(response.context["page"].lines) == 34


def test_the_queries_do_not_grow_with_the_country(client, country, django_assert_max_num_queries):
    client.get("/overview/")
    with django_assert_max_num_queries(15):
        client.get("/overview/?with=19&with=24")
