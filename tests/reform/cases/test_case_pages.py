"""The dossier through its pages: three people bring it from draft to executed; strangers see
nothing of it; a stale form shows what the other did."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reform.models import Case, DocumentVersion, PlannedFigures
from tests.factories import day, make_event, make_province, make_unit, make_user

from .people import Office, make_decision

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nnothing to see"


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def desk(client, office):
    return Desk(client, office)


class Desk:
    """The browser of whoever sits at it."""

    def __init__(self, client, office):
        self.client, self.office = client, office

    def sits(self, role):
        self.client.force_login(self.office.people[role])
        return self

    def takes(self, case, action, **said):
        case.refresh_from_db()
        said = {"version": case.version, **said}
        address = reverse("admin:reform_case_step", args=[case.pk, action])
        answer = self.client.post(address, said)
        case.refresh_from_db()
        return answer

    def sees(self, case):
        return self.client.get(case.get_absolute_url())


def test_three_people_bring_a_dossier_from_draft_to_executed(desk, office):
    unit = make_unit(office.province)
    desk.sits("preparer")
    answer = desk.client.post(
        reverse("admin:reform_case_add"),
        {"province": office.province.pk, "procedure": office.procedure.pk, "title": "Giải thể"},
    )
    case = Case.objects.get()
    assert answer.url == case.get_absolute_url()
    assert case.number == f"HS-MH-{case.created_at.year}-0001"
    make_event(
        "dissolve", day("2027-06-01"), province=office.province, bundle=case.bundle, closing=unit
    )
    for paper in case.procedure.required_documents.all():
        desk.client.post(
            reverse("admin:reform_case_file", args=[case.pk]),
            {"required": paper.pk, "file": SimpleUploadedFile("giay.pdf", PDF)},
        )
    assert desk.sees(case).status_code == 200
    desk.takes(case, "submit")
    desk.sits("appraiser")
    desk.takes(case, "accept")
    desk.takes(case, "appraise")
    desk.takes(case, "conclude", reason="Đủ điều kiện")
    desk.sits("approver")
    desk.takes(case, "approve", decision=make_decision().pk)
    assert case.status == "approved"
    desk.takes(case, "execute")
    assert case.status == "executed"
    assert unit.versions.known().get().valid_to == day("2027-06-01")
    for role in office.people:
        assert desk.sits(role).sees(case).status_code == 200


@pytest.mark.parametrize("role", ["preparer", "appraiser", "approver", "reader", "inspector"])
def test_each_sees_the_steps_of_their_role_and_no_other(desk, office, role):
    case = office.at("submitted")
    shown = desk.sits(role).sees(case).content.decode()
    for action, owner in (
        ("withdraw", "preparer"),
        ("accept", "appraiser"),
        ("return", "appraiser"),
    ):
        address = reverse("admin:reform_case_step", args=[case.pk, action])
        assert (address in shown) == (role == owner)
        assert desk.client.get(address).status_code == (200 if role == owner else 403)


def test_a_stale_form_shows_what_the_other_did_and_changes_nothing(desk, office):
    case = office.at("submitted")
    stale = case.version
    office.move(case, "accept")
    desk.sits("appraiser")
    answer = desk.takes(case, "appraise", version=stale)
    assert answer.status_code == 200
    assert [one.action for _label, one in answer.context["since"]] == ["accept"]
    assert case.status == "accepted"


def test_a_refused_step_says_every_reason(desk, office):
    case = office.case(filed=False)
    answer = desk.sits("preparer").takes(case, "submit")
    assert len(answer.context["sentences"]) == 6  # the papers of Article 11, clause 1
    assert case.status == "draft"


def test_nothing_exists_for_people_of_another_province(desk, office):
    case = office.at("approved")
    version = DocumentVersion.objects.filter(document__case=case).first()
    part = case.bundle.events.get().participants.get()
    other = make_province("MN", "Minh Ngọc")
    addresses = [
        case.get_absolute_url(),
        reverse("admin:reform_case_step", args=[case.pk, "execute"]),
        reverse("admin:reform_case_file", args=[case.pk]),
        reverse("admin:reform_case_paper", args=[case.pk, version.pk]),
        reverse("admin:reform_case_plan", args=[case.pk, part.pk]),
    ]
    for role in ("preparer", "appraiser", "approver", "reader"):
        desk.client.force_login(make_user(role=role, province=other))
        for address in addresses:
            assert desk.client.get(address).status_code in (403, 404), (role, address)
        listed = desk.client.get(reverse("admin:reform_case_changelist")).content.decode()
        assert case.number not in listed


def test_events_are_edited_only_in_the_hands_of_the_preparer(desk, office):
    case = office.case()
    event = case.bundle.events.get()
    desk.sits("preparer")
    address = reverse("admin:units_reorganizationevent_change", args=[event.pk])
    assert desk.client.get(address).context["has_change_permission"]
    office.move(case, "submit")
    assert not desk.client.get(address).context["has_change_permission"]


def test_nobody_puts_the_events_of_a_dossier_into_effect_beside_it(desk, office):
    case = office.at("appraised")
    address = reverse("admin:units_bundle_effect", args=[case.bundle_id])
    desk.client.force_login(make_user(role="administrator"))
    shown = desk.client.get(address)
    assert case.number in shown.content.decode()
    said = {"seal": shown.context["seal"], "reason": "bỏ qua hồ sơ"}
    answer = desk.client.post(address, said, follow=True)
    assert [one.level_tag for one in answer.context["messages"]] == ["error"]
    assert case.bundle.events.get().status == "proposed"


def test_planned_figures_stay_empty_where_unknown(desk, office):
    case = office.case()
    event = make_event(
        "rename", day("2026-06-01"), province=office.province, bundle=case.bundle,
        surviving={"unit": make_unit(office.province), "name": "Tên mới"},
    )  # fmt: skip
    part = event.participants.get()
    desk.sits("preparer")
    desk.client.post(
        reverse("admin:reform_case_plan", args=[case.pk, part.pk]),
        {"employees": "30", "headcount_budget": "", "deputies": "0"},
    )
    plan = PlannedFigures.objects.get(participant=part)
    assert (plan.employees, plan.headcount_budget, plan.deputies) == (30, None, 0)


def test_status_is_a_field_of_no_form(desk, office):
    case = office.case()
    desk.sits("preparer").takes(case, "amend", title="Tên mới", status="executed")
    assert (case.title, case.status) == ("Tên mới", "draft")
