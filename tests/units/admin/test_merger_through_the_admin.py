"""Two schools merge through the admin; the count falls by one on the operative date and not the
day before; reversing restores it."""

import pytest

from tests.factories import day, make_agency, make_event, make_province, make_unit, make_user
from tests.units.admin.forms import ADD, EVENTS, merger, page
from units.choices import EventStatus
from units.counts import count_units
from units.models import ReorganizationEvent

pytestmark = pytest.mark.django_db
CONFIRM = '<input type="submit" class="default"'
DAY, EVE = day("2020-03-01"), day("2020-02-29")


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def elsewhere():
    return make_province("MX", "Minh Họa khác")


@pytest.fixture
def schools(province):
    agency = make_agency(province=province)
    return [
        make_unit(province, name=f"Trường Minh Họa {n}", agency=agency, sector="education")
        for n in range(1, 5)
    ]


def counts(province) -> tuple[int, int]:
    return tuple(count_units(on, province=province).total for on in (EVE, DAY))


def propose(client, schools, province) -> ReorganizationEvent:
    form = merger(schools[:1], schools[1], province=province.pk, decision_number="12/QĐ-UBND")
    answer = client.post(ADD, {**form, "_effect": "1"})
    event = ReorganizationEvent.objects.get()
    assert (answer.status_code, answer.headers.get("Location")) == (302, page(event, "effect"))
    return event


def seal(client, event) -> dict[str, str]:
    shown = client.get(page(event, "effect")).context["seal"]
    return {"seal": shown, "reason": "quyết định từ trước"}


def put_into_effect(client, event):
    return client.post(page(event, "effect"), seal(client, event), follow=True)


PEOPLE = {
    "superuser alone": [{"is_superuser": True}] * 2,
    "administrator alone": [{"role": "administrator"}] * 2,
    "preparer, then administrator": [{"role": "preparer", "at": 1}, {"role": "administrator"}],
}


@pytest.mark.parametrize("people", PEOPLE)
def test_two_schools_merge_and_the_merger_is_reversed(people, login, schools, province):
    who = [dict(one) for one in PEOPLE[people]]
    for one in who:
        one["province"] = province if one.pop("at", None) else None
    assert counts(province) == (4, 4)
    event = propose(login(**who[0]), schools, province)
    assert counts(province) == (4, 4), "a proposal changes nothing"

    approver = login(**who[1])
    effect = approver.get(page(event, "effect"))
    assert (effect.context["effect"].before, effect.context["effect"].after) == (4, 3)
    assert CONFIRM in effect.content.decode()
    assert counts(province) == (4, 4), "a preview changes nothing"

    done = put_into_effect(approver, event)
    assert done.redirect_chain[-1][0] == event.get_absolute_url()
    assert counts(province) == (4, 3)
    event.refresh_from_db()
    assert event.status == EventStatus.IN_EFFECT

    approver.post(page(event, "annul"), {"reason": "nhập nhầm"})
    assert counts(province) == (4, 4)
    event.refresh_from_db()
    assert event.status == EventStatus.ANNULLED
    said = [entry["change_message"] for entry in history(approver, event)]
    assert len(said) == 3
    assert any("nhập nhầm" in message for message in said)
    assert any("quyết định từ trước" in message for message in said)
    assert event.entries.order_by("pk").first().reason == "quyết định từ trước"


def history(client, event) -> list[dict]:
    """What the admin's own log says of the event."""
    answer = client.get(page(event, "history"))
    return [{"change_message": one.get_change_message()} for one in answer.context["action_list"]]


STRANGERS = {
    "preparer of another province": ("preparer", True),
    "approver of another province": ("approver", True),
    "approver of the province": ("approver", False),
    "reader of the province": ("reader", False),
    "reader of the ministry": ("ministry_reader", None),
    "inspector of the province": ("inspector", False),
    "nobody": ("", None),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_can_merge_or_reverse(who, login, schools, province, elsewhere):
    role, away = STRANGERS[who]
    where = None if away is None else elsewhere if away else province
    proposed = make_event(
        "merge", DAY, province=province, closing=schools[:1], surviving=schools[1]
    )
    stranger = login(role=role, province=where)
    assert stranger.post(page(proposed, "effect"), {"seal": "x"}).status_code in (403, 404)

    done = make_event("merge", DAY, province=province, closing=schools[2:3], surviving=schools[3])
    put_into_effect(login(is_superuser=True), done)
    stranger = login(role=role, province=where)
    assert stranger.post(page(done, "annul"), {"reason": "x"}).status_code in (403, 404)
    assert stranger.post(page(proposed, "change"), {}).status_code in (403, 404)
    assert stranger.post(page(proposed, "delete"), {"post": "yes"}).status_code in (403, 404)
    form = merger(schools[:1], schools[1], province=province.pk)
    if role != "approver" and stranger.post(ADD, form).status_code == 200:
        assert role == "preparer", "only a preparer has the form, and it offers own provinces only"
    assert ReorganizationEvent.objects.count() == 2
    assert counts(province) == (4, 3)


def test_without_a_dossier_nobody_of_the_province_decides(login, schools, province):
    preparer = login("preparer", province)
    event = propose(preparer, schools, province)
    assert CONFIRM not in preparer.get(page(event, "effect")).content.decode()
    assert preparer.post(page(event, "effect"), seal(preparer, event)).status_code == 403
    approver = login("approver", province)
    assert approver.get(ADD).status_code == 403
    assert approver.post(page(event, "change"), {}).status_code == 403
    assert approver.post(page(event, "effect"), seal(approver, event)).status_code == 403
    assert counts(province) == (4, 4)


def test_a_role_counts_only_in_its_own_province(login, schools, province, elsewhere):
    """An administrator there who may read here must not decide here."""
    user = make_user(role="administrator", province=elsewhere)
    user.memberships.create(role="reader", province=province, started_on=DAY)
    event = make_event("merge", DAY, province=province, closing=schools[:1], surviving=schools[1])
    client = login(is_superuser=True)
    client.force_login(user)
    assert client.get(page(event, "effect")).status_code == 200
    assert client.post(page(event, "effect"), seal(client, event)).status_code == 403
    assert counts(province) == (4, 4)


@pytest.mark.parametrize("reason", ["", "  "])
def test_what_is_registered_without_a_dossier_has_a_reason(login, schools, province, reason):
    client = login("administrator")
    event = propose(client, schools, province)
    shown = client.post(page(event, "effect"), seal(client, event) | {"reason": reason})
    assert shown.context["form"].errors
    assert counts(province) == (4, 4)


@pytest.mark.parametrize("role", ["preparer", "approver", "reader"])
def test_all_others_are_told_that_it_takes_a_dossier(role, login, schools, province):
    event = make_event("merge", DAY, province=province, closing=schools[:1], surviving=schools[1])
    text = login(role, province).get(page(event, "effect")).content.decode()
    opening = f"/admin/reform/case/add/?event={event.pk}"
    assert (opening in text) == (role == "preparer")
    assert CONFIRM not in text


def test_who_confirms_confirms_what_was_shown(login, schools, province):
    client = login(is_superuser=True)
    event = propose(client, schools, province)
    shown = seal(client, event)
    event.participants.create(role="closing", unit=schools[2])
    answer = client.post(page(event, "effect"), shown, follow=True)
    assert [str(message) for message in answer.context["messages"]]
    assert counts(province) == (4, 4)
    assert put_into_effect(client, event).status_code == 200
    assert counts(province) == (4, 2)


def test_what_is_in_effect_is_read_only_and_takes_effect_once(login, schools, province):
    client = login(is_superuser=True)
    event = propose(client, schools, province)
    shown = seal(client, event)
    put_into_effect(client, event)
    assert client.post(page(event, "effect"), shown).status_code == 302
    assert counts(province) == (4, 3)
    assert client.post(page(event, "change"), {"reason": "x"}).status_code == 403
    assert client.post(page(event, "delete"), {"post": "yes"}).status_code == 403
    shown_again = client.get(page(event, "change"))
    assert [line.role for line in shown_again.context["lines"]]
    assert "Trường Minh Họa 1" in shown_again.content.decode()


def test_annulment_needs_a_reason_and_lists_later_events(login, schools, province):
    client = login(is_superuser=True)
    first = propose(client, schools, province)
    put_into_effect(client, first)
    assert client.post(page(first, "annul"), {"reason": " "}).context["form"].errors
    later = make_event("dissolve", day("2021-01-01"), province=province, closing=[schools[1]])
    put_into_effect(client, later)
    refused = client.post(page(first, "annul"), {"reason": "nhầm"})
    assert refused.context["later"] == [later]
    assert later.get_absolute_url() in refused.content.decode()
    assert counts(province) == (4, 3)
    for event in (later, first):
        client.post(page(event, "annul"), {"reason": "nhầm"})
    assert counts(province) == (4, 4)


def test_breaches_are_shown_with_their_cure_and_refuse(login, schools, province):
    client = login(is_superuser=True)
    client.post(ADD, merger([], schools[1], province=province.pk))
    event = ReorganizationEvent.objects.get()
    shown = client.get(page(event, "effect"))
    assert [bool(message and cure) for message, cure in shown.context["breaches"]] == [True]
    assert CONFIRM not in shown.content.decode()
    put_into_effect(client, event)
    event.refresh_from_db()
    assert event.status == EventStatus.PROPOSED


def test_a_status_is_no_field_of_the_form(login, schools, province):
    client = login(is_superuser=True)
    form = merger(schools[:1], schools[1], province=province.pk)
    client.post(ADD, {**form, "status": "in_effect"})
    assert ReorganizationEvent.objects.get().status == EventStatus.PROPOSED
    assert "status" not in client.get(f"{ADD}?kind=merge").context["adminform"].form.fields
    assert client.get(EVENTS).status_code == 200
