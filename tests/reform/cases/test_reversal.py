"""An executed dossier is undone only by another one, which goes the whole way again."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from reform.cases.desk import MoveRefused
from reform.cases.opening import NotReversible, open_reversal
from reform.models import Case, Procedure
from tests.factories import day, make_event, make_unit
from units.annulment import annul_bundle
from units.counts import count_units
from units.reorganization import DossierDecides, carry_out

from .people import TO_APPRAISED, TODAY, Office, file_paper

pytestmark = pytest.mark.django_db
DAY = day("2026-06-01")


@pytest.fixture
def office():
    return Office()


def reversal_of(office, case):
    by = office.people["preparer"]
    found = open_reversal(case, by=by, at=case.held_since, today=TODAY)
    for paper in found.procedure.required_documents.all():
        file_paper(found, paper, by=by)
    return found


def test_it_restores_what_was(office):
    case = office.at("executed")
    assert count_units(DAY, province=office.province).total == 0
    undoing = reversal_of(office, case)
    for action in (*TO_APPRAISED, "approve"):
        undoing = office.move(undoing, action)
    assert count_units(DAY, province=office.province).total == 0
    office.move(undoing, "execute")
    assert count_units(DAY, province=office.province).total == 1
    assert case.bundle.events.get().status == "annulled"


def test_its_title_is_vietnamese_as_the_papers_that_bear_it(office):
    case = office.at("executed")
    with override("en"):
        title = reversal_of(office, case).title
    assert title.startswith("Hoàn tác")
    assert case.title in title


@pytest.mark.parametrize("status", ["draft", "approved", "withdrawn"])
def test_only_an_executed_dossier_is_reversed(office, status):
    case = office.at(status)
    with pytest.raises(NotReversible):
        reversal_of(office, case)


def test_it_is_reversed_once_at_a_time(office):
    case = office.at("executed")
    first = reversal_of(office, case)
    with pytest.raises(NotReversible):
        reversal_of(office, case)
    office.move(first, "withdraw")
    assert reversal_of(office, case).reverses == case


def test_nobody_annuls_its_events_beside_it(office):
    case = office.at("executed")
    with pytest.raises(DossierDecides):
        annul_bundle(case.bundle, by=None, at=case.held_since, reason="beside")


def test_later_changes_forbid_it(office):
    unit, other = make_unit(office.province), make_unit(office.province)
    case = office.case(procedure=Procedure.objects.get(code="to-chuc-lai-cap-tinh"))
    case.bundle.events.all().delete()
    make_event(
        "rename", DAY, province=office.province, bundle=case.bundle,
        surviving={"unit": unit, "name": "Trường Minh Họa B"},
    )  # fmt: skip
    for action in (*TO_APPRAISED, "approve", "execute"):
        case = office.move(case, action)
    later = make_event(
        "merge", day("2026-09-01"), province=office.province, closing=unit, surviving=other
    )
    carry_out([later], by=None, at=case.held_since)
    undoing = reversal_of(office, case)
    for action in (*TO_APPRAISED, "approve"):
        undoing = office.move(undoing, action)
    with pytest.raises(MoveRefused):
        office.move(undoing, "execute")


def test_it_is_opened_from_the_page_of_the_executed_one(office, client):
    case = office.at("executed")
    address = reverse("admin:reform_case_reversal", args=[case.pk])
    client.force_login(office.people["reader"])
    assert client.post(address).status_code == 403
    client.force_login(office.people["preparer"])
    client.post(address)
    assert Case.objects.get(reverses=case).status == "draft"
