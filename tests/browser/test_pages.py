"""The pages of provinces in a real browser: charts drawn, nothing refused, nothing cut off."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.factories import day, make_agency, make_event, make_province
from tests.resolutions.promises import make_many, make_target

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [1366, 768, 390]


@pytest.fixture
def mh():
    """Twelve hundred units, a hundred fewer since 2023, three to close; two targets; events."""
    province = make_province()
    agency = make_agency(province=province)
    make_many(province, 1097, agency=agency, autonomy_group="4")
    make_many(province, 100, until="2023-01-01", agency=agency)
    make_many(province, 3, until="2099-01-01", agency=agency)
    make_target(province, "units_reduction_percent", 10)
    make_target(province, "autonomy_rate", 20, deadline=day("2099-12-31"))
    for number in range(1, 24):
        make_event(
            "establish",
            day(f"2022-01-{number:02d}"),
            province=province,
            status="in_effect",
            new=[{"name": f"Trung tâm Minh Họa có tên rất dài để xem chữ xuống dòng {number}"}],
        )
    return province


@pytest.fixture
def at(page, live_server, complaints):
    """`at(path, width)` opens a page; in the end no page may have complained."""

    def open_page(path: str, width: int = 1366):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(live_server.url + path)
        return page

    yield open_page
    assert complaints == []


def overflow(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "path", ["/provinces/", "/provinces/MH/", "/provinces/60/", "/provinces/68/"]
)
def test_nothing_is_cut_off_at_the_side(at, mh, path: str, width: int):
    assert overflow(at(path, width)) <= 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/provinces/", "/provinces/MH/", "/provinces/60/", "/provinces/68/"]
)
def test_pages_can_be_read_by_everybody(at, mh, path: str, theme: str):
    page = at(path)
    page.emulate_media(color_scheme=theme)
    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


def test_the_chart_is_drawn(at, mh):
    page = at("/provinces/MH/")

    expect(page.locator("figure[data-chart]")).to_have_attribute("data-chart", "drawn")
    inked = page.evaluate(
        """() => {
            const canvas = document.querySelector('figure canvas');
            const pen = canvas.getContext('2d');
            const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
            return data.some((value) => value !== 0);
        }"""
    )
    assert inked is True


def test_the_table_under_the_chart_opens_and_says_the_same(at, mh):
    page = at("/provinces/MH/")
    page.locator("figure.chart summary").click()

    table = page.locator("figure.chart table")
    expect(table.get_by_role("row", name="31/12/2015")).to_contain_text("1.200")
    expect(table.get_by_role("row", name="01/01/2023")).to_contain_text("1.100")
    expect(table.get_by_role("row", name="01/01/2099")).to_contain_text("1.097")


def test_the_form_of_the_day_leads_to_that_day(at, mh):
    page = at("/provinces/MH/", 390)
    expect(page.locator(".card__answer").first).to_have_text("1.100")

    page.locator("#on").fill("31/12/2022")
    page.locator("#on").press("Enter")

    page.wait_for_url("**/provinces/MH/?on=31*2022")
    expect(page.locator(".card__answer").first).to_have_text("1.200")
    expect(page.locator("#on")).to_have_value("31/12/2022")


def test_from_the_list_to_a_page_and_back_the_day_is_kept(at, mh):
    page = at("/provinces/?on=2022-12-31")
    page.get_by_role("link", name="Minh Họa").click()
    page.wait_for_url("**/provinces/MH/?on=2022-12-31")
    page.locator(".page-head__kicker").get_by_role("link", name="Tỉnh, thành phố").click()

    page.wait_for_url("**/provinces/?on=2022-12-31")
    expect(page.locator("#on")).to_have_value("31/12/2022")


def test_the_second_clock_is_tucked_away_and_says_when_it_is_set(at, mh):
    page = at("/provinces/MH/?on=2022-12-31", 390)
    expect(page.locator("#known")).to_be_hidden()
    page.locator(".toolbar summary").click()
    page.locator("#known").fill("01/02/2020")
    page.locator("#known").press("Enter")

    page.wait_for_url("**/provinces/MH/?on=31*2022&known=01*2020")
    expect(page.locator("#known")).to_have_value("01/02/2020")
    expect(page.locator(".notice--warning").first).to_contain_text("01/02/2020")
    page.locator(".notice--warning a").first.click()
    page.wait_for_url("**/provinces/MH/?on=2022-12-31")
    expect(page.locator("#known")).to_be_hidden()


def test_a_wrong_day_is_told_and_today_is_shown(at, mh):
    page = at("/provinces/MH/")
    page.locator("#on").fill("31/31/2022")
    page.locator("#on").press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("31/31/2022")
    expect(page.locator(".card__answer").first).to_have_text("1.100")


def test_all_events_can_be_opened(at, mh):
    page = at("/provinces/MH/")
    events = page.locator(".lineage-table .event")
    expect(events).to_have_count(20)
    page.locator("#events ~ p a.button").click()

    expect(events).to_have_count(23)
