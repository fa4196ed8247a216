"""Who may be named to answer for a dossier: appraisers of its province, and nobody by being able to
do everything. Where there is nobody, the form says what to do about it."""

import pytest
from django.urls import reverse

from reform.cases.desk import MoveRefused
from reform.cases.officers import officers
from tests.factories import make_province, make_user

from .people import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return Office()


def somebody(office, who: str):
    elsewhere = make_province("MX", "Khác") if who == "elsewhere" else None
    return {
        "appraiser": lambda: office.people["appraiser"],
        "national appraiser": lambda: make_user(role="appraiser"),
        "approver": lambda: office.people["approver"],
        "preparer": lambda: appraising(office, office.people["preparer"]),
        "superuser": lambda: make_user(is_superuser=True),
        "appraising superuser": lambda: appraising(office, make_user(is_superuser=True)),
        "closed account": lambda: appraising(office, make_user(is_active=False)),
        "elsewhere": lambda: make_user(role="appraiser", province=elsewhere),
    }[who]()


def appraising(office, person):
    person.memberships.create(role="appraiser", province=office.province, started_on="2020-01-01")
    return person


OFFERED = {
    "appraiser": True, "national appraiser": True, "appraising superuser": True,
    "approver": False, "preparer": False, "superuser": False, "closed account": False,
    "elsewhere": False,
}  # fmt: skip


@pytest.mark.parametrize(("who", "is_offered"), OFFERED.items())
def test_who_is_offered_and_taken(office, who, is_offered):
    case, person = office.at("accepted"), somebody(office, who)
    assert officers(case).filter(pk=person.pk).exists() is is_offered
    if is_offered:
        assert office.move(case, "assign", officer=person).officer == person
        return
    with pytest.raises(MoveRefused) as refused:
        office.move(case, "assign", officer=person)
    assert len(refused.value.sentences) == 1


def test_where_nobody_can_be_named_the_form_says_what_to_do(office, client):
    case = office.at("accepted")
    client.force_login(make_user(is_superuser=True))
    address = reverse("admin:reform_case_step", args=[case.pk, "assign"])
    before = client.get(address).context["form"].fields["officer"]
    assert list(before.queryset) == [office.people["appraiser"]]
    office.people["appraiser"].memberships.all().delete()
    after = client.get(address).context["form"].fields["officer"]
    assert list(after.queryset) == []
    assert before.help_text != after.help_text
