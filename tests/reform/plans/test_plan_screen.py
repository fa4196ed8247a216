"""The screen of plans: how a plan stands, freezing, what if, and from there to a dossier; each
within one's province, and only by those who prepare."""

import re

import pytest
from django.urls import reverse

from reform.admin.plan_pairs import NO_PAIR
from reform.models import Case, CaseRule, Plan, PlanPeriod, Procedure
from tests.factories import day, make_agency, make_figures, make_province, make_unit
from tests.reform.cases.people import Office

from .world import make_plan, make_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = Office()
    commune = make_agency("UBND xã Minh Họa 1", level="commune", province=office.province)
    office.units = [
        make_unit(office.province, name=f"Trường Mầm non Minh Họa {people}", agency=commune)
        for people in (6, 20)
    ]
    for unit, people in zip(office.units, (6, 20), strict=True):
        make_figures(unit, 2025, headcount_present=people)
    return office


@pytest.fixture
def plan(office):
    plan = make_plan(office.province)
    make_target(plan)
    return plan


@pytest.fixture
def preparer(office, client):
    client.force_login(office.people["preparer"])
    return client


def pair(office) -> str:
    return "-".join(str(unit.pk) for unit in office.units)


def test_a_preparer_makes_a_plan_and_freezes_its_baseline(office, preparer):
    rows = {"measures-TOTAL_FORMS": 0, "measures-INITIAL_FORMS": 0}
    period = PlanPeriod.objects.get(code="2026-2027")
    sent = {"province": office.province.pk, "period": period.pk, **rows}
    preparer.post(reverse("admin:reform_plan_add"), sent)
    plan = Plan.objects.get()
    address = reverse("admin:reform_plan_freeze", args=[plan.pk])
    assert preparer.get(address).status_code == 200
    answer = preparer.post(address, {"on": "31/12/2015"})
    assert answer.url == plan.get_absolute_url()
    plan.refresh_from_db()
    assert (plan.baseline_on, plan.frozen_by) == (day("2015-12-31"), office.people["preparer"])
    page = preparer.get(plan.get_absolute_url())
    assert page.context["baseline"].then == 2


def test_what_if_shows_the_target_move_and_drafts_the_dossier(office, plan, preparer):
    address = reverse("admin:reform_plan_what_if", args=[plan.pk])
    page = preparer.get(address)
    assert [one.key for one in page.context["pairs"]] == [pair(office)]
    tried, prospects = preparer.get(
        address, {"operative_on": "2027-01-01", "pair": pair(office)}
    ).context["tried"]
    assert (tried.now, tried.then) == (2, 1)
    assert [one.moves for one, _now, _then in prospects] == [True]
    assert not Case.objects.exists()

    procedure = preparer.get(address).context["drafting"].fields["procedure"].queryset.first()
    sent = {
        "operative_on": "2027-01-01", "pair": pair(office), "title": "Sáp nhập hai trường",
        "procedure": procedure.pk,
    }  # fmt: skip
    answer = preparer.post(address, sent)
    case = Case.objects.get()
    assert answer.url == case.get_absolute_url()
    assert (case.plan, case.status) == (plan.document, "draft")
    event = case.bundle.events.get()
    roles = {one.role: one.unit_id for one in event.participants.all()}
    assert roles == {"closing": office.units[0].pk, "surviving": office.units[1].pk}


def test_a_dossier_is_drafted_from_mergers_only(office, plan, preparer):
    under_way = office.at("draft")
    address = reverse("admin:reform_plan_what_if", args=[plan.pk])
    procedure = preparer.get(address).context["drafting"].fields["procedure"].queryset.first()
    page = preparer.post(address, {"operative_on": "2027-01-01", "case": under_way.pk,
                                   "title": "Hồ sơ rỗng", "procedure": procedure.pk})  # fmt: skip

    assert page.status_code == 200
    assert str(NO_PAIR) in page.content.decode()
    assert Case.objects.get() == under_way


def test_a_procedure_withdrawn_meanwhile_is_said_and_nothing_is_drafted(office, plan, preparer):
    address = reverse("admin:reform_plan_what_if", args=[plan.pk])
    procedure = preparer.get(address).context["drafting"].fields["procedure"].queryset.first()
    Procedure.objects.filter(pk=procedure.pk).update(state="frozen")
    page = preparer.post(address, {"operative_on": "2027-01-01", "pair": pair(office),
                                   "title": "Sáp nhập", "procedure": procedure.pk})  # fmt: skip

    assert page.status_code == 200
    (sentence,) = page.context["drafting"].errors["procedure"]
    assert sentence in page.content.decode()
    assert not Case.objects.exists()


def test_a_measure_at_nobodys_door_is_shown_so(plan, preparer):
    plan.measures.create(what="Sáp nhập")
    preparer.cookies["django_language"] = "en"
    page = preparer.get(reverse("admin:reform_plan_change", args=[plan.pk])).content.decode()

    assert "no person named" in page
    assert "no agency named" in page


def test_dossiers_alone_are_tried_as_often_as_one_likes(office, plan, preparer):
    """Where no merger is suggested its day stays in the form, unseen: without it nothing is tried
    any more, and nothing says why."""
    CaseRule.objects.filter(code="employees").delete()
    case = office.at("draft")
    address = reverse("admin:reform_plan_what_if", args=[plan.pk])
    asked = {}
    for _time in range(3):
        page = preparer.get(address, asked)
        found = re.findall(r'name="operative_on" value="([^"]+)"', page.content.decode())
        asked = {"case": case.pk, "operative_on": found}
    assert page.context["tried"] or page.context["sentences"]


def test_a_pair_that_is_not_suggested_is_not_tried(office, plan, preparer):
    other = make_unit(office.province)
    address = reverse("admin:reform_plan_what_if", args=[plan.pk])
    asked = {"operative_on": "2027-01-01", "pair": f"{other.pk}-{office.units[0].pk}"}
    page = preparer.get(address, asked)
    assert page.context["tried"] is None
    assert "pair" in page.context["form"].errors


@pytest.mark.parametrize("role", ["appraiser", "approver", "reader", "inspector"])
def test_who_does_not_prepare_looks_and_writes_nothing(office, plan, client, role):
    client.force_login(office.people[role])
    assert client.get(plan.get_absolute_url()).status_code == 200
    assert client.get(reverse("admin:reform_plan_what_if", args=[plan.pk])).status_code == 200
    freezing = reverse("admin:reform_plan_freeze", args=[plan.pk])
    assert client.post(freezing, {"on": "31/12/2015"}).status_code == 403
    plan.refresh_from_db()
    assert plan.baseline_on is None


@pytest.mark.parametrize("page", ["change", "freeze", "what_if"])
def test_another_province_has_no_such_plan(plan, client, page):
    stranger = Office(make_province("MK", "Minh Khác"))
    client.force_login(stranger.people["preparer"])
    address = reverse(f"admin:reform_plan_{page}", args=[plan.pk])
    assert client.get(address).status_code == 404
