"""The list of units is the register on a day: what was in force, under the names of that day."""

import csv

import pytest
from django.utils import timezone

from tests.factories import day, make_agency, make_event, make_figures, make_province, make_unit
from tests.units.admin.forms import UNITS
from units.models import ReorganizationEvent, Sector
from units.reorganization import carry_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def agency(province):
    return make_agency("Sở Giáo dục Minh Họa", province=province)


@pytest.fixture
def schools(province, agency):
    """Two merge in 2020 under a new name; one opens in 2024."""
    names = ["Trường Đồng Tâm", "Trường An Bình", "Trường Ấp Bắc"]
    made = [
        make_unit(province, name=name, agency=agency, sector="education", autonomy_group=group)
        for name, group in zip(names, ["4", "3", ""], strict=True)
    ]
    merged = {"unit": made[1], "name": "Trường Hợp Nhất", "code": "HN1"}
    happen(province, "merge", "2020-03-01", closing=made[:1], surviving=merged)
    happen(province, "establish", "2099-01-01", new=[{"name": "Trường Tương Lai"}])
    return made


def happen(province, kind, on, **roles) -> ReorganizationEvent:
    event = make_event(kind, day(on), province=province, **roles)
    carry_out([event], by=None, at=timezone.now())
    return event


def names(client, query: str = "") -> list[str]:
    answer = client.get(f"{UNITS}{query}")
    assert answer.status_code == 200
    return [unit.version_then.name for unit in answer.context["cl"].result_list]


QUESTIONS = {
    "": ["Trường Ấp Bắc", "Trường Hợp Nhất"],
    "?on=2020-02-29": ["Trường An Bình", "Trường Ấp Bắc", "Trường Đồng Tâm"],
    "?on=29/02/2020": ["Trường An Bình", "Trường Ấp Bắc", "Trường Đồng Tâm"],
    "?on=2020-03-01": ["Trường Ấp Bắc", "Trường Hợp Nhất"],
    "?on=2010-01-01": [],
    "?state=ended": ["Trường Đồng Tâm"],
    "?state=ended&on=2020-02-29": [],
    "?state=planned": ["Trường Tương Lai"],
    "?on=2099-01-01&autonomy=unknown": ["Trường Ấp Bắc", "Trường Tương Lai"],
    "?autonomy=3": ["Trường Hợp Nhất"],
    "?q=an binh": ["Trường Hợp Nhất"],
    "?q=HỢP NHẤT": ["Trường Hợp Nhất"],
    "?q=hn1&on=2019-01-01": ["Trường An Bình"],
    "?q=dong tam": [],
    "?q=dong tam&state=ended": ["Trường Đồng Tâm"],
    "?q=...": [],
    "?o=-2": ["Trường Hợp Nhất", "Trường Ấp Bắc"],
    "?on=ngày mai": ["Trường Ấp Bắc", "Trường Hợp Nhất"],
    "?province=0": ["Trường Ấp Bắc", "Trường Hợp Nhất"],
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_list_answers_as_of_the_day(question, schools, login):
    found = names(login(is_superuser=True), question)
    if question == "?o=-2":
        found.sort(key=QUESTIONS[question].index)
    assert found == QUESTIONS[question]


def test_what_cannot_be_read_is_said_beside_its_field(schools, login):
    page = login(is_superuser=True).get(f"{UNITS}?on=ngày mai")
    form = page.context["cl"].filter_specs[0].form
    assert list(form.errors) == ["on"]
    assert str(form.errors["on"][0]) in page.content.decode()


def test_filters_ask_what_was_true_on_that_day(schools, province, agency, login):
    client = login(is_superuser=True)
    other = make_agency("Sở khác", province=province)
    moved = {"unit": schools[2], "agency": other}
    happen(province, "transfer", "2022-01-01", surviving=moved)
    wanted = f"&province={province.pk}&agency={agency.pk}"
    assert names(client, f"?on=2021-12-31{wanted}") == ["Trường Ấp Bắc", "Trường Hợp Nhất"]
    assert names(client, f"?on=2022-01-01{wanted}") == ["Trường Hợp Nhất"]
    assert names(client, f"?agency={other.pk}") == ["Trường Ấp Bắc"]
    sectors = {code: Sector.objects.get(code=code).pk for code in ("education", "health")}
    assert len(names(client, f"?sector={sectors['education']}")) == 2
    assert names(client, f"?sector={sectors['health']}") == []


def test_a_unit_found_by_a_former_name_says_so(schools, login):
    page = login(is_superuser=True).get(f"{UNITS}?q=an binh").content.decode()
    assert "Trường An Bình" in page
    assert "Trường Hợp Nhất" in page


def test_the_register_own_code_finds_its_unit(schools, login):
    assert names(login(is_superuser=True), f"?q={schools[1].handle}") == ["Trường Hợp Nhất"]


def test_the_page_of_a_unit_tells_all_that_is_known(schools, login):
    make_figures(schools[1], 2021, headcount_budget=1097)
    page = login(is_superuser=True).get(f"{UNITS}{schools[1].pk}/change/")
    record = page.context["record"]
    merger = ReorganizationEvent.objects.get(kind="merge")
    borne = [period.version.name for period in record.periods]
    assert borne == ["Trường Hợp Nhất", "Trường An Bình"]
    assert record.periods[0].opened.url == merger.get_absolute_url()
    assert record.periods[1].closed.url == merger.get_absolute_url()
    assert [kin.unit.name for kin in record.predecessors] == ["Trường Đồng Tâm"]
    assert [part.role for part in record.participations] == ["surviving"]
    text = page.content.decode()
    assert "1.097" in text
    assert 'name="_save"' not in text


def test_a_unit_that_ended_keeps_its_page(schools, login):
    record = login(is_superuser=True).get(f"{UNITS}{schools[0].pk}/change/").context["record"]
    assert record.name == "Trường Đồng Tâm"
    assert [kin.unit.name for kin in record.successors] == ["Trường Hợp Nhất"]
    assert record.bearing.ends == day("2020-03-01")


def test_selected_units_become_a_proposed_merger(schools, province, login):
    chosen = [schools[1].pk, schools[2].pk]
    client = login("preparer", province)
    answer = client.post(UNITS, {"action": "merge_selected", "_selected_action": chosen})
    event = ReorganizationEvent.objects.get(status="proposed")
    assert answer.headers["Location"] == event.get_absolute_url()
    assert (event.kind, event.province) == ("merge", province)
    assert {part.unit_id for part in event.participants.filter(role="closing")} == set(chosen)
    assert client.get(event.get_absolute_url()).status_code == 200


def test_units_of_two_provinces_are_not_merged(schools, login):
    stranger = make_unit(make_province("MX", "Minh Họa Khác"))
    chosen = [schools[1].pk, stranger.pk]
    client = login(is_superuser=True)
    form = {"action": "merge_selected", "_selected_action": chosen}
    answer = client.post(UNITS, form, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert not ReorganizationEvent.objects.filter(status="proposed").exists()


def test_a_reader_is_not_offered_to_merge(schools, province, login):
    client = login("reader", province)
    page = client.get(UNITS)
    assert "merge_selected" not in page.content.decode()
    client.post(UNITS, {"action": "merge_selected", "_selected_action": [schools[1].pk]})
    assert not ReorganizationEvent.objects.filter(status="proposed").exists()


def exported(client, query: str) -> list[list[str]]:
    """The rows of the CSV file that the list gives, without its heading."""
    answer = client.post(f"{UNITS}export/{query}", {"format": "1", **COLUMNS})
    assert answer.status_code == 200
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(text.splitlines()))[1:]


COLUMNS = {f"shownunits_{name}": "on" for name in ("unit_code", "unit_name", "agency")}


def test_the_list_is_taken_along_as_it_is_shown(schools, province, login):
    client = login("reader", province)
    rows = exported(client, "?on=2020-02-29&q=an")
    assert [row[1] for row in rows] == ["Trường An Bình"]
    assert [row[1] for row in exported(client, "?on=2020-03-01")] == QUESTIONS["?on=2020-03-01"]
    stranger = login("reader", make_province("MX", "Minh Họa Khác"))
    assert exported(stranger, "?on=2020-02-29") == []
    assert login().post(f"{UNITS}export/", {"format": "1"}).status_code == 403
