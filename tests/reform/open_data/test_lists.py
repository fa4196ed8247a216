"""The lists of the open data: within reach only, on a day, as known, narrowed, in pages that stay
one picture, unchanged answers as 304, and what moved since."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import day, make_agency, make_event, make_province, make_unit, make_user
from tests.resolutions.promises import make_document, make_target
from units.annulment import annul
from units.counts import count_units

from .world import happen, lived

pytestmark = pytest.mark.django_db
LISTS = (
    "provinces", "agencies", "units", "versions", "events", "successions", "documents", "targets",
)  # fmt: skip
INDICATOR, PLAN = "units_reduction_percent", {"issued_on": day("2018-03-01")}


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def units(province):
    return lived(province)


@pytest.fixture
def reader(client, province):
    client.force_login(make_user(role="reader", province=province))
    return client


def results(client, address: str) -> list[dict]:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


@pytest.mark.parametrize("name", LISTS)
def test_another_province_is_out_of_reach(client, units, province, name):
    make_target(province, INDICATOR, document=make_document(**PLAN | {"province": province}))
    make_agency(province=province)
    stranger = make_user(role="reader", province=make_province("MK", "Minh Khác"))
    own = make_user(role="reader", province=province)
    client.force_login(own)
    rows = results(client, f"{name}/?on=2019-01-01")
    assert rows
    key = rows[0]["id"]
    assert client.get(f"/api/v1/{name}/{key}/?on=2019-01-01").status_code == 200
    client.force_login(stranger)
    assert key not in {row["id"] for row in results(client, f"{name}/?on=2019-01-01")}
    assert client.get(f"/api/v1/{name}/{key}/?on=2019-01-01").status_code == 404


@pytest.mark.parametrize("on", ["2015-12-30", "2015-12-31", "2018-07-01", "2026-01-01"])
def test_units_are_those_in_force_on_the_day(reader, units, province, on):
    assert len(results(reader, f"units/?on={on}")) == count_units(day(on), province=province).total


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("sector=education", 3), ("sector=health", 2), ("province=MH", 8), ("province=XX", 0),
        ("q=truong", 8), ("q=khong", 0), ("level=department", 0), ("autonomy_group=1", 0),
    ],
)  # fmt: skip
def test_lists_are_narrowed(reader, units, query, number):
    on = "2018-01-01" if "sector=education" not in query else "2018-07-01"
    assert len(results(reader, f"units/?on={on}&{query}")) == number


@pytest.mark.parametrize(
    "query", ["on=31-02-2020", "known=yesterday", "changed_since=x", "sector=unknown", "unit=x"]
)
def test_what_can_not_be_read_is_said(reader, units, query):
    answer = reader.get(f"/api/v1/versions/?{query}")
    assert answer.status_code == 400
    assert query.split("=")[0] in answer.json()


def test_pages_are_one_picture_while_the_register_goes_on(reader, units, province):
    first = reader.get("/api/v1/units/?on=2016-01-01&size=3").json()
    make_unit(province)  # written between two pages
    found, page = list(first["results"]), first
    while page["next"]:
        page = reader.get(page["next"]).json()
        found += page["results"]
        assert page["known"] == first["known"]
    assert len(found) == len({row["id"] for row in found}) == 8
    assert len(results(reader, "units/?on=2016-01-01")) == 9


def test_an_unchanged_answer_is_not_sent_again(reader, units, province):
    address = "/api/v1/units/?on=2016-01-01"
    tag = reader.get(address).headers["ETag"]
    assert reader.get(address, headers={"If-None-Match": tag}).status_code == 304
    make_unit(province)
    assert reader.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_an_event_is_as_it_was_known(reader, units, province):
    event = happen("dissolve", "2022-01-01", province, closing=units[2])
    before = timezone.now()
    annul(event, by=None, at=timezone.now(), reason="nhầm")
    then = f"events/{event.pk}/?known={before.isoformat().replace('+', '%2B')}"
    assert reader.get(f"/api/v1/{then}").json()["status"] == "in_effect"
    assert reader.get(f"/api/v1/events/{event.pk}/").json()["status"] == "annulled"


def test_targets_are_those_of_the_moment_with_their_values_of_then(reader, province):
    document = make_document(**PLAN | {"province": province})
    target = make_target(province, INDICATOR, 10, document=document)
    before = timezone.now()
    target.value = 12
    target.save()
    later = make_target(province, "autonomy_rate", 20, document=document)

    def told(query: str) -> dict[int, str]:
        return {row["id"]: row["value"] for row in results(reader, f"targets/?{query}")}

    then = f"known={before.isoformat().replace('+', '%2B')}"
    assert told(then) == {target.pk: "10.00"}
    assert told("") == {target.pk: "12.00", later.pk: "20.00"}
    address = f"/api/v1/targets/{later.pk}/?{then}"
    assert reader.get(address).status_code == 404


def test_what_is_only_proposed_is_not_published(reader, units, province):
    event = make_event("dissolve", day("2027-01-01"), province=province, closing=units[2])
    assert event.pk not in {row["id"] for row in results(reader, "events/")}


def test_the_feed_tells_what_was_written_and_what_was_superseded(reader, units, province):
    known = reader.get("/api/v1/versions/").json()["known"]
    happen("dissolve", "2022-01-01", province, closing=units[2])
    moved = results(reader, f"versions/?changed_since={known.replace('+', '%2B')}")
    told = {(row["unit"], row["valid_to"], row["superseded_at"] is None) for row in moved}
    assert told == {(units[2].pk, "2022-01-01", True), (units[2].pk, None, False)}


@pytest.mark.parametrize("name", LISTS)
def test_the_queries_do_not_grow(reader, province, name):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            results(reader, f"{name}/?on=2025-01-01")
        return len(queries)

    lived(province)
    make_target(province, INDICATOR, document=make_document(**PLAN | {"province": province}))
    before = asked()
    for _number in range(3):
        lived(province)
    assert asked() == before <= 25


@pytest.mark.parametrize("name", LISTS)
def test_a_spreadsheet_takes_all_rows_along(reader, units, province, name):
    make_target(province, INDICATOR, document=make_document(**PLAN | {"province": province}))
    make_agency(province=province)
    answer = reader.get(f"/api/v1/{name}/?format=csv&size=1&on=2019-01-01")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["id"] for row in rows} == {
        str(row["id"]) for row in results(reader, f"{name}/?on=2019-01-01")
    }


def test_what_was_promised_after_a_province_had_ended_is_judged_on_its_last_day(client):
    heir = make_province("MM", "Minh Mới", valid_from=day("2025-07-01"))
    gone = make_province("MC", "Minh Cũ", valid_to=day("2025-07-01"), succeeded_by=heir)
    make_unit(gone)
    late = make_document(issued_on=day("2025-08-15"), province=gone)
    target = make_target(gone, INDICATOR, document=late)
    client.force_login(make_user(role="reader", province=heir))

    [row] = results(client, "targets/?on=2025-12-31")
    assert (row["id"], row["judged_on"], row["now"]) == (target.pk, "2025-06-30", "1.00")


def test_a_document_names_no_other_that_is_out_of_reach(reader, province):
    own, national = make_document(province=province), make_document()
    hidden = make_document(province=make_province("MK", "Minh Khác"))
    for other in (national, hidden):
        own.relations.create(kind="cites", to_document=other)

    [row] = [row for row in results(reader, "documents/") if row["id"] == own.pk]
    assert row["relations"] == [{"kind": "cites", "document": national.pk}]


def test_a_file_bears_the_name_of_its_list(reader, units):
    for name in LISTS:
        answer = reader.get(f"/api/v1/{name}/?format=csv&on=2019-01-01")
        named = f'attachment; filename="{name}-2019-01-01.csv"'
        assert answer.headers["Content-Disposition"] == named


def test_no_name_becomes_a_formula(reader, province):
    make_unit(province, name="=HYPERLINK(1)")
    answer = reader.get("/api/v1/units/?format=csv")
    assert ",'=HYPERLINK(1)," in b"".join(answer.streaming_content).decode("utf-8-sig")
