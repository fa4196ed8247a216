"""Before a dossier is decided everybody sees what it would do, to each target and on the plan page,
and nothing of it stays."""

import pytest
from django.urls import reverse
from django.utils import timezone

from reform.cases.execution import NotExecuted
from reform.cases.outlook import as_if_executed, prospects
from resolutions.models import LegalDocument, Target
from tests.factories import day, make_unit
from units.counts import count_units

from .people import Office

pytestmark = pytest.mark.django_db
DAY = day("2026-06-01")


@pytest.fixture
def office():
    office = Office()
    for _number in range(9):
        make_unit(office.province)
    return office


@pytest.fixture
def target(office):
    document = LegalDocument.objects.create(
        number="1/KH", issuer="UBND tỉnh Minh Họa", issued_on=day("2016-01-01"), kind="plan",
        title="Kế hoạch",
    )  # fmt: skip
    return Target.objects.create(
        document=document, province=office.province, indicator="units_reduction_percent",
        operator="at_least", value=10, measure="percent", deadline=day("2026-12-31"),
        baseline_kind="date", baseline_on=day("2016-01-01"),
    )  # fmt: skip


def test_each_target_without_and_with_the_dossier(office, target):
    case = office.at("appraised")  # the tenth unit goes
    (found,) = prospects(case, by=office.people["approver"], at=timezone.now(), on=DAY)
    assert (found.now.status, found.then.status) == ("behind", "met")
    assert (found.now.measured.now, found.then.measured.now) == (10, 9)
    assert found.moves


def test_nothing_stays(office):
    case = office.at("appraised")
    with as_if_executed(case, by=office.people["approver"], at=timezone.now()):
        assert count_units(DAY, province=office.province).total == 9
    assert count_units(DAY, province=office.province).total == 10
    assert case.bundle.events.get().status == "proposed"


def test_what_the_register_refuses_has_no_outlook(office):
    unit = make_unit(office.province)
    office.move(office.at("approved", units=[unit]), "execute")
    other = office.at("draft", units=[unit])
    with (
        pytest.raises(NotExecuted),
        as_if_executed(other, by=office.people["approver"], at=timezone.now()),
    ):
        pass


@pytest.mark.parametrize("query", ["", "?page=plan"])
def test_the_pages_open_for_a_reader_and_keep_nothing(office, target, client, query):
    case = office.at("appraised")
    client.force_login(office.people["reader"])
    address = reverse("admin:reform_case_outlook", args=[case.pk])
    assert client.get(address + query).status_code == 200
    assert count_units(DAY, province=office.province).total == 10


def test_a_closed_dossier_has_none(office, client):
    case = office.at("executed")
    client.force_login(office.people["reader"])
    answer = client.get(reverse("admin:reform_case_outlook", args=[case.pk]))
    assert answer.url == case.get_absolute_url()
