"""The rows of a list in a browser: a filter swaps only the rows, the address follows, and the way
back leads back; on a phone nothing is wider than the screen, and nothing inline runs."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.factories import day, make_agency, make_province, make_unit
from tests.units.imports.desk_lists import previewed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def batch(live_server):
    province = make_province()
    agency = make_agency("Sở Minh Họa", province=province)
    make_unit(province, name="Trường Mầm non Hoa Phượng", code="K1", agency=agency)
    rows = [
        {"code": f"A{n}", "name": f"Trường Tiểu học Minh Họa {n}", "agency": "Sở Minh Họa",
         "autonomy": "9" if n % 3 == 0 else "4"}
        for n in range(160)
    ]  # fmt: skip
    rows.append({"code": "N1", "name": "Trường Mầm non Hoa Phương", "agency": "Sở Minh Họa"})
    return previewed(province, day("2024-12-31"), rows)


def test_filters_swap_the_rows_and_the_address_follows(desk, live_server, batch, complaints):
    desk.goto(live_server.url + batch.get_absolute_url())
    rows = desk.locator("#rows tbody tr")
    expect(rows).to_have_count(50)
    desk.evaluate("document.body.dataset.same = 'page'")

    desk.click(".tab--created")
    expect(desk.locator(".tab--created")).to_have_attribute("aria-current", "true")
    desk.fill("#id_q", "minh hoa 77")
    desk.keyboard.press("Enter")
    expect(rows).to_have_count(1)
    assert "q=minh" in desk.url
    assert desk.evaluate("document.body.dataset.same") == "page", "only the rows were swapped"
    desk.go_back()
    expect(rows).to_have_count(50)

    desk.reload()
    desk.locator(".paginator a").last.click()
    expect(desk.locator(".paginator")).to_contain_text("2")
    assert "p=2" in desk.url
    assert complaints == []


@pytest.mark.parametrize("width", [390, 768, 1366])
@pytest.mark.parametrize("kind", ["rejected", "created", "duplicates"])
def test_every_tab_is_usable_at_any_width(desk, live_server, batch, kind, width, complaints):
    desk.set_viewport_size({"width": width, "height": 800})
    desk.goto(f"{live_server.url}{batch.get_absolute_url()}?rows={kind}")
    assert not desk.evaluate(WIDER)
    assert complaints == []


@pytest.mark.parametrize("kind", ["rejected", "duplicates"])
def test_readers_of_screens_find_their_way(desk, live_server, batch, kind):
    desk.goto(f"{live_server.url}{batch.get_absolute_url()}?rows={kind}")
    found = Axe().run(desk).response["violations"]
    serious = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
    assert serious == [], found
