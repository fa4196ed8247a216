"""The box at the top of pages in a browser: by keyboard alone to what one looks for."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_province, make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("path", ["/admin/", "/overview/"])
@pytest.mark.parametrize("width", [1366, 390])
def test_by_keyboard_to_a_unit(desk, live_server, complaints, path, width):
    make_unit(make_province(), name="Trường Mầm non Hoa Sen", code="HS1")
    desk.set_viewport_size({"width": width, "height": 844})
    desk.goto(live_server.url + path)
    desk.keyboard.press("/")
    desk.keyboard.type("hoa sen")
    hit = desk.locator(".quick__hits a", has_text="Hoa Sen")
    expect(hit).to_be_visible()
    wide = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not desk.evaluate(wide)
    desk.keyboard.press("Escape")
    expect(hit).to_be_hidden()
    desk.keyboard.type(" ")
    desk.keyboard.press("Backspace")
    expect(hit).to_be_visible()
    while not hit.evaluate("link => link === document.activeElement"):
        desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(desk.locator("h1")).to_contain_text("Hoa Sen")
    assert complaints == []
