"""What the page of a province says, counted from the register on the day asked for."""

import pytest
from django.utils import timezone, translation

from resolutions.models import SourceClaim
from tests.factories import (
    day,
    make_agency,
    make_event,
    make_figures,
    make_province,
    make_unit,
    make_user,
)
from tests.reform.pages import make_list, page_of
from tests.resolutions.promises import make_many, make_target
from units.annulment import annul
from units.choices import BatchStatus
from units.reorganization import put_into_effect

pytestmark = pytest.mark.django_db


@pytest.fixture
def mh():
    return make_province()


def in_effect(kind: str, on: str, province, **fields):
    event = make_event(kind, day(on), province=province, **fields)
    put_into_effect(event, by=make_user(), at=timezone.now())
    return event


def test_a_merger_counts_from_its_operative_day_and_not_the_day_before(mh):
    receiver, closing, _third = [make_unit(mh, sector="education") for _ in range(3)]
    event = in_effect("merge", "2026-05-01", mh, surviving=receiver, closing=closing)

    assert page_of("MH", "2026-04-30").number == 3
    page = page_of("MH", "2026-05-01")
    assert (page.number, page.change.signed) == (2, "−1")
    assert page.steps[0].day == day("2026-05-01")
    assert [line.kind for line in page.events.done] == [event.get_kind_display()]

    annul(event, by=make_user(), at=timezone.now(), reason="for the test")

    page = page_of("MH", "2026-05-01")
    assert (page.number, page.change.signed, page.events.done) == (3, "0", [])


def test_the_chart_and_its_table_say_the_same(mh):
    make_many(mh, 5)
    make_many(mh, 2, until="2020-01-01")
    make_many(mh, 1, since="2021-06-01")
    make_many(mh, 1, until="2027-01-01")
    page = page_of("MH")

    shown = [(step.day, step.change.now) for step in reversed(page.steps)]
    first, ahead = page.chart["series"]
    assert first["points"] + ahead["points"][1:] == shown
    assert shown == [
        (day("2015-12-31"), 8),
        (day("2020-01-01"), 6),
        (day("2021-06-01"), 7),
        (day("2027-01-01"), 6),
    ]
    assert ahead["points"][0] == (day("2026-06-01"), 7)
    assert page.chart["today"]["date"] == day("2026-06-01")


def test_the_chart_shows_baseline_and_target(mh):
    make_many(mh, 20)
    make_target(mh, "units_reduction_percent", 10)
    make_target(mh, "units_reduction_percent", 10, bloc="party")
    levels = page_of("MH").chart["levels"]

    assert [(one["kind"], one["value"], one["from"], one["until"]) for one in levels] == [
        ("baseline", 20, day("2021-12-31"), day("2025-12-31")),
        ("target", 18, day("2021-12-31"), day("2025-12-31")),
    ]


def test_units_before_and_now_by_sector_level_autonomy_and_bloc(mh):
    department, commune = make_agency(), make_agency(level="commune", bloc="")
    make_unit(mh, sector="education", agency=department, autonomy_group="4")
    make_unit(
        mh, sector="health", agency=department, autonomy_group="2", valid_to=day("2020-01-01")
    )
    make_unit(mh, sector="education", agency=commune, valid_from=day("2022-01-01"))
    make_unit(mh)

    def rows(split) -> list[tuple]:
        return [(row.change.before, row.change.now, row.is_unknown) for row in split.rows]

    sector, level, autonomy, bloc = page_of("MH").splits
    assert rows(sector) == [(1, 2, False), (1, 0, False), (1, 1, True)]
    assert rows(level) == [(2, 1, False), (0, 1, False), (1, 1, True)]
    assert rows(autonomy) == [(1, 0, False), (1, 1, False), (1, 2, True)]
    assert rows(bloc) == [(2, 1, False), (1, 2, True)]
    for split in (sector, level, autonomy, bloc):
        assert (split.total.before, split.total.now) == (3, 3)


def test_a_page_of_the_first_day_compares_with_nothing(mh):
    make_many(mh, 4)
    page = page_of("MH", "2015-12-31")

    assert (page.number, page.change.number, page.baseline_day) == (4, None, None)
    assert {row.change.before for split in page.splits for row in split.rows} == {None}


def test_people_are_summed_by_year_and_a_part_is_not_compared(mh):
    stays, leaves, silent = (
        make_unit(mh),
        make_unit(mh, valid_to=day("2024-07-01")),
        make_unit(mh),
    )
    for year, units in ((2022, [stays, leaves, silent]), (2023, [stays, leaves, silent])):
        for unit in units:
            make_figures(unit, year, headcount_budget=year - 2000)
    make_figures(stays, 2024, headcount_budget=10)
    make_figures(leaves, 2024, headcount_budget=7)  # not in force any more at the end of 2024
    make_figures(silent, 2024, headcount_present=5)

    lines = page_of("MH").people
    assert [
        (one.label, one.people, one.units, one.without, one.change.signed) for one in lines
    ] == [
        ("2022", 66, 3, 0, ""),
        ("2023", 69, 3, 0, "+3"),
        ("2024", 10, 1, 1, ""),
    ]
    assert [one.people for one in page_of("MH", "2024-06-30").people] == [66, 69, 17]


def names(units: list) -> list[str]:
    return [str(unit) for unit in units]


def test_events_are_told_newest_first_and_those_ahead_apart(mh):
    first, second, third = (make_unit(mh, name=f"Trường Minh Họa {name}") for name in "ABC")
    in_effect(
        "consolidate",
        "2020-09-01",
        mh,
        closing=[first, second],
        new=[{"name": "Trường Minh Họa D"}],
        decision_number="12/QĐ-UBND",
        issuer="Ủy ban nhân dân tỉnh Minh Họa",
        decided_on=day("2020-08-01"),
    )
    in_effect("establish", "2022-01-01", mh, new=[{"name": "Trường Minh Họa E"}])
    in_effect("dissolve", "2027-01-01", mh, closing=third)

    events = page_of("MH").events
    latest, consolidation = events.done
    assert (names(latest.created), latest.effect, latest.decision) == (
        ["Trường Minh Họa E"],
        "+1",
        "",
    )
    assert names(consolidation.closed) == ["Trường Minh Họa A", "Trường Minh Họa B"]
    assert names(consolidation.created) == ["Trường Minh Họa D"]
    assert consolidation.effect == "−1"
    assert (consolidation.decision, consolidation.day) == ("12/QĐ-UBND", "01/09/2020")
    assert [names(one.closed) for one in events.ahead] == [["Trường Minh Họa C"]]
    assert [names(one.created) for one in page_of("MH", "2021-01-01").events.ahead] == [
        ["Trường Minh Họa E"],
        [],
    ]


def test_a_receiver_with_a_new_name_is_told_with_both(mh):
    receiver, closing = make_unit(mh, name="Trường A"), make_unit(mh, name="Trường B")
    renamed = [{"unit": receiver, "name": "Trường AB"}]
    in_effect("merge", "2024-01-01", mh, surviving=renamed, closing=closing)

    (event,) = page_of("MH").events.done
    assert names(event.continuing + event.closed) == ["Trường A → Trường AB", "Trường B"]
    assert [one.pk for one in event.continuing] == [receiver.pk]


def test_only_the_latest_twenty_events_are_shown_at_first(mh):
    for number in range(23):
        make_event("establish", day(f"2024-01-{number + 1:02d}"), province=mh, status="in_effect")

    events, everything = page_of("MH").events, page_of("MH", everything=True).events
    assert (len(events.done), events.number, events.is_cut) == (20, 23, True)
    assert events.done[0].day == "23/01/2024"
    assert (len(everything.done), everything.number, everything.is_cut) == (23, 23, False)


def test_of_what_is_to_come_the_next_twenty_are_shown_and_all_of_it_is_drawn(client, mh):
    units = make_many(mh, 60, since="2020-01-01")
    for number in range(25):
        for status, month in (("in_effect", 1), ("proposed", 2)):
            make_event("dissolve", day(f"2027-{month:02d}-{number + 1:02d}"), province=mh,
                       status=status, closing=units[number])  # fmt: skip

    told = page_of("MH", insider=True).events
    assert [one.day for one in told.ahead[:2]] == ["01/01/2027", "02/01/2027"]
    assert (len(told.ahead), told.ahead_number, told.ahead_is_cut) == (20, 25, True)
    assert (len(told.proposed), told.proposed_number, told.proposed_is_cut) == (20, 25, True)
    assert [step.change.now for step in page_of("MH", insider=True).planned][:2] == [10, 11]

    outside = page_of("MH").events
    assert (len(outside.ahead), outside.ahead_number) == (20, 25)
    assert (outside.proposed, outside.proposed_number, outside.planned) == ([], 0, [])
    everything = page_of("MH", everything=True).events
    assert (len(everything.ahead), everything.ahead_is_cut) == (25, False)


@pytest.mark.parametrize(
    ("state", "who", "number"),
    [("", None, 1), ("ahead", None, 2), ("proposed", None, 0), ("proposed", "reader", 3)],
)
def test_the_list_of_events_in_each_state(client, mh, state, who, number):
    unit = make_unit(mh)
    for status, year, times in (("in_effect", 2020, 1), ("in_effect", 2099, 2),
                                ("proposed", 2098, 3)):  # fmt: skip
        for one in range(times):
            make_event("dissolve", day(f"{year}-01-0{one + 1}"), province=mh, status=status,
                       closing=unit)  # fmt: skip
    if who:
        client.force_login(make_user(role=who, province=mh))
    page = client.get(f"/provinces/MH/events/?state={state}")
    assert page.context["page"].paginator.count == number


@pytest.mark.parametrize(
    ("precision", "written"), [("day", "01/07/2020"), ("month", "07/2020"), ("year", "2020")]
)
def test_a_day_is_written_no_more_exactly_than_it_is_known(mh, precision: str, written: str):
    make_event("establish", day("2020-07-01"), province=mh, status="in_effect", precision=precision)

    assert page_of("MH").events.done[0].day == written


def test_a_page_names_the_lists_behind_it_up_to_its_day(mh):
    make_many(mh, 1)
    for as_of in ("2015-12-31", "2021-12-31", "2025-12-31"):
        make_list(mh, as_of)
    make_list(mh, "2022-12-31", status=BatchStatus.CANCELLED)
    make_list(mh, "2022-06-30", options={"where": [["LOẠI HÌNH", "công lập"]]})

    sources = page_of("MH", "2024-01-01").sources
    assert (sources.first.as_of, sources.last.as_of) == (day("2015-12-31"), day("2022-06-30"))
    assert sources.last.filename == "danh_sach_2022-06-30.xlsx"
    assert (sources.first.only, sources.last.only) == ("", "LOẠI HÌNH = công lập")


def test_what_papers_say_is_quoted_and_counted_nowhere(mh):
    make_many(mh, 3)
    SourceClaim.objects.create(
        source="Báo Minh Họa", province=mh, quote="giảm 107 đơn vị", measure="units", value=107
    )
    page = page_of("MH")

    assert [claim.quote for claim in page.claims] == ["giảm 107 đơn vị"]
    assert page.number == 3


def test_numbers_and_days_are_written_in_the_reader_s_language(client, mh):
    make_many(mh, 1097)

    assert "1.097" in client.get("/provinces/MH/").content.decode()
    client.cookies["django_language"] = "en"
    page = client.get("/provinces/MH/?on=31/12/2021").content.decode()
    assert "1,097" in page
    assert "31/12/2021" in page
    assert "2,021" not in page


def test_the_headline_answers_first(client, mh):
    make_many(mh, 4)
    make_many(mh, 1, until="2020-01-01")
    client.cookies["django_language"] = "en"
    lead = client.get("/provinces/MH/?on=2021-12-31").content.decode().partition("__lead")[2]
    words = " ".join(lead.partition("</p>")[0].split())

    assert (
        "On 31/12/2021 the register counts 4 public service units, 1 fewer than on 31/12/2015."
        in words
    )


def test_english_and_vietnamese_pages_hold_the_same_values(mh):
    make_many(mh, 3)
    with translation.override("en"):
        english = page_of("MH")
    assert (english.number, english.steps) == (page_of("MH").number, page_of("MH").steps)
