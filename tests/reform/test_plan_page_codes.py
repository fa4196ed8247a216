"""A code is not a province: whose page an address shows on which day, and what it links to."""

import pytest

from reform.atlas import Atlas
from reform.neighbours import neighbours
from tests.factories import day
from tests.reform.pages import asked
from units.models import Province

pytestmark = pytest.mark.django_db

#: Code -> who bore it until 30/06/2025 and who bears it since (Decision 19/2025/QĐ-TTg).
SEVEN = {
    "15": ("Yên Bái", "Lào Cai"),
    "24": ("Bắc Giang", "Bắc Ninh"),
    "44": ("Quảng Bình", "Quảng Trị"),
    "52": ("Bình Định", "Gia Lai"),
    "80": ("Long An", "Tây Ninh"),
    "82": ("Tiền Giang", "Đồng Tháp"),
    "91": ("Kiên Giang", "An Giang"),
}
TODAY = day("2026-06-01")


@pytest.fixture
def atlas() -> Atlas:
    return Atlas(Province.objects.all())


def page_of(client, path: str) -> str:
    client.cookies["django_language"] = "en"
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(("code", "names"), SEVEN.items())
def test_seven_codes_went_to_other_names(atlas, code: str, names: tuple[str, str]):
    before, after = names

    assert atlas.place(code, day("2025-06-30")).province.name == before
    assert atlas.place(code, day("2025-07-01")).province.name == after


@pytest.mark.parametrize(("code", "names"), SEVEN.items())
def test_the_two_bearers_of_a_code_link_to_each_other(client, code: str, names: tuple[str, str]):
    before, after = names
    old, new = f"/provinces/{code}/?on=2025-06-30", f"/provinces/{code}/"

    assert f'Until 30/06/2025 code {code} was that of <a href="{old}">tỉnh {before}</a>' in (
        page_of(client, new)
    )
    assert f'From 01/07/2025 code {code} is that of <a href="{new}">tỉnh {after}</a>' in (
        page_of(client, old)
    )


def test_every_address_of_a_province_leads_to_it(atlas):
    """From today's links one reaches all 34 and all that went before them."""
    for province in atlas.provinces:
        path, _mark, on = atlas.address(province, asked()).partition("?on=")
        place = atlas.place(path.strip("/").split("/")[-1], day(on) if on else TODAY)
        assert place.province == province


def test_a_province_merged_away_is_frozen_at_its_last_day_and_links_to_its_successor(client):
    page = page_of(client, "/provinces/60/")

    assert "Tỉnh Bình Thuận was merged into tỉnh Lâm Đồng (code 68) from 01/07/2025." in page
    assert "This page stays as it was on its last day, 30/06/2025." in page
    assert '<a href="/provinces/68/">Go to the page of tỉnh Lâm Đồng</a>' in page


@pytest.mark.parametrize("on", ["2025-06-30", "2019-01-01"])
def test_in_its_own_time_the_province_is_not_frozen_but_its_end_is_told(client, on: str):
    page = page_of(client, f"/provinces/60/?on={on}")

    assert "from 01/07/2025" in page
    assert "This page stays as it was" not in page


def test_a_successor_lists_all_that_were_merged_into_it(client):
    page = page_of(client, "/provinces/68/")

    assert "Formed on 01/07/2025 from" in page
    for code, name in (("60", "Bình Thuận"), ("67", "Đắk Nông"), ("68", "Lâm Đồng")):
        on = "?on=2025-06-30" if code == "68" else ""
        assert f'<a href="/provinces/{code}/{on}">tỉnh {name} ({code})</a>' in page


def test_a_province_that_became_a_city_continues_and_was_not_merged(atlas, client):
    before = atlas.place("46", day("2024-12-31")).province

    assert before.name == "Thừa Thiên Huế"
    assert neighbours(atlas, before, asked()).is_merger is False
    assert "Tỉnh Thừa Thiên Huế continues as TP Huế (code 46) from 01/01/2025." in page_of(
        client, "/provinces/46/?on=2024-12-31"
    )


def test_before_anybody_bore_the_code_the_page_says_who_bears_it_later(client):
    page = page_of(client, "/provinces/15/?on=2010-01-01")

    assert "On 01/01/2010 no province of the register bore this code." in page
    assert (
        '<a href="/provinces/15/?on=2025-06-30">tỉnh Yên Bái</a> bears it from 01/01/2015.' in page
    )
    assert '<a href="/provinces/15/">tỉnh Lào Cai</a> bears it from 01/07/2025.' in page


def test_a_code_that_nobody_ever_bore_is_not_found(client):
    assert client.get("/provinces/99/").status_code == 404


def test_the_atlas_knows_the_territory_as_the_register_does(atlas):
    assert len(atlas.provinces) == Province.objects.count() > 80
    for province in atlas.provinces[::9]:
        assert atlas.territory(province) == province.territory_ids()
