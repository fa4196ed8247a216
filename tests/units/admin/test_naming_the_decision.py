"""The decision behind an event in effect can be named afterwards; nothing else of it changes."""

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from tests.factories import day, make_event, make_province, make_unit, make_user
from units.counts import count_units
from units.models import RegisterEntry
from units.quality import PROBLEMS, Review, number_of
from units.reorganization import put_into_effect

pytestmark = pytest.mark.django_db
DAY = day("2020-03-01")
GIVEN = {
    "decision_number": "1/QĐ-MH",
    "issuer": "Ủy ban nhân dân tỉnh Minh Họa",
    "clause": "",
    "decided_on": "10/02/2020",
    "legal_effect_on": "",
}


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def event(province):
    found = make_event("dissolve", DAY, province=province, closing=[make_unit(province)])
    put_into_effect(found, by=None, at=timezone.now())
    found.refresh_from_db()
    return found


def address(event) -> str:
    return f"/admin/units/reorganizationevent/{event.pk}/citation/"


def nameless(province) -> int:
    review = Review(DAY, frozenset({province.pk}))
    return number_of(PROBLEMS["events_without_decision"].find(review))


def test_the_worklist_is_one_shorter_and_the_register_untouched(client, province, event):
    client.force_login(make_user(role="preparer", province=province))
    entries = RegisterEntry.objects.count()
    assert nameless(province) == 1
    assert address(event) in client.get(event.get_absolute_url()).content.decode()
    assert client.get(address(event)).status_code == 200
    assert client.post(address(event), GIVEN).status_code == 302
    event.refresh_from_db()
    assert (event.decision_number, event.decided_on) == ("1/QĐ-MH", day("2020-02-10"))
    assert event.operative_on == DAY
    assert nameless(province) == 0
    assert RegisterEntry.objects.count() == entries
    assert count_units(DAY, province=province).total == 0
    assert "1/QĐ-MH" in LogEntry.objects.latest("pk").change_message


def test_days_out_of_order_are_refused_in_a_sentence(client, province, event):
    client.force_login(make_user(role="preparer", province=province))
    page = client.post(address(event), {**GIVEN, "decided_on": "01/01/2021"})
    assert page.status_code == 200
    assert "01/01/2021" in page.content.decode()
    event.refresh_from_db()
    assert event.decision_number == ""


@pytest.mark.parametrize(
    ("role", "where", "status"), [("reader", "MH", 403), ("preparer", "MX", 404)]
)
def test_only_who_prepares_events_of_the_province(role, where, status, client, province, event):
    other = make_province("MX", "Minh Họa khác")
    client.force_login(make_user(role=role, province=province if where == "MH" else other))
    assert client.post(address(event), GIVEN).status_code == status
    event.refresh_from_db()
    assert event.decision_number == ""


def test_a_proposed_event_is_named_on_its_own_form(client, province):
    proposed = make_event("dissolve", DAY, province=province, closing=[make_unit(province)])
    client.force_login(make_user(role="preparer", province=province))
    assert client.get(address(proposed)).status_code == 403
