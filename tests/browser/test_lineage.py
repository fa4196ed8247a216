"""The lineage as a browser shows it: readable, within its boxes, for keyboard and screen reader."""

from itertools import combinations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone

from tests.factories import day, make_event, make_province, make_unit
from units.models import Unit
from units.reorganization import carry_out

pytestmark = pytest.mark.browser

LONG = "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên và Hướng nghiệp tổng hợp Minh Họa "
TOUCHING = """
() => [...document.querySelectorAll("a.lineage__box")].filter((box) => {
  const [code, state] = [".lineage__code", ".lineage__state"].map((one) => box.querySelector(one));
  return state && code.getBoundingClientRect().right > state.getBoundingClientRect().left;
}).map((box) => box.textContent)
"""
RECTANGLES = """
(which) => [...document.querySelectorAll(which)].map((one) => {
  const place = one.getBoundingClientRect();
  return [place.left, place.top, place.right, place.bottom];
})
"""
OVERFLOWING = """
() => [...document.querySelectorAll("a.lineage__box, .lineage__mark")].flatMap((box) => {
  const outer = box.querySelector("rect").getBoundingClientRect();
  return [...box.querySelectorAll("text:not(.lineage__flag-word)")].filter((text) => {
    const inner = text.getBoundingClientRect();
    return inner.left < outer.left || inner.right > outer.right || inner.bottom > outer.bottom;
  }).map((text) => text.textContent);
})
"""


@pytest.fixture
def reader(page, live_server, complaints, settings):
    """A browser that reads in English."""
    settings.PUBLIC_PLAN_PAGES = True
    speak(page, live_server, "en")
    return page


def speak(page, live_server, language: str) -> None:
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}
    page.context.add_cookies([cookie])


@pytest.fixture
def unit(live_server) -> Unit:
    """It gave a part away, took others in, and was divided: every sign of the drawing at once."""
    province = make_province()

    def happen(kind, on, **roles):
        event = make_event(kind, day(on), province=province, **roles)
        carry_out([event], by=None, at=timezone.now())
        return event

    own = make_unit(province, name=LONG + "1", code="MH-TRUNG-TAM-GDNN-GDTX-0001-A")
    happen("separate", "2016-01-01", source=own, new=[{"name": LONG + "2"}])
    closing = [make_unit(province, name=f"{LONG} cơ sở {number}") for number in range(6)]
    happen("merge", "2018-01-01", closing=closing, surviving=own)
    happen("divide", "2020-01-01", closing=[own], new=[{"name": "Trường MW"}, {"name": LONG}])
    return own


def open_page(reader, live_server, unit, width: int = 1366):
    reader.set_viewport_size({"width": width, "height": 900})
    reader.goto(f"{live_server.url}/units/{unit.pk}/")
    return reader


def apart(one, other) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_words_stay_in_their_boxes_and_boxes_off_each_other(
    language, reader, live_server, unit, complaints
):
    speak(reader, live_server, language)
    open_page(reader, live_server, unit)
    assert reader.evaluate(OVERFLOWING) == []
    assert reader.evaluate(TOUCHING) == []
    boxes = reader.evaluate(
        RECTANGLES, "a.lineage__box > rect:first-of-type, .lineage__mark > rect"
    )
    assert len(boxes) == 11 + 3
    assert all(apart(one, other) for one, other in combinations(boxes, 2))
    assert complaints == []


@pytest.mark.parametrize("width", [1366, 768, 390])
def test_the_page_fits_every_screen(width, reader, live_server, unit):
    open_page(reader, live_server, unit, width)
    assert reader.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("where", ["unit", "search"])
def test_nobody_is_kept_out(where, theme, browser, live_server, unit, settings):
    settings.PUBLIC_PLAN_PAGES = True
    page = browser.new_page(bypass_csp=True, color_scheme=theme)
    path = {"unit": f"/units/{unit.pk}/", "search": "/units/?q=trung+tam"}[where]
    page.goto(live_server.url + path)
    found = Axe().run(page).response["violations"]
    page.close()
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_a_box_leads_to_its_unit_and_a_mark_to_its_row(reader, live_server, unit, complaints):
    open_page(reader, live_server, unit)
    reader.locator(".lineage__mark", has_text="Division").press("Enter")
    assert reader.locator("tr:target th").text_content() == "Division"
    reader.locator("a.lineage__box", has_text="Trường MW").click()
    reader.wait_for_selector("h1:has-text('Trường MW')")
    assert reader.locator("a.lineage__box.is-asked").count() == 1
    assert complaints == []


def test_the_drawing_is_on_paper_too(reader, live_server, unit):
    """A drawing wider than the paper shrinks instead of being cut."""
    open_page(reader, live_server, unit, 700)
    reader.emulate_media(media="print")
    ((left, _top, right, _bottom),) = reader.evaluate(RECTANGLES, ".lineage__drawing")
    assert 0 <= left < right <= 700


def test_search_finds_an_old_name_from_the_keyboard(reader, live_server, unit, complaints):
    reader.goto(f"{live_server.url}/units/")
    reader.keyboard.type("trung tam giao duc")
    reader.keyboard.press("Enter")
    reader.wait_for_selector("table.results")
    assert reader.locator("table.results tbody tr").count() == 9
    assert complaints == []
