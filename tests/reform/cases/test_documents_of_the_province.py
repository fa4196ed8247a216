"""A dossier names plans and decisions of its own province, of those that became part of it, and
national ones: in every picker, and whatever is sent past the picker."""

import pytest
from django.urls import reverse

from reform.cases.desk import MoveRefused
from resolutions.models import LegalDocument
from tests.factories import day, make_province, make_user

from .people import TODAY, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return Office()


def documents(office, kind) -> dict[str, LegalDocument]:
    former = make_province("MC", "Minh Cũ", valid_to=day("2025-07-01"),
                           succeeded_by=office.province)  # fmt: skip
    places = {"national": None, "own": office.province, "former": former,
              "strange": make_province("MX", "Xa Lạ")}  # fmt: skip
    return {
        name: LegalDocument.objects.create(number=f"{name}/QĐ", issuer=name, issued_on=TODAY,
                                           kind=kind, title=name, province=province)
        for name, province in places.items()
    }  # fmt: skip


def offered(client, address, field) -> set[str]:
    return {one.title for one in client.get(address).context["form"].fields[field].queryset}


@pytest.mark.parametrize(
    ("status", "action", "field", "kind"),
    [("draft", "amend", "plan", "plan"), ("appraised", "approve", "decision", "decision")],
)
@pytest.mark.parametrize("everywhere", [False, True])
def test_a_step_offers_and_takes_only_documents_of_the_province(
    office, client, status, action, field, kind, everywhere
):
    case, found = office.at(status), documents(office, kind)
    role = {"amend": "preparer", "approve": "approver"}[action]
    person = make_user(role=role) if everywhere else office.people[role]
    client.force_login(person)
    address = reverse("admin:reform_case_step", args=[case.pk, action])
    assert offered(client, address, field) - {"Quyết định giải thể"} == set(found) - {"strange"}
    said = {"version": case.version, "title": "x", field: found["strange"].pk}
    assert field in client.post(address, said).context["form"].errors
    with pytest.raises(MoveRefused):
        office.move(case, action, **{field: found["strange"]})
    assert office.move(case, action, **{field: found["former"]}).version == case.version + 1


def test_a_new_dossier_carries_out_no_plan_of_another_province(office, client):
    found = documents(office, "plan")
    address = reverse("admin:reform_case_add")
    client.force_login(office.people["preparer"])
    assert offered(client, address, "plan") == set(found) - {"strange"}
    client.force_login(make_user(role="preparer"))  # of the whole country
    assert offered(client, address, "plan") == set(found)
    said = {"province": office.province.pk, "procedure": office.procedure.pk, "title": "x"}
    refused = client.post(address, said | {"plan": found["strange"].pk})
    assert set(refused.context["form"].errors) == {"plan"}
    assert client.post(address, said | {"plan": found["national"].pk}).status_code == 302


def test_a_dossier_of_no_province_is_opened_by_who_sees_the_country(office, client):
    address = reverse("admin:reform_case_add")
    said = {"province": "", "procedure": office.procedure.pk, "title": "Trường của bộ"}
    client.force_login(office.people["preparer"])
    assert set(client.post(address, said).context["form"].errors) == {"province"}
    client.force_login(make_user(role="preparer"))
    assert client.post(address, said).status_code == 302
