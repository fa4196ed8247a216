"""Preparers and approvers enter their own province's plans and decisions and mend them, until
something in force rests on them; national documents and those of others stay out of their hands."""

import pytest
from django.urls import reverse

from resolutions.models import DocumentRelation, LegalDocument
from tests.factories import make_province, make_user
from tests.reform.cases.people import TODAY, Office

pytestmark = pytest.mark.django_db
LISTED = ("parts", "relations", "relations_to")


@pytest.fixture
def office():
    return Office()


def document(province, number="12/QĐ-UBND", kind="decision") -> LegalDocument:
    return LegalDocument.objects.create(
        number=number, issuer="UBND tỉnh", issued_on=TODAY, kind=kind, title="Về sắp xếp",
        province=province,
    )  # fmt: skip


def said(province, **values) -> dict[str, object]:
    form = {
        "number": "15/QĐ-UBND", "issuer": "UBND tỉnh", "issued_on": "02/03/2026",
        "kind": "decision", "title": "Về giải thể", "province": province.pk if province else "",
    }  # fmt: skip
    for name in LISTED:
        form |= {f"{name}-TOTAL_FORMS": 0, f"{name}-INITIAL_FORMS": 0}
    return form | values


def change(row) -> str:
    return reverse("admin:resolutions_legaldocument_change", args=[row.pk])


ADD = "admin:resolutions_legaldocument_add"
WRITERS = {"preparer": True, "approver": True, "appraiser": False, "reader": False,
           "inspector": False}  # fmt: skip


@pytest.mark.parametrize(("role", "may"), WRITERS.items())
def test_who_enters_one(office, client, role, may):
    client.force_login(office.people[role])
    answer = client.post(reverse(ADD), said(office.province))
    assert answer.status_code == (302 if may else 403)
    assert LegalDocument.objects.filter(province=office.province).exists() is may


def test_no_national_one_and_none_of_another_province(office, client):
    reader_too = make_user(role="ministry_reader")
    reader_too.memberships.create(role="preparer", province=office.province, started_on=TODAY)
    for person in (office.people["preparer"], reader_too):
        client.force_login(person)
        for place in (None, make_province(f"X{person.pk % 10}", f"Khác {person.pk}")):
            answer = client.post(reverse(ADD), said(place))
            assert answer.status_code == 200, place
            assert "province" in answer.context["adminform"].form.errors
    assert not LegalDocument.objects.filter(number="15/QĐ-UBND").exists()


def test_a_document_is_mended_and_its_states_are_kept(office, client):
    row = document(office.province)
    client.force_login(office.people["preparer"])
    assert client.post(change(row), said(office.province)).status_code == 302
    row.refresh_from_db()
    assert (row.number, row.history.count()) == ("15/QĐ-UBND", 2)


@pytest.mark.parametrize("place", ["national", "another"])
def test_what_is_not_of_the_province_is_not_changed(office, client, place):
    row = document({"national": None, "another": make_province("MX", "Khác")}[place])
    client.force_login(office.people["preparer"])
    assert client.post(change(row), said(office.province)).status_code in (403, 404)
    assert not row.history.filter(number="15/QĐ-UBND").exists()


def test_once_a_decided_dossier_names_it_only_the_ministry_changes_it(office, client):
    row, case = document(office.province), office.at("appraised")
    client.force_login(office.people["approver"])
    assert 'name="number"' in client.get(change(row)).text
    office.move(case, "approve", decision=row)
    page = client.get(change(row))
    assert 'name="number"' not in page.text
    assert len(page.context["messages"]) == 1
    assert client.post(change(row), said(office.province)).status_code == 403
    client.force_login(make_user(role="administrator"))
    assert client.post(change(row), said(office.province)).status_code == 302


def test_a_dossier_in_preparation_binds_its_plan_not_yet(office, client):
    row = document(office.province, kind="plan")
    office.case(plan=row)
    client.force_login(office.people["preparer"])
    assert client.post(change(row), said(office.province, kind="plan")).status_code == 302


def test_what_another_document_says_of_it_binds_it(office, client):
    row, other = document(office.province), document(office.province, "13/QĐ-UBND")
    DocumentRelation.objects.create(from_document=other, to_document=row, kind="implements")
    client.force_login(office.people["preparer"])
    assert client.post(change(row), said(office.province)).status_code == 403


def test_the_step_that_names_a_decision_leads_to_recording_one(office, client):
    case = office.at("appraised")
    client.force_login(office.people["approver"])
    step = client.get(reverse("admin:reform_case_step", args=[case.pk, "approve"])).text
    address = f"{reverse(ADD)}?kind=decision&amp;province={office.province.pk}"
    assert address in step
    form = client.get(address.replace("&amp;", "&")).context["adminform"].form
    assert (form["kind"].value(), form["province"].value()) == ("decision", str(office.province.pk))
