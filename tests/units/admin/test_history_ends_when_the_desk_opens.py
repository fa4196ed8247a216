"""Beside a dossier only what was operative before the desk opened is registered: the ministry says
from which day on; where it said nothing, there is no limit."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.factories import day, make_event, make_province, make_unit
from tests.units.imports.event_lists import event, part, previewed, units_named
from units.models import Bundle, DeskOpening
from units.opening import after_the_opening

pytestmark = pytest.mark.django_db
OPENED = day("2026-01-01")
#: Operative day: whether it is history where the desk opened on OPENED.
DAYS = {"2025-12-31": True, "2026-01-01": False, "2026-06-01": False}


@pytest.fixture
def province():
    return make_province()


@pytest.mark.parametrize(("on", "is_history"), DAYS.items())
def test_an_event_by_itself(province, login, on, is_history):
    DeskOpening.objects.create(province=province, opened_on=OPENED)
    one = make_event("dissolve", day(on), province=province, closing=make_unit(province))
    assert takes_effect(login("administrator"), "reorganizationevent", one.pk) is is_history
    one.refresh_from_db()
    assert (one.status == "in_effect") is is_history


@pytest.mark.parametrize(("on", "is_history"), DAYS.items())
def test_a_decision_with_one_event_that_is_too_late(province, login, on, is_history):
    DeskOpening.objects.create(province=None, opened_on=OPENED)
    bundle = Bundle.objects.create(title="Quyết định", province=province)
    for operative_on in ("2025-06-01", on):
        unit = make_unit(province)
        make_event("dissolve", day(operative_on), province=province, bundle=bundle, closing=unit)
    assert takes_effect(login("administrator"), "bundle", bundle.pk) is is_history
    in_effect = bundle.events.filter(status="in_effect").count()
    assert in_effect == (2 if is_history else 0)


def takes_effect(client, table: str, pk: int) -> bool:
    """Whether the page offers it and does it; it refuses in one sentence, also who sends anyway."""
    page = reverse(f"admin:units_{table}_effect", args=[pk])
    shown = client.get(page)
    said = {"seal": shown.context["seal"], "reason": "quyết định từ trước"}
    offered, sent = 'name="reason"' in shown.text, client.post(page, said)
    if not offered:
        assert "01/01/2026" in shown.text
        assert "01/01/2026" in sent.text
        assert sent.status_code == 200
    return offered


def test_a_list_of_events(province):
    DeskOpening.objects.create(province=province, opened_on=OPENED)
    units_named(province, "T1", "T2")
    rows = [
        *event("1", "dissolve", "2025-12-31", part("closing", "T1")),
        *event("2", "dissolve", "2026-01-01", part("closing", "T2")),
    ]
    batch = previewed(province, rows)
    assert (batch.counts["created"], batch.counts["rejected"]) == (1, 1)
    [refused] = batch.rows.filter(outcome="rejected")
    assert [one["code"] for one in refused.problems] == ["needs_a_dossier"]
    assert "01/01/2026" in str(refused.problems[0]["message"])


def test_the_row_nearest_to_a_province_counts():
    heir = make_province("MX", "Kế Thừa")
    merged = make_province("MH", "Cũ", succeeded_by=heir, valid_to=day("2025-07-01"))
    alone = make_province("MY", "Riêng")
    assert DeskOpening.objects.day_of(merged) is None
    general = DeskOpening.objects.create(province=None, opened_on=OPENED)
    own = DeskOpening.objects.create(province=heir, opened_on=day("2026-05-01"))
    asked = (merged, heir, alone, None)
    found = [DeskOpening.objects.day_of(one) for one in asked]
    assert found == [own.opened_on, own.opened_on, general.opened_on, general.opened_on]
    assert after_the_opening(heir, own.opened_on - dt.timedelta(days=1)) == ""


def test_the_ministry_says_when_and_who_said_so_is_kept(province, login):
    add = reverse("admin:units_deskopening_add")
    said = {"province": province.pk, "opened_on": "01/01/2026", "legal_basis": "Thông báo"}
    client = login("administrator")
    assert client.post(add, said).status_code == 302
    row = DeskOpening.objects.get()
    assert (row.opened_on, row.history.count()) == (OPENED, 1)
    twice = client.post(add, said)
    assert twice.status_code == 200
    assert twice.context["errors"]
    for role in ("preparer", "approver", "inspector"):
        assert login(role, province).post(add, said).status_code == 403, role


def test_other_provinces_days_are_not_shown(province, login):
    DeskOpening.objects.create(province=make_province("MX", "Tỉnh Khác"), opened_on=OPENED)
    page = login("reader", province).get(reverse("admin:units_deskopening_changelist"))
    assert "Tỉnh Khác" not in page.text
    page = login("administrator").get(reverse("admin:units_deskopening_changelist"))
    assert "Tỉnh Khác" in page.text
