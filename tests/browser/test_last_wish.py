"""Who presses again before the answer has come gets what was pressed last, whichever answer comes
first; the address says what is shown, and nothing is written to the console. Answers are held back
here until the second wish is on its way."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.factories import day, make_agency, make_province, make_unit
from tests.resolutions.promises import make_many
from tests.units.imports.desk_lists import previewed
from units.models import Sector

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: In what order the answers to two wishes come.
ORDERS = {"the first one first": [0, 1], "the last one first": [1, 0]}


@pytest.fixture
def batch(live_server):
    province = make_province()
    agency = make_agency("Sở Minh Họa", province=province)
    make_unit(province, name="Trường Mầm non Hoa Phượng", code="K1", agency=agency)
    rows = [
        {"code": "A1", "name": "Trường Tiểu học Minh Họa", "agency": "Sở Minh Họa"},
        {"code": "A2", "name": "Trường Mầm non Hoa Phương", "agency": "Sở Minh Họa"},
        {"code": "A3", "name": "Trường Trung học Minh Họa", "autonomy": "9"},
    ]
    return previewed(province, day("2024-12-31"), rows)


@pytest.fixture
def mh():
    province = make_province()
    for number, code in ((9, "education"), (4, "health")):
        agency = make_agency(f"Sở Minh Họa {code}", province=province)
        make_many(province, number, agency=agency, sector=Sector.objects.get(code=code))
    return province


@pytest.fixture
def held(page) -> list[Route]:
    """Answers that only the test lets come; `free` lets one come."""
    caught: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.resource_type == "xhr":
            caught.append(route)
        else:
            route.continue_()

    page.route("**/*", hold)
    return caught


def wait_for(page: Page, held: list[Route], number: int) -> None:
    for _turn in range(100):
        if len(held) >= number:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{len(held)} of {number} wishes were sent")


def free(page: Page, route: Route) -> None:
    address = route.request.url
    with page.expect_response(lambda answer: answer.url == address):
        route.continue_()
    page.wait_for_timeout(200)  # time for the page to do the wrong thing


@pytest.mark.parametrize("order", ORDERS)
def test_the_last_of_two_tabs_is_shown(desk, live_server, batch, held, complaints, order):
    desk.goto(f"{live_server.url}{batch.get_absolute_url()}?rows=rejected")
    desk.click(".tab--created")
    desk.click(".tab--duplicates")
    wait_for(desk, held, 2)
    for number in ORDERS[order]:
        free(desk, held[number])

    expect(desk.locator(".tab--duplicates")).to_have_attribute("aria-current", "true")
    assert desk.url.endswith("?rows=duplicates")
    assert complaints == []


def test_a_tab_pressed_twice_is_shown_once(desk, live_server, batch, held, complaints):
    desk.goto(f"{live_server.url}{batch.get_absolute_url()}?rows=rejected")
    desk.click(".tab--created")
    desk.click(".tab--created")
    wait_for(desk, held, 1)
    free(desk, held[0])

    expect(desk.locator(".tab--created")).to_have_attribute("aria-current", "true")
    assert len(held) == 1
    assert complaints == []


def test_the_keyboard_stays_where_it_was(desk, live_server, batch):
    desk.goto(f"{live_server.url}{batch.get_absolute_url()}?rows=rejected")
    desk.focus(".tab--created")
    desk.keyboard.press("Enter")
    expect(desk.locator(".tab--created")).to_have_attribute("aria-current", "true")
    expect(desk.locator(".tab--created")).to_be_focused()


def test_a_filter_changed_twice_says_what_was_chosen_last(page, live_server, mh, held, complaints):
    page.goto(f"{live_server.url}/provinces/MH/")
    number = page.locator(".card__answer").first
    expect(number).to_have_text("13")
    page.select_option("#id_sector", "education")
    wait_for(page, held, 1)
    page.select_option("#id_sector", "health")
    free(page, held[0])
    wait_for(page, held, 2)
    expect(number).to_have_text("13")
    free(page, held[1])

    expect(number).to_have_text("4")
    assert "sector=health" in page.url
    assert complaints == []
