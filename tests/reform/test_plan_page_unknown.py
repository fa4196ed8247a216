"""What is not known is said aloud and never counted as 0."""

import pytest
from django.utils import timezone, translation

from tests.factories import day, make_event, make_figures, make_province, make_unit
from tests.reform.pages import make_list, page_of, real_province
from tests.resolutions.promises import make_many, make_target
from units.reorganization import put_into_effect

pytestmark = pytest.mark.django_db
NEW, LATER = "2025-07-01", "2026-06-01"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def gaps(code: str, on: str = LATER) -> str:
    return "\n".join(page_of(code, on).gaps)


def test_a_province_without_a_list_has_no_number_and_a_page(client):
    page = page_of("01")

    assert (page.number, page.chart, page.splits, page.people) == (None, None, [], [])
    assert "No list of units of TP Hà Nội has come: how many there are is not known." in page.gaps
    client.cookies["django_language"] = "en"
    text = client.get("/provinces/01/").content.decode()
    assert "No list yet" in text
    assert "What comes next" in text


def test_its_targets_are_shown_and_not_known():
    ha_noi = real_province("01", LATER)
    make_target(ha_noi, "units_reduction_percent", 10)

    (line,) = page_of("01").targets
    assert (line.status, line.is_blank, line.bar) == ("unknown", True, None)
    assert line.promise == "at least 10% by 31/12/2025"
    assert "the register holds no list of TP Hà Nội" in line.why


def test_before_the_first_list_nothing_is_known():
    make_many(make_province(), 3, since="2021-12-31")
    page = page_of("MH", "2021-12-30")

    assert (page.number, page.chart, page.splits) == (None, None, [])
    assert "The first list is dated 31/12/2021: nothing is known of 30/12/2021." in page.gaps


def test_units_of_which_something_is_not_known_are_counted_out():
    make_many(make_province(), 3)
    said = gaps("MH")

    assert "Units without a known sector: 3." in said
    assert "Units whose governing agency or its level is not known: 3." in said
    assert "Units without a known autonomy group: 3." in said
    assert "No unit has reported how many people are paid from the state budget." in said
    assert "No plan of this province" in said
    assert "No imported list stands behind these units" in said


def test_lists_of_one_sector_alone_are_told():
    mh = make_province()
    make_unit(mh, sector="education")
    assert "All units are of one sector, Education and training" in gaps("MH")

    make_unit(mh, sector="health")
    assert "All units are of one sector" not in gaps("MH")


def test_an_event_without_a_decision_is_told():
    mh = make_province()
    make_event("establish", day("2024-01-01"), province=mh, status="in_effect")

    assert "The decision behind 1 of the events shown is not recorded." in gaps("MH")


@pytest.fixture
def bac_kan_is_silent():
    """Bắc Kạn and Thái Nguyên became Thái Nguyên (19); only the latter had sent a list."""
    make_many(real_province("19", "2025-06-30"), 5, since="2025-06-23")
    return real_province("19", NEW)


def test_a_former_province_that_sent_no_list_is_named(bac_kan_is_silent):
    page = page_of("19")

    assert page.number == 5
    assert [one.name for one in page.history.silent] == ["Bắc Kạn"]
    assert "former tỉnh Bắc Kạn" in gaps("19")


def test_a_new_unit_in_the_new_province_is_no_list_of_the_old_one(bac_kan_is_silent):
    """An event proves one unit, not that all the others are in the register."""
    event = make_event(
        "establish", day("2025-10-01"), province=bac_kan_is_silent, new=[{"name": "Trường mới"}]
    )
    put_into_effect(event, by=None, at=timezone.now())
    make_target(bac_kan_is_silent, "units_reduction_percent", 10)
    page = page_of("19")

    assert page.number == 6
    assert [one.name for one in page.history.silent] == ["Bắc Kạn"]
    assert page.targets[0].status == "unknown"
    assert "the register holds no list of tỉnh Bắc Kạn" in page.targets[0].why


def test_a_list_of_the_whole_new_province_makes_it_known(bac_kan_is_silent):
    make_unit(bac_kan_is_silent, valid_from=day("2025-12-31"))
    page = page_of("19")

    assert (page.history.silent, page.history.complete_since) == ([], day("2025-12-31"))
    assert (page.baseline_day, page.change.before, page.number) == (day("2025-12-31"), 6, 6)
    assert [step.day for step in page.steps] == [day("2025-12-31")]


def test_the_territory_is_known_from_the_last_of_the_first_lists():
    """Months apart, two parts are compared only from the day on which both are there."""
    make_many(real_province("06", "2025-06-30"), 2, since="2020-12-31")
    make_many(real_province("19", "2025-06-30"), 5, since="2021-12-31")
    page = page_of("19")

    assert (page.number, page.baseline_day, page.change.before) == (7, day("2021-12-31"), 7)
    assert page_of("19", "2021-06-01").number is None  # that day is the old Thái Nguyên's
    assert page_of("06").number == 2


@pytest.mark.parametrize(("code", "on"), [("19", "2026-06-01"), ("06", "2025-06-30")])
def test_the_number_opens_a_list_of_just_so_many_units(client, code: str, on: str):
    make_many(real_province("06", "2025-06-30"), 2)
    make_many(real_province("19", "2025-06-30"), 5)
    address = f"/provinces/{code}/units/?on={on}"

    assert f'href="{address}"' in client.get(f"/provinces/{code}/?on={on}").content.decode()
    opened = client.get(address).context["page"].paginator.count
    assert opened == page_of(code, on).number


def test_the_page_of_an_ended_province_stops_at_its_end():
    old = real_province("06", "2025-06-30")
    make_many(old, 3, since="2021-12-31")
    make_many(old, 1, since="2021-12-31", until="2025-07-01")
    make_list(old, "2021-12-31")
    page = page_of("06")

    assert (page.day, page.number) == (day("2025-06-30"), 4)
    assert [step.change.now for step in page.steps] == [4]
    assert len(page.chart["series"]) == 1


def test_promises_of_former_provinces_stand_beside_each_other_and_are_not_its_own(client):
    old = real_province("60", "2025-06-30")
    make_target(old, "units_reduction_absolute", 39)
    page = page_of("68")

    assert (page.targets, page.inherited) == ([], [])
    (line,) = page.side_by_side.targets
    column = page.side_by_side.columns[0]
    assert (column.name, column.url) == ("tỉnh Bình Thuận", "/provinces/60/")
    assert [cell and cell.promise for cell in line.cells] == [
        "at least 39 units by 31/12/2025",
        None,
        None,
    ]


def test_promises_of_the_province_that_went_on_are_listed():
    make_target(real_province("46", "2024-12-31"), "units_reduction_absolute", 39)
    page = page_of("46")

    (inherited,) = page.inherited
    assert inherited.province == "tỉnh Thừa Thiên Huế"
    assert (page.targets, page.side_by_side) == ([], None)


def test_a_promise_of_a_province_that_nobody_knows_the_units_of_is_judged_unknown():
    make_target(real_province("60", "2025-06-30"), "units_reduction_absolute", 39)

    assert [line.status for line in page_of("60").targets] == ["unknown"]


def test_before_the_first_list_nobody_can_say_who_has_not_reported(client):
    province = make_province()
    unit = make_unit(province, valid_from=day("2020-01-01"))
    for year, people in ((2018, 9), (2019, 8), (2020, 7), (2021, 6)):
        make_figures(unit, year, headcount_budget=people)
    make_list(province, "2020-01-01")

    told = [(one.label, one.people, one.without, one.change.signed) for one in page_of("MH").people]
    assert told == [
        ("2018", 9, None, ""),
        ("2019", 8, None, ""),
        ("2020", 7, 0, ""),
        ("2021", 6, 0, "−1"),
    ]
