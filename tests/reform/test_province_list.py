"""The list of provinces: who was there on a day, what is known of each, and what the sum means."""

import pytest

from reform.atlas import Atlas
from reform.history import histories
from resolutions.models import SourceClaim
from tests.factories import day, make_province, make_unit
from tests.reform.pages import list_on, page_of, real_province
from tests.resolutions.promises import NO_BASELINE, make_many, make_target
from units.counts import count_units, counts_over_time
from units.models import Province
from units.tally import Kept

pytestmark = pytest.mark.django_db


def line_of(code: str, on: str = "2026-06-01"):
    page = list_on(on)
    (line,) = (line for line in [*page.real, *page.fictional] if line.province.code == code)
    return line


@pytest.mark.parametrize(
    ("on", "number", "cities"),
    [
        ("2014-12-31", 0, 0),
        ("2015-01-01", 63, 5),
        ("2024-12-31", 63, 5),
        ("2025-01-01", 63, 6),  # Huế
        ("2025-06-30", 63, 6),
        ("2025-07-01", 34, 6),
        ("2026-04-29", 34, 6),
        ("2026-04-30", 34, 7),  # Đồng Nai
    ],
)
def test_each_day_has_its_own_provinces(client, on: str, number: int, cities: int):
    provinces = [line.province for line in list_on(on).real]

    assert len(provinces) == number
    assert sum(1 for one in provinces if one.kind == "city") == cities
    assert [one.code for one in provinces] == sorted(one.code for one in provinces)
    assert client.get("/provinces/", {"on": on}).status_code == 200


def test_a_province_without_a_list_says_so_and_not_zero(client):
    assert line_of("01").number is None

    client.cookies["django_language"] = "en"
    page = client.get("/provinces/").content.decode()
    assert page.count("no list yet") == 34


def test_a_line_counts_the_day_and_the_change_since_the_first_day_known():
    province = real_province("01", "2026-01-01")
    make_many(province, 10)
    make_many(province, 2, until="2020-01-01")
    make_many(province, 1, until="2026-06-01")
    line = line_of("01", "2026-05-31")

    assert (line.number, line.since, line.change.signed) == (11, day("2015-12-31"), "−2")
    assert line_of("01", "2026-06-01").change.signed == "−3"
    assert line_of("01", "2015-12-31").since is None


def test_a_line_links_to_the_page_of_the_same_day():
    assert line_of("15").url == "/provinces/15/"
    assert line_of("15", "2025-06-30").url == "/provinces/15/?on=2025-06-30"


def test_a_successor_counts_the_land_of_all_its_predecessors():
    for code in ("60", "67"):
        make_many(real_province(code, "2025-06-30"), 4)
    line = line_of("68")

    assert (line.number, line.is_partial) == (8, True)
    make_many(real_province("68", "2025-06-30"), 5)
    line = line_of("68")
    assert (line.number, line.is_partial) == (13, False)


def test_the_invented_province_stands_apart_and_is_in_no_total():
    mh = make_province()
    make_many(mh, 100)
    make_many(real_province("01", "2026-01-01"), 3)
    make_unit(None)  # of a ministry
    page = list_on()

    assert [line.province for line in page.fictional] == [mh]
    assert mh not in [line.province for line in page.real]
    assert (page.ministries, page.total, page.known) == (1, 4, 1)
    assert page.total == count_units(day("2026-06-01")).total


def test_without_any_list_there_is_no_total():
    page = list_on()

    assert (page.ministries, page.total, page.known) == (None, None, 0)


def test_what_papers_say_of_the_country_stands_below_and_not_in_the_total():
    claim = {"source": "Báo Minh Họa", "measure": "percent", "value": 13, "quote": "giảm 13,4%"}
    SourceClaim.objects.create(**claim)
    SourceClaim.objects.create(**claim, position=2, province=make_province())
    page = list_on()

    assert [one.position for one in page.claims] == [1]
    assert page.total is None


def test_the_state_of_targets_is_that_of_the_page():
    mh, ha_noi = make_province(), real_province("01", "2026-01-01")
    for province, left in ((mh, 85), (ha_noi, 95)):
        make_many(province, left)
        make_many(province, 100 - left, until="2023-01-01")
        make_target(province, "units_reduction_percent", 10)
        make_target(province, "units_reduction_percent", 10, deadline=day("2030-12-31"))
        make_target(province, "units_reduction_percent", 10, **NO_BASELINE)

    for code, looks in (("MH", {"unknown": 1, "met": 2}), ("01", {"missed": 1, "unknown": 1})):
        told = {one.look: one.number for one in line_of(code).targets}
        assert looks.items() <= told.items()
        assert line_of(code).targets == page_of(code).standings


def test_many_provinces_at_once_count_as_each_alone():
    """The one place that adds up versions for all provinces agrees with the register's own."""
    since = ("2015-12-31", "2019-05-01", "2025-06-30", "2025-07-01", "2026-01-01")
    for number, code in enumerate(("60", "67", "68", "06", "19", "01")):
        on = "2026-01-01" if code == "01" else "2025-06-30"
        province = real_province(code, on)
        for more, start in enumerate(since):
            make_many(province, 1 + number, since=start)
            make_many(province, 1 + more, since=start, until="2026-03-01")
    atlas = Atlas(Province.objects.all())
    provinces = [*atlas.in_force(day("2025-06-30")), *atlas.in_force(day("2025-07-01"))]
    found = histories(atlas, provinces, Kept(atlas.by_id))

    for code, then in (("68", "2026-01-01"), ("19", "2026-01-01"), ("67", "2025-01-01")):
        province = real_province(code, then)
        assert found[province.pk].steps == counts_over_time(province) != []
    assert found[real_province("04", "2026-01-01").pk].steps == []
