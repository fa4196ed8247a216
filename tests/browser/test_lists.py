"""The lists of the desk in a browser: headings stay in sight, filters open and close, and on a
phone each row is a card whose cells bear their headings."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_agency, make_province, make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AGENCIES = "/admin/units/agency/"
WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def agencies():
    province = make_province()
    for number in range(60):
        make_agency(f"Sở Minh Họa {number}", province=province)


def test_headings_stay_while_rows_pass(desk, live_server, agencies, complaints):
    desk.set_viewport_size({"width": 1366, "height": 768})
    desk.goto(live_server.url + AGENCIES)
    desk.mouse.wheel(0, 900)
    heading = desk.locator("#result_list thead th.column-name")
    expect(heading).to_be_in_viewport()
    desk.wait_for_function("() => window.scrollY > 500")
    assert heading.bounding_box()["y"] >= 0
    assert not desk.evaluate(WIDER)
    assert complaints == []


def test_one_filter_is_open_at_a_time_and_a_look_away_closes_it(desk, live_server, agencies):
    desk.goto(live_server.url + AGENCIES)
    filters = desk.locator("details.filter")
    filters.nth(0).locator("summary").click()
    filters.nth(1).locator("summary").click()
    expect(desk.locator("details.filter[open]")).to_have_count(1)
    desk.keyboard.press("Escape")
    expect(desk.locator("details.filter[open]")).to_have_count(0)
    expect(filters.nth(1).locator("summary")).to_be_focused()
    filters.nth(0).locator("summary").click()
    desk.locator("#content h1").click()
    expect(desk.locator("details.filter[open]")).to_have_count(0)


def test_on_a_phone_a_row_is_a_card(desk, live_server, agencies, complaints):
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.goto(live_server.url + AGENCIES)
    row = desk.locator("#result_list tbody tr").first
    assert row.evaluate("row => getComputedStyle(row).display") == "grid"
    expect(row.locator("td.nowrap, td").nth(1)).to_have_attribute("data-label", "Cấp")
    assert not desk.evaluate(WIDER)
    assert complaints == []


@pytest.mark.parametrize("wanted", ["#action-toggle", "th.column-name a"])
def test_on_a_phone_the_headings_show_when_a_key_reaches_them(desk, live_server, wanted):
    """All rows are ticked there, and by them one sorts; without a key they are in nobody's way."""
    make_unit(make_province(), name="Trường Minh Họa")
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.goto(live_server.url + "/admin/units/unit/")
    heading = desk.locator(f"#result_list thead {wanted}")
    assert desk.locator("#result_list thead").bounding_box()["height"] <= 1
    heading.focus()
    expect(heading).to_be_focused()
    assert desk.locator("#result_list thead").bounding_box()["height"] > 20
    expect(heading).to_be_in_viewport()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Shift+Tab")
    expect(heading).to_be_focused()


def test_the_bar_to_save_stays_in_sight(desk, live_server, complaints):
    desk.set_viewport_size({"width": 1366, "height": 500})
    desk.goto(live_server.url + "/admin/units/agency/add/")
    expect(desk.locator(".submit-row input[name=_save]")).to_be_in_viewport()
    assert complaints == []
