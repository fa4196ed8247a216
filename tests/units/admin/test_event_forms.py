"""The form of an event is fitted to its kind, and its pickers to its day and province."""

import pytest
from django.utils import timezone
from django.utils.html import escape

from tests.factories import day, make_event, make_unit
from tests.units.admin.forms import ADD, event_form, page
from units.admin.cures import CURES
from units.kinds import KINDS
from units.models import ReorganizationEvent, UnitVersion
from units.reorganization import carry_out
from units.rules import RULES

pytestmark = pytest.mark.django_db
PICK = "/admin/units/unit/pick/?app_label=units&model_name=participant&field_name=unit"


def roles_offered(client, kind: str) -> dict[str, set[str]]:
    """Part of the form -> roles that its rows may have."""
    page = client.get(f"{ADD}?kind={kind}")
    parts = {}
    for part in page.context["inline_admin_formsets"]:
        formset = part.formset
        field = formset.empty_form.fields.get("role")
        roles = {value for value, _label in field.choices} if field else {formset.only_role}
        parts[formset.prefix] = {str(role) for role in roles}
    return parts


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_offers_the_roles_of_its_kind(kind, login):
    offered = roles_offered(login(is_superuser=True), kind)
    wanted = {str(role) for role in KINDS[kind].roles}
    assert set().union(*offered.values()) == wanted
    assert ("new" in offered) == ("new" in wanted)
    assert offered.get("new", {"new"}) == {"new"}


def test_the_kind_is_chosen_first(login):
    client = login(is_superuser=True)
    text = client.get(ADD).content.decode()
    for kind in KINDS.values():
        assert f'href="?kind={kind.code}"' in text
        assert escape(str(kind.help_text)) in text
    for wrong in ("?kind=", "?kind=other"):
        assert "?kind=merge" in client.get(ADD + wrong).content.decode()
    assert client.post(ADD, {"kind": "other"}).context["errors"]


FORMS = {
    "establish": lambda u: {"new": [{"name": "Trường mới", "code": "M1"}]},
    "consolidate": lambda u: {
        "existing": [{"unit": u[0].pk}, {"unit": u[1].pk}],
        "new": [{"name": "Trường mới"}],
    },
    "divide": lambda u: {"existing": [{"unit": u[0].pk}], "new": [{"name": "A"}, {"name": "B"}]},
    "separate": lambda u: {"existing": [{"unit": u[0].pk}], "new": [{"name": "A"}]},
    "dissolve": lambda u: {"existing": [{"unit": u[0].pk}]},
    "rename": lambda u: {"existing": [{"unit": u[0].pk, "name": "Tên mới"}]},
    "equitize": lambda u: {"existing": [{"unit": u[0].pk, "company_name": "Công ty Minh Họa"}]},
    "compound": lambda u: {
        "existing": [{"unit": u[0].pk, "role": "closing"}, {"unit": u[1].pk, "role": "surviving"}],
        "new": [{"name": "A"}],
    },
}


@pytest.mark.parametrize("kind", FORMS)
def test_an_event_of_each_kind_is_entered_and_takes_effect(kind, here, login):
    client = login(is_superuser=True)
    form = event_form(kind, "01/06/2021", province=here.province.pk, **FORMS[kind](here.units))
    client.post(ADD, {**form, "_effect": "1"})
    event = ReorganizationEvent.objects.latest("pk")
    assert {part.role for part in event.participants.all()} <= set(KINDS[kind].roles)
    shown = client.get(page(event, "effect"))
    assert shown.context["breaches"] == []
    client.post(page(event, "effect"), {"seal": shown.context["seal"], "reason": "Có trước"})
    event.refresh_from_db()
    assert event.status == "in_effect"
    assert event.created_by


def test_empty_rows_are_left_out_and_incomplete_proposals_are_kept(here, login):
    client = login(is_superuser=True)
    rows = [{"role": "closing", "unit": here.units[0].pk}, {"role": "surviving", "unit": ""}]
    form = event_form("merge", "01/06/2021", province=here.province.pk, existing=rows)
    client.post(ADD, form)
    event = ReorganizationEvent.objects.latest("pk")
    assert event.participants.count() == 1
    assert [code for code, _cure in client.get(page(event, "effect")).context["breaches"]]


def test_a_unit_takes_part_only_once(here, login):
    client = login(is_superuser=True)
    unit = here.units[0].pk
    rows = [{"role": "closing", "unit": unit}, {"role": "surviving", "unit": unit}]
    form = event_form("merge", "01/06/2021", province=here.province.pk, existing=rows)
    answer = client.post(ADD, form)
    assert answer.status_code == 200
    assert answer.context["errors"]


def test_a_chosen_unit_is_shown_with_code_name_and_agency(here, login):
    event = here.events["proposed"]
    text = login(is_superuser=True).get(page(event, "change")).content.decode()
    for unit in here.units[:2]:
        version = UnitVersion.objects.known().get(unit=unit)
        assert f"{version.code} · {version.name} · {here.agency}" in text


def picked(client, **asked) -> list[str]:
    question = "&".join(f"{name}={value}" for name, value in asked.items())
    return [one["text"] for one in client.get(f"{PICK}&{question}").json()["results"]]


def test_the_picker_offers_units_of_the_day_before_and_finds_old_names(here, login):
    client = login(is_superuser=True)
    moved = {"unit": here.units[0], "name": "Trường Tên Sau"}
    event = make_event("rename", day("2021-06-01"), province=here.province, surviving=moved)
    carry_out([event], by=None, at=timezone.now())
    agency = here.agency.name
    before = [f"MH000 · Trường Minh Họa 0 · {agency}"]
    after = [f"MH000 · Trường Tên Sau · {agency}"]
    assert picked(client, term="minh hoa 0", on="01/06/2021") == before
    assert picked(client, term="mh000", on="2021-06-02") == after
    [told] = picked(client, term="minh hoa 0", on="02/06/2021")
    assert told.startswith(after[0])
    assert told.endswith("Trường Minh Họa 0"), "found by a former name, and says so"
    assert picked(client, term="minh hoa", on="2015-01-01") == []


def test_the_picker_offers_ended_units_to_be_set_up_again(here, login):
    client = login(is_superuser=True)
    offered = picked(client, term="minh hoa", on="2021-06-01", ended="1")
    assert [text.split(" · ")[0] for text in offered] == ["MH002"]
    form = client.get(f"{ADD}?kind=reestablish").content.decode()
    assert "ended=True" in form


def test_the_picker_keeps_to_the_province_of_the_event(here, there, login):
    client = login(is_superuser=True)
    stranger = make_unit(there.province, name="Trường Minh Họa lạ", code="LA1")
    assert any("LA1" in text for text in picked(client, term=stranger.versions.get().code))
    assert picked(client, term="LA1", province=here.province.pk) == []


def test_every_rule_of_the_register_has_its_cure():
    assert set(CURES) == {rule.__name__ for rule in RULES}


def test_a_change_of_a_proposal_is_logged_and_shown_again(here, login):
    client = login("preparer", here.province)
    event = here.events["proposed"]
    shown = client.get(page(event, "change"))
    form = {
        name: "" if value is None else value
        for name, value in shown.context["adminform"].form.initial.items()
        if name != "supersedes"
    }
    form |= {"operative_on": "01/04/2020", "reason": "sắp xếp", "province": here.province.pk}
    formset = shown.context["inline_admin_formsets"][0].formset
    form |= {f"{formset.prefix}-TOTAL_FORMS": 2, f"{formset.prefix}-INITIAL_FORMS": 2}
    for number, part in enumerate(event.participants.order_by("pk")):
        row = {"id": part.pk, "role": part.role, "unit": part.unit_id}
        form |= {f"{formset.prefix}-{number}-{name}": value for name, value in row.items()}
    client.post(page(event, "change"), {**form, "_continue": "1"})
    event.refresh_from_db()
    assert (event.reason, event.operative_on) == ("sắp xếp", day("2020-04-01"))
    assert client.get(page(event, "history")).context["action_list"].paginator.count == 1
