"""A page printed in March can be printed again: what was recorded later changes it only now."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.test import Client

from resolutions.models import Target
from tests.factories import day, make_agency, make_event, make_province, make_unit
from tests.reform.pages import list_on, page_of
from tests.resolutions.promises import make_target
from tests.units.imports.desk_lists import previewed
from units import register
from units.annulment import annul
from units.choices import EntryKind
from units.corrections import correct
from units.imports import desk
from units.models import Unit, UnitVersion, YearFigures
from units.reorganization import carry_out

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY, JULY = (dt.datetime(2026, month, 10, 12, tzinfo=dt.UTC) for month in (1, 2, 7))
PRINTED, NOW = "2026-03-15", "2026-11-01"
AGAIN = f"/provinces/MH/?on={PRINTED}&known={PRINTED}"


@pytest.fixture
def mh():
    return make_province()


@pytest.fixture
def units(mh) -> list[Unit]:
    """Ten schools with 5 people each, by a list of January; one target; an event of February."""
    make_agency("Sở Minh Họa", province=mh)
    rows = [
        {"code": f"T{n}", "name": f"Trường {n}", "agency": "Sở Minh Họa", "people": 5}
        for n in range(10)
    ]
    take_in(mh, "2020-12-31", rows, JANUARY)
    make_target(mh, "units_reduction_percent", 10, deadline=day("2027-12-31"))
    make_target(mh, "autonomy_rate", 20, deadline=day("2027-12-31"))
    Target.history.update(history_date=JANUARY)
    units = list(Unit.objects.order_by("pk"))
    happen(mh, "dissolve", "2024-05-01", FEBRUARY, closing=units[0])
    return units


def take_in(province, as_of: str, rows: list[dict], at: dt.datetime) -> None:
    batch = previewed(province, day(as_of), rows, filename=f"danh_sach_{as_of}.csv")
    desk.apply(batch, by=None, at=at)


def happen(province, kind: str, on: str, at: dt.datetime, **roles):
    event = make_event(kind, day(on), province=province, **roles)
    carry_out([event], by=None, at=at)
    return event


def record_late(mh, units: list[Unit]) -> None:
    """In July: an event of 2023, a correction, an annulment, a list with figures of 2025."""
    happen(mh, "merge", "2023-01-01", JULY, surviving=units[1], closing=units[2])
    version = units[3].versions.known().get()
    correct(version, {"autonomy_group": "2"}, by=None, at=JULY, reason="đọc nhầm")
    annul(units[0].participations.get().event, by=None, at=JULY, reason="ghi nhầm")
    rows = [
        {"code": f"M{n}", "name": f"Trung tâm {n}", "agency": "Sở Minh Họa", "people": 7}
        for n in range(4)
    ]
    take_in(mh, "2025-12-31", rows, JULY)


def test_targets_are_those_of_then_with_their_values_of_then(mh, units):
    target = Target.objects.get(indicator="autonomy_rate")
    target.value = 30
    target.save()
    make_target(mh, "units_reduction_percent", 15, deadline=day("2027-12-31"))

    def promised(known: str) -> list[str]:
        return sorted(one.promise for one in page_of("MH", PRINTED, known=known, today=NOW).targets)

    assert [len(promised(known)) for known in ("2026-01-09", PRINTED, "")] == [0, 2, 3]
    assert ["20%" in " ".join(promised(known)) for known in (PRINTED, "")] == [True, False]
    assert ["30%" in " ".join(promised(known)) for known in (PRINTED, "")] == [False, True]


NO_ADDRESSES = dict.fromkeys(
    ("baseline_behind", "counted_behind", "whole_behind", "today_behind"), None
)


def said(page) -> dict[str, object]:
    """All that a page says in numbers and words; the chart without the name of its mark, targets
    without the addresses of their lists, which name the day of knowledge."""
    return {
        "number": (page.number, page.change, page.baseline_day),
        "steps": page.steps,
        "chart": page.chart["series"] + page.chart["levels"],
        "splits": page.splits,
        "people": page.people,
        "targets": [replace(line, **NO_ADDRESSES) for line in page.targets],
        "events": page.events,
        "gaps": page.gaps,
        "sources": page.sources,
    }


def test_everything_is_told_again_as_it_was_known(mh, units):
    printed = said(page_of("MH", PRINTED, today=PRINTED))
    record_late(mh, units)

    assert said(page_of("MH", PRINTED, known=PRINTED, today=NOW)) == printed
    now = said(page_of("MH", PRINTED, today=NOW))
    unchanged = {name for name, value in now.items() if value == printed[name]}
    assert unchanged == set()


def test_the_numbers_before_and_after(mh, units):
    record_late(mh, units)
    then, now = (page_of("MH", PRINTED, known=known, today=NOW) for known in (PRINTED, ""))

    assert (then.number, now.number) == (9, 13)
    assert [one.kind for one in then.events.done] != [one.kind for one in now.events.done]
    assert [(one.year, one.people) for one in then.people] == [(2020, 50)]
    assert [(one.year, one.people) for one in now.people] == [(2020, 50), (2025, 28)]
    assert [one.as_of for one in then.sources.lists] == [day("2020-12-31")]
    assert len(now.sources.lists) == 2
    assert "9" in then.targets[0].counted
    assert "13" in now.targets[0].counted


def test_the_printed_page_is_the_same_letter_for_letter(client, mh, units):
    def main(path: str) -> str:
        return client.get(path).content.decode().partition("<main")[2]

    printed, listed = main(AGAIN), main(f"/provinces/?on={PRINTED}&known={PRINTED}")
    record_late(mh, units)

    assert main(AGAIN) == printed
    assert main(f"/provinces/?on={PRINTED}&known={PRINTED}") == listed
    assert main(f"/provinces/MH/?on={PRINTED}") != printed


def test_the_list_of_provinces_tells_it_again_too(mh, units):
    (printed,) = list_on(PRINTED, today=PRINTED).fictional
    record_late(mh, units)

    (again,) = list_on(PRINTED, known=PRINTED, today=NOW).fictional
    (now,) = list_on(PRINTED, today=NOW).fictional
    assert (again.change, again.since, again.targets) == (
        printed.change,
        printed.since,
        printed.targets,
    )
    assert (again.number, now.number) == (9, 13)


#: What the register then held for events, by the day of knowledge: (in effect, ahead, proposed).
EVENTS_KNOWN = {
    "2026-01-31": (0, 0, 0),
    "2026-02-09": (0, 0, 0),
    "2026-02-10": (1, 1, 0),  # recorded on that day: known on it
    "2026-07-09": (1, 1, 0),
    "2026-07-10": (0, 1, 0),
    "": (0, 1, 1),
}


@pytest.mark.parametrize("known", EVENTS_KNOWN)
def test_an_event_was_in_effect_while_its_entry_stood(mh, known: str):
    first, second, third = (make_unit(mh) for _ in range(3))
    annulled = happen(mh, "dissolve", "2024-05-01", FEBRUARY, closing=first)
    happen(mh, "dissolve", "2030-01-01", FEBRUARY, closing=second)
    make_event("dissolve", day("2031-01-01"), province=mh, closing=third)
    annul(annulled, by=None, at=JULY, reason="ghi nhầm")

    events = page_of("MH", NOW, known=known, today=NOW, insider=True).events
    found = (len(events.done), len(events.ahead), len(events.proposed))
    assert found == EVENTS_KNOWN[known]


def test_a_list_taken_back_stood_until_then(mh):
    rows = [{"code": "A1", "name": "Trường A", "agency": "Sở Minh Họa"}]
    batch = previewed(mh, day("2020-12-31"), rows)
    desk.apply(batch, by=None, at=FEBRUARY)
    desk.undo(batch, by=None, at=JULY, reason="nhầm tệp")

    lists = {
        known: len(page_of("MH", NOW, known=known, today=NOW).sources.lists)
        for known in ("2026-02-09", "2026-02-10", "2026-07-09", "2026-07-10", "")
    }
    assert list(lists.values()) == [0, 1, 1, 0, 0]


def test_people_of_a_unit_count_until_it_was_known_to_have_ceased(mh):
    unit = Unit()
    entry = register.enter(EntryKind.CORRECTION, at=JANUARY, reason="test")
    version = UnitVersion(unit=unit, province=mh, name="Trường A", valid_from=day("2015-12-31"))
    register.write(entry, written=[version])
    figures = [YearFigures(unit=unit, year=year, province=mh, headcount_budget=9) for year in YEARS]
    register.write(entry, written=figures)
    happen(mh, "dissolve", "2024-06-01", JULY, closing=unit)

    def people(known: str) -> list[int]:
        return [one.year for one in page_of("MH", PRINTED, known=known, today=NOW).people]

    assert (people(PRINTED), people("")) == ([2023, 2024, 2025], [2023])


YEARS = (2023, 2024, 2025)


def test_a_notice_says_so_and_leads_back_to_now(client, mh):
    client.cookies["django_language"] = "en"
    page = " ".join(client.get(AGAIN).content.decode().split())

    assert "This page says what the register knew on 15/03/2026." in page
    assert f'<a href="?on={PRINTED}">Show what is known now</a>' in page
    assert 'value="15/03/2026"' in page.partition('id="known"')[2][:80]
    plain = client.get("/provinces/MH/").content.decode()
    assert "what the register knew" not in plain
    assert "<details open" not in plain


@pytest.mark.parametrize("path", ["/provinces/", "/provinces/68/", "/provinces/60/"])
def test_links_keep_what_is_asked(path: str):
    page = Client().get(path, {"on": "2025-08-01", "known": PRINTED}).content.decode()
    links = re.findall(r'href="(/(?:provinces|units)/[^"]*)"', page.partition("<main")[2])
    links.remove(path)  # "Today"

    assert links
    query = f"?on=2025-08-01&amp;known={PRINTED}"
    # The former Lâm Đồng gave its code away: its page is that of its last day.
    former = f"/provinces/68/?on=2025-06-30&amp;known={PRINTED}"
    assert [link for link in links if not link.endswith(query) and link != former] == []
