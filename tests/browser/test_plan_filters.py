"""The filters of the plan page and the overview in a real browser: the page changes in place, the
address tells what is shown, back leads back; without scripts the same forms do the same."""

import pytest
from playwright.sync_api import expect

from tests.factories import day, make_agency, make_province
from tests.resolutions.promises import make_many, make_target
from units.models import Province, Sector

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mh():
    """Nine schools and four hospitals of two agencies, three of them gone; two targets."""
    province = make_province()
    schools, hospitals = (make_agency(f"Sở Minh Họa {name}", province=province) for name in "AB")
    make_many(province, 9, agency=schools, sector=Sector.objects.get(code="education"))
    make_many(province, 4, agency=hospitals, sector=Sector.objects.get(code="health"))
    make_many(
        province, 3, agency=hospitals, sector=Sector.objects.get(code="health"), until="2023-01-01"
    )
    make_target(province, "units_reduction_percent", 10)
    make_target(province, "units_reduction_percent", 10, deadline=day("2030-12-31"))
    return province


@pytest.fixture
def at(page, live_server, complaints):
    def open_page(path: str, width: int = 1366):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(live_server.url + path)
        return page

    yield open_page
    assert complaints == []


def number(page):
    return page.locator(".card__answer").first


def test_a_sector_narrows_the_page_in_place_and_back_widens_it(at, mh):
    page = at("/provinces/MH/")
    expect(number(page)).to_have_text("13")
    page.evaluate("window.same = true")

    page.locator("#id_sector").select_option("education")
    page.wait_for_url("**/provinces/MH/?*sector=education*")
    expect(number(page)).to_have_text("9")
    assert page.evaluate("window.same") is True
    assert "agency" not in page.url
    expect(page.locator("figure[data-chart]")).to_have_attribute("data-chart", "drawn")

    page.go_back()
    expect(number(page)).to_have_text("13")


def test_the_period_shows_its_targets_only(at, mh):
    page = at("/provinces/MH/")
    expect(page.locator(".target-line[id^=target-]")).not_to_have_count(1)
    page.locator(".segments label", has_text="2025").first.click()
    page.wait_for_url("**period=to-2025*")

    shown = page.locator(".target-line[id^=target-] .target-line__head small")
    for text in shown.all_inner_texts():
        assert "31/12/2025" in text


def test_a_number_leads_to_the_list_of_what_it_counts(at, mh):
    page = at("/provinces/MH/?sector=health")
    number(page).locator("a").click()

    expect(page.locator(".list-total")).to_have_text("4")
    expect(page.locator("table.results tbody tr")).to_have_count(4)


@pytest.mark.parametrize("width", [1366, 768, 390])
@pytest.mark.parametrize("path", ["/overview/", "/provinces/MH/units/", "/provinces/MH/events/"])
def test_nothing_is_cut_off_at_the_side(at, mh, path: str, width: int):
    page = at(path, width)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_provinces_are_compared_by_ticking_them(at, mh):
    ha_noi = Province.objects.get(code="01")
    make_many(ha_noi, 5)
    page = at("/overview/")
    page.locator("input[name=with][value='01']").check()
    page.locator("input[name=with][value=MH]").check()
    page.locator("button[form=overview-filter]").first.click()

    page.wait_for_url("**with=01*with=MH*")
    heads = page.locator("table.compared thead a")
    expect(heads).to_have_text(["Hà Nội", "Minh Họa"])


def test_without_scripts_the_form_asks_the_same(browser, live_server, mh):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/provinces/MH/")
    page.locator("#id_sector").select_option("education")
    page.locator(".toolbar button").click()

    assert "sector=education" in page.url
    expect(number(page)).to_have_text("9")
    context.close()
