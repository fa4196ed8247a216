"""Who reads the pages: everybody where they are public, else each in their reach."""

import pytest

from tests.factories import day, make_event, make_province, make_unit, make_user
from units.models import Province

pytestmark = pytest.mark.django_db


@pytest.fixture
def mh():
    return make_province()


@pytest.fixture
def neighbour():
    return make_province("MK", "Minh Họa Khác")


@pytest.fixture
def closed(settings):
    settings.PUBLIC_PLAN_PAGES = False


def logged_in(client, **fields):
    client.force_login(make_user(**fields))
    return client


@pytest.mark.parametrize("path", ["/provinces/", "/provinces/MH/"])
def test_public_pages_are_open_to_strangers(client, settings, mh, path: str):
    settings.PUBLIC_PLAN_PAGES = True

    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/provinces/", "/provinces/MH/?on=2020-01-01"])
def test_closed_pages_ask_strangers_to_log_in(client, closed, mh, path: str):
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer.url.startswith("/login/?next=/provinces/")


def test_closed_pages_show_each_reader_the_provinces_in_reach(client, closed, mh, neighbour):
    reader = logged_in(client, role="reader", province=mh)

    assert reader.get("/provinces/MH/").status_code == 200
    assert reader.get("/provinces/MK/").status_code == 404
    assert reader.get("/provinces/01/").status_code == 404
    page = reader.get("/provinces/").context["page"]
    assert [line.province for line in page.fictional] == [mh]
    assert page.real == []


def test_a_total_of_the_country_is_not_made_of_what_a_reader_may_not_see(client, closed, mh):
    ha_noi = make_unit_in("01")
    reader = logged_in(client, role="reader", province=ha_noi)

    page = reader.get("/provinces/").context["page"]

    assert [line.number for line in page.real] == [1]
    assert (page.total, page.ministries) == (None, None)


def test_the_ministry_sees_the_whole_country(client, closed, mh):
    make_unit_in("01")
    page = logged_in(client, role="ministry_reader").get("/provinces/").context["page"]

    assert len(page.real) == 34
    assert page.total == 1


def test_reach_follows_a_merger(client, closed):
    """The people of Bình Thuận see what became of it, and all that Lâm Đồng is made of."""
    province = province_of("60", "2025-06-30")
    reader = logged_in(client, role="reader", province=province)

    for path in ("/provinces/60/", "/provinces/68/", "/provinces/67/"):
        assert reader.get(path).status_code == 200


@pytest.mark.parametrize(
    ("who", "sees"),
    [(None, 0), ({}, 0), ({"role": "reader"}, 1), ({"is_superuser": True}, 1)],
)
def test_proposed_events_are_not_for_strangers(client, mh, who: dict | None, sees: int):
    unit = make_unit(mh)
    make_event("dissolve", day("2026-05-01"), province=mh, closing=unit)
    if who is not None:
        logged_in(client, province=mh, **who)

    events = client.get("/provinces/MH/").context["page"].events

    assert (len(events.proposed), events.done, events.ahead) == (sees, [], [])


def province_of(code: str, on: str) -> Province:
    return Province.objects.on(day(on)).get(code=code)


def make_unit_in(code: str) -> Province:
    province = province_of(code, "2026-01-01")
    make_unit(province)
    return province
