"""Each number of a page leads to a list, and the list comes to that very number."""

import re
from html import unescape

import pytest
import time_machine
from django.utils import timezone

from resolutions.choices import IndicatorCode
from tests.factories import day, make_agency, make_event, make_figures, make_province, make_unit
from tests.reform.pages import real_province
from tests.resolutions.promises import make_many, make_target
from units.models import Province, Sector
from units.reorganization import carry_out

pytestmark = pytest.mark.django_db

COUNT = re.compile(r'<a class="count" href="([^"]+)"><data value="(-?\d+)">')
TOTAL = re.compile(r'class="list-total"[^>]* value="(-?\d+)"')


def fill(province: Province) -> None:
    """Units of two sectors, three blocs and levels, all groups; some gone, some not yet there; a
    year of figures with a gap; targets of every kind that counts; events."""
    education, health = (Sector.objects.get(code=code) for code in ("education", "health"))
    department = make_agency(province=province)
    commune = make_agency(province=province, level="commune")
    party = make_agency(province=province, level="department", bloc="party")
    units = make_many(province, 6, agency=department, sector=education, autonomy_group="4")
    make_many(province, 3, agency=commune, sector=health, autonomy_group="1")
    make_many(province, 2, agency=party, sector=education, autonomy_group="2")
    make_many(province, 4, agency=department, sector=health, until="2023-05-01")
    make_many(province, 1)  # nothing known of it
    make_many(province, 5, agency=commune, sector=education, since="2024-02-01")
    make_many(province, 1, agency=commune, until="2099-01-01", service_class="market")
    for unit in units[:4]:
        make_figures(unit, 2022, headcount_budget=11, budget_spending=3_100_000_000)
        make_figures(unit, 2024, headcount_budget=10)
    for indicator in (IndicatorCode.UNITS_PERCENT, IndicatorCode.AUTONOMY, IndicatorCode.PAYROLL):
        make_target(province, indicator, 10)
        make_target(province, indicator, 10, deadline=day("2030-12-31"))
    make_target(province, IndicatorCode.UNITS_PERCENT, 10, bloc="party")
    leaving = make_unit(province, sector=education, agency=department)
    for number in range(1, 24):
        make_event(
            "merge",
            day(f"2022-01-{number:02d}"),
            province=province,
            status="in_effect",
            surviving=units[0],
            closing=leaving,
        )


def counts(client, path: str) -> list[tuple[str, str]]:
    page = client.get(path)
    assert page.status_code == 200, path
    return [(unescape(url), number) for url, number in COUNT.findall(page.content.decode())]


def wrong(client, path: str) -> dict[tuple[str, str], list[str]]:
    """The numbers of a page whose list does not come to them."""
    found = set(counts(client, path))
    assert len(found) > 10, path
    totals = {
        (url, number): TOTAL.findall(client.get(url).content.decode()) for url, number in found
    }
    return {link: told for link, told in totals.items() if link[1] not in told}


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "?on=2022-06-30&known=2026-10-01",
        "?sector=health&on=2023-01-01",
        "?period=to-2025",
    ],
)
def test_of_a_province(client, asked: str):
    with time_machine.travel("2026-09-01", tick=False):
        fill(make_province())

    assert wrong(client, f"/provinces/MH/{asked}") == {}


def test_of_provinces_between_which_units_have_moved(client):
    """A restated baseline is no number that any list of its day comes to, so it opens none."""
    here, there = make_province(), make_province("MK", "Minh Khác")
    theirs = make_agency(province=there)
    units = make_many(here, 6, agency=make_agency(province=here), autonomy_group="4")
    make_target(here, IndicatorCode.UNITS_PERCENT, 10)
    moving = make_event("transfer", day("2023-05-01"), province=None, decision_number="1/QĐ-TTg",
                        surviving=[{"unit": units[0], "agency": theirs}])  # fmt: skip
    carry_out([moving], by=None, at=timezone.now())
    path = "/provinces/MH/?on=2024-06-30"

    assert wrong(client, path) == {}


def test_of_one_agency(client):
    mh = make_province()
    fill(mh)
    agency = mh.agency_set.order_by("pk").first()

    assert wrong(client, f"/provinces/MH/?agency={agency.pk}") == {}


@pytest.mark.parametrize(
    "path", ["/provinces/68/", "/provinces/60/", "/provinces/68/?on=2025-06-30"]
)
def test_of_a_merged_province_its_former_ones_and_a_code_that_was_anothers(client, path: str):
    for code in ("60", "67", "68"):
        fill(real_province(code, "2025-06-30"))

    assert wrong(client, path) == {}
