"""One decision orders several events; at the desk they take effect together or not at all."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import day, make_event, make_unit, make_user
from units.choices import EventStatus
from units.counts import count_units
from units.models import Bundle, Participant, ReorganizationEvent
from units.reorganization import put_bundle_into_effect

pytestmark = pytest.mark.django_db
BUNDLES, EVENT = "/admin/units/bundle/", "/admin/units/reorganizationevent/"
DAY = day("2021-07-01")


@pytest.fixture
def bundle(here):
    return Bundle.objects.create(
        title="Sắp xếp trường học", province=here.province, decision_number="5/QĐ-MH"
    )


@pytest.fixture
def schools(here):
    return [make_unit(here.province, name=f"Trường {n}", agency=here.agency) for n in range(1, 5)]


@pytest.fixture
def events(bundle, schools):
    """Entered out of order: the decision says which comes first."""
    second = order(bundle, "merge", 2, closing=[schools[1]], surviving=schools[2])
    first = order(bundle, "merge", 1, closing=[schools[0]], surviving=schools[1])
    return [first, second]


def order(bundle, kind, sequence, on=DAY, **roles):
    return make_event(kind, on, province=bundle.province, bundle=bundle, sequence=sequence, **roles)


def page(bundle, name) -> str:
    return f"{BUNDLES}{bundle.pk}/{name}/"


def number(here) -> int:
    return count_units(DAY, province=here.province).total


def confirm(client, bundle):
    seal = client.get(page(bundle, "effect")).context["seal"]
    said = {"seal": seal, "reason": "quyết định từ trước"}
    return client.post(page(bundle, "effect"), said, follow=True)


def states(bundle) -> set[str]:
    return set(bundle.events.values_list("status", flat=True))


def test_a_decision_is_entered_and_its_events_added_in_order(login, here, schools):
    client = login("preparer", here.province)
    form = {"title": "Sắp xếp", "province": here.province.pk, "decision_number": "7/QĐ-MH"}
    client.post(f"{BUNDLES}add/", {**form, "_continue": "1"})
    bundle = Bundle.objects.get()
    for kind, on in (("merge", "01/07/2021"), ("rename", "01/07/2021"), ("dissolve", "01/05/2021")):
        answer = client.post(page(bundle, "add-event"), {"kind": kind, "operative_on": on})
        event = ReorganizationEvent.objects.latest("pk")
        assert answer.headers["Location"] == event.get_absolute_url()
        assert (event.province, event.decision_number) == (here.province, "7/QĐ-MH")
    shown = client.get(page(bundle, "change"))
    listed = [(one.place, one.event.kind) for one in shown.context["orders"]]
    assert listed == [(1, "dissolve"), (2, "merge"), (3, "rename")]
    text = shown.content.decode()
    assert all(f'href="{event.get_absolute_url()}"' in text for event in bundle.events.all())
    wrong = client.post(page(bundle, "add-event"), {"kind": "other", "operative_on": "mai"})
    assert set(wrong.context["form"].errors) == {"kind", "operative_on"}
    assert bundle.events.count() == 3


def test_the_effect_shows_each_event_after_those_before_it(login, here, bundle, events):
    before = number(here)
    shown = login("approver", here.province).get(page(bundle, "effect"))
    preview = shown.context["preview"]
    assert [row.order.event for row in preview.rows] == events
    assert [(row.effect.on_the_day, row.effect.after) for row in preview.rows] == [
        (before, before - 1),
        (before - 1, before - 2),
    ]
    assert (preview.units, preview.change, preview.refused) == (4, -2, 0)
    assert [len(row.lines) for row in preview.rows] == [2, 2]
    assert number(here) == before, "a preview changes nothing"


def test_the_whole_decision_takes_effect_and_is_annulled(login, here, bundle, events):
    before = number(here)
    client = login("administrator")
    done = confirm(client, bundle)
    assert done.redirect_chain[-1][0] == page(bundle, "change")
    assert [message.level_tag for message in done.context["messages"]] == ["success"]
    assert (number(here), states(bundle)) == (before - 2, {EventStatus.IN_EFFECT})
    assert client.post(page(bundle, "annul"), {"reason": " "}).context["form"].errors
    assert states(bundle) == {EventStatus.IN_EFFECT}
    client.post(page(bundle, "annul"), {"reason": "đổi ý"})
    assert (number(here), states(bundle)) == (before, {EventStatus.ANNULLED})
    for name, row in (("bundle", bundle), *(("reorganizationevent", one) for one in events)):
        rows = LogEntry.objects.filter(content_type__model=name, object_id=str(row.pk))
        said = [entry.get_change_message() for entry in rows.order_by("pk")]
        assert len(said) == 2
        assert "đổi ý" in said[1]


def test_one_breach_refuses_all_and_is_named(login, here, bundle, events, schools):
    bad = order(bundle, "dissolve", 3, closing=[schools[0]])
    before = number(here)
    client = login("administrator")
    shown = client.get(page(bundle, "effect"))
    preview = shown.context["preview"]
    assert preview.refused == 1
    assert [bool(row.breaches) for row in preview.rows] == [False, False, True]
    assert preview.rows[-1].breaches[0][0] in shown.content.decode()
    said = {"seal": shown.context["seal"], "reason": "quyết định từ trước"}
    refused = client.post(page(bundle, "effect"), said, follow=True)
    [message] = refused.context["messages"]
    assert str(bad) in message.message
    assert preview.rows[-1].breaches[0][0] in message.message
    assert (number(here), states(bundle)) == (before, {EventStatus.PROPOSED})


def test_who_confirms_confirms_what_was_shown(login, here, bundle, events, schools):
    client = login("administrator")
    before, seal = number(here), client.get(page(bundle, "effect")).context["seal"]
    Participant.objects.create(event=events[1], role="closing", unit=schools[3])
    said = {"seal": seal, "reason": "quyết định từ trước"}
    refused = client.post(page(bundle, "effect"), said, follow=True)
    assert [message.level_tag for message in refused.context["messages"]] == ["error"]
    assert number(here) == before
    confirm(client, bundle)
    assert number(here) == before - 3


def test_an_event_of_a_decision_never_takes_effect_alone(login, here, bundle, events):
    client = login("administrator")
    for send in (client.get, client.post):
        answer = send(f"{EVENT}{events[0].pk}/effect/")
        assert answer.headers["Location"] == page(bundle, "effect")
    assert states(bundle) == {EventStatus.PROPOSED}
    assert page(bundle, "change") in client.get(events[0].get_absolute_url()).content.decode()


def test_a_decision_without_events_has_no_effect(login, here, bundle):
    client = login(is_superuser=True)
    for send in (client.get, lambda url: client.post(url, {"seal": "x"})):
        answer = send(page(bundle, "effect"))
        assert answer.status_code == 302
    assert client.get(page(bundle, "annul")).headers["Location"] == page(bundle, "change")


def test_later_events_are_listed_and_refuse_the_annulment(login, here, bundle, events, schools):
    client = login(is_superuser=True)
    confirm(client, bundle)
    later = make_event("dissolve", day("2022-01-01"), province=here.province, closing=[schools[2]])
    seal = client.get(f"{EVENT}{later.pk}/effect/").context["seal"]
    client.post(f"{EVENT}{later.pk}/effect/", {"seal": seal, "reason": "quyết định từ trước"})
    refused = client.post(page(bundle, "annul"), {"reason": "đổi ý"})
    assert refused.context["later"] == [later]
    assert states(bundle) == {EventStatus.IN_EFFECT}


def test_what_is_in_effect_cannot_be_edited(login, here, bundle, events):
    client = login("administrator")
    confirm(client, bundle)
    assert client.post(page(bundle, "change"), {"title": "x"}).status_code == 403
    assert client.post(page(bundle, "delete"), {"post": "yes"}).status_code == 403
    assert client.post(page(bundle, "add-event"), {"kind": "merge"}).status_code == 403
    text = client.get(page(bundle, "change")).content.decode()
    assert 'name="_save"' not in text
    assert page(bundle, "annul") in text
    assert page(bundle, "effect") not in text
    client.post(page(bundle, "annul"), {"reason": "x"})
    assert client.post(page(bundle, "change"), {"title": "x"}).status_code == 403


def test_a_draft_is_deleted_with_its_events(login, here, bundle, events, schools):
    born = order(bundle, "establish", 3, new=[{"name": "Trường mới"}])
    later = order(bundle, "rename", 4)
    Participant.objects.create(
        event=later, role="surviving", born_in=born.participants.get(), name="Tên sau"
    )
    client = login("preparer", here.province)
    assert str(events[0]) in client.get(page(bundle, "delete")).content.decode()
    client.post(page(bundle, "delete"), {"post": "yes"})
    assert not Bundle.objects.exists()
    assert not ReorganizationEvent.objects.filter(operative_on=DAY).exists()


def test_the_province_stays_once_there_are_events(login, here, there, bundle, events):
    client = login("administrator")
    client.post(page(bundle, "change"), {"title": "Tên khác", "province": there.province.pk})
    bundle.refresh_from_db()
    assert (bundle.title, bundle.province) == ("Tên khác", here.province)


#: Role -> (may prepare the decision, may put it into effect and annul it without a dossier).
ROLES = {
    "preparer": (True, False),
    "approver": (False, False),
    "administrator": (True, True),
    "appraiser": (False, False),
    "reader": (False, False),
    "inspector": (False, False),
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_its_own_part(role, login, here, bundle, events):
    prepares, decides = ROLES[role]
    client = login(role, here.province)
    assert client.get(page(bundle, "change")).status_code == 200
    assert client.get(page(bundle, "effect")).status_code == 200
    form = {"kind": "dissolve", "operative_on": "01/07/2021"}
    saved = client.post(page(bundle, "change"), {"title": "Tên khác"})
    added = client.post(page(bundle, "add-event"), form)
    assert {saved.status_code, added.status_code} == ({302} if prepares else {403})
    bundle.events.filter(participants=None).delete()
    seal = client.get(page(bundle, "effect")).context["seal"]
    done = client.post(page(bundle, "effect"), {"seal": seal, "reason": "x"})
    assert done.status_code == (302 if decides else 403)
    assert states(bundle) == {EventStatus.IN_EFFECT if decides else EventStatus.PROPOSED}
    put_bundle_into_effect(bundle, by=None, at=bundle.created_at)
    undone = client.post(page(bundle, "annul"), {"reason": "x"})
    assert undone.status_code == (302 if decides else 403)


@pytest.mark.parametrize("role", [*ROLES, ""])
def test_a_decision_of_another_province_does_not_exist(role, login, here, there, bundle, events):
    client = login(role, there.province if role else None)
    for name in ("change", "delete", "history", "effect", "annul", "add-event"):
        assert client.get(page(bundle, name)).status_code in (403, 404), name
        assert client.post(page(bundle, name), {"reason": "x"}).status_code in (403, 404), name
    if role:
        assert bundle not in client.get(BUNDLES).context["cl"].result_list
    assert states(bundle) == {EventStatus.PROPOSED}


def test_a_role_elsewhere_and_reading_here_is_not_enough(login, here, there, bundle, events):
    user = make_user(role="administrator", province=there.province)
    user.memberships.create(role="reader", province=here.province, started_on=DAY)
    client = login()
    client.force_login(user)
    seal = client.get(page(bundle, "effect")).context["seal"]
    assert client.post(page(bundle, "effect"), {"seal": seal, "reason": "x"}).status_code == 403


def test_an_event_of_elsewhere_keeps_the_decision_from_being_taken_here(
    login, here, there, bundle, events
):
    """A bundle of this province with an event of another: nobody of here decides over there."""
    events[1].province = there.province
    events[1].save()
    client = login("approver", here.province)
    assert client.get(page(bundle, "effect")).status_code == 403
    assert client.post(page(bundle, "effect"), {"seal": "x"}).status_code == 403
    listed = client.get(page(bundle, "change")).context["orders"]
    assert [one.event for one in listed] == [events[0]]


#: Page -> queries for who sees the country, and for who prepares in one province.
BUDGETS = {"": (6, 20), "change": (9, 22), "effect": (26, 36), "add-event": (4, 14)}


def asked(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", BUDGETS)
def test_a_screen_keeps_its_budget(name, login, here, there, bundle, events, schools):
    address = page(bundle, name) if name else BUNDLES
    ministry, province = BUDGETS[name]
    few = asked(login(is_superuser=True), address)
    assert few <= ministry
    assert asked(login("preparer", here.province), address) <= province
    for size in (3, 40):
        closing = [make_unit(here.province, agency=here.agency) for _n in range(size)]
        Participant.objects.bulk_create(
            Participant(event=events[0], role="closing", unit=unit) for unit in closing
        )
    assert asked(login(is_superuser=True), address) == few
