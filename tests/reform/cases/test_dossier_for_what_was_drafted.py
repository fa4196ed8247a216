"""Events drafted outside a dossier take effect by one: it is opened for them and takes them up."""

import pytest
from django.utils import timezone

from reform.cases.opening import NotDrafted, open_case
from reform.models import Case
from tests.factories import day, make_event, make_province, make_unit, make_user
from units.models import Bundle, ReorganizationEvent
from units.reorganization import DossierDecides, put_bundle_into_effect, put_into_effect

from .people import TODAY, Office, file_paper

pytestmark = pytest.mark.django_db
DAY = day("2026-06-01")


@pytest.fixture
def office():
    return Office()


def bundle_of(office, *, number=2) -> Bundle:
    bundle = Bundle.objects.create(title="Sắp xếp trường học", province=office.province)
    for _n in range(number):
        unit = make_unit(office.province)
        make_event("dissolve", DAY, province=office.province, bundle=bundle, closing=unit)
    return bundle


def lone_event(office) -> ReorganizationEvent:
    return make_event("dissolve", DAY, province=office.province, closing=make_unit(office.province))


DRAFTED = {"bundle": bundle_of, "event": lone_event}


@pytest.mark.parametrize("name", DRAFTED)
def test_the_preparer_opens_a_dossier_from_the_page_of_the_events(office, client, name):
    drafted = DRAFTED[name](office)
    client.force_login(office.people["preparer"])
    screen = {"bundle": "bundle", "event": "reorganizationevent"}[name]
    link = f"/admin/reform/case/add/?{name}={drafted.pk}"
    assert link in client.get(f"/admin/units/{screen}/{drafted.pk}/effect/").content.decode()
    form = client.get(link).context["form"]
    said = {"province": form["province"].value(), "title": form["title"].value(),
            "procedure": office.procedure.pk}  # fmt: skip
    assert client.post(link, said).status_code == 302
    case = Case.objects.get()
    events = list(case.bundle.events.all())
    assert events == ([drafted] if name == "event" else list(drafted.events.all()))
    assert case.bundle.dossier == case.number
    for paper in case.procedure.required_documents.all():
        file_paper(case, paper, by=office.people["preparer"])
    for action in ("submit", "accept", "appraise", "conclude", "approve", "execute"):
        case = office.move(case, action)
    assert set(case.bundle.events.values_list("status", flat=True)) == {"in_effect"}


def test_from_then_on_only_the_dossier_decides(office):
    bundle = bundle_of(office)
    opened(office, bundle)
    with pytest.raises(DossierDecides):
        put_bundle_into_effect(bundle, by=None, at=timezone.now())
    event = lone_event(office)
    opened(office, event)
    with pytest.raises(DossierDecides):
        put_into_effect(event, by=None, at=timezone.now())


def opened(office, drafted, province="its own") -> Case:
    return open_case(
        title="x", procedure=office.procedure, by=office.people["preparer"], at=timezone.now(),
        province=office.province if province == "its own" else province, today=TODAY,
        drafted=drafted,
    )  # fmt: skip


def in_effect(office):
    bundle = bundle_of(office)
    put_bundle_into_effect(bundle, by=None, at=timezone.now())
    return bundle


def partly_in_effect(office):
    bundle = in_effect(office)
    make_event("dissolve", DAY, province=office.province, bundle=bundle,
               closing=make_unit(office.province))  # fmt: skip
    return bundle


REFUSED = {
    "of another dossier": lambda office: office.case().bundle,
    "an event of a bundle": lambda office: bundle_of(office).events.first(),
    "in effect": in_effect,
    "partly in effect": partly_in_effect,
    "empty": lambda office: bundle_of(office, number=0),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_dossier_takes_up_only_what_is_nobodys_and_proposed(office, what):
    drafted = REFUSED[what](office)
    number = Case.objects.count()
    with pytest.raises(NotDrafted):
        opened(office, drafted)
    assert Case.objects.count() == number


@pytest.mark.parametrize("name", DRAFTED)
def test_nothing_of_another_province_is_taken_up(office, client, name):
    drafted = DRAFTED[name](office)
    other = make_province("MN", "Minh Ngọc")
    with pytest.raises(NotDrafted):
        opened(office, drafted, province=other)
    for person in (make_user(role="preparer", province=other), office.people["preparer"]):
        client.force_login(person)
        answer = client.get(f"/admin/reform/case/add/?{name}={drafted.pk}")
        assert answer.status_code == (404 if person != office.people["preparer"] else 200)
    for asked in ("0", "x", "999999"):
        assert client.get(f"/admin/reform/case/add/?{name}={asked}").status_code == 404


def test_an_heir_takes_up_what_was_drafted_in_a_province_that_became_part_of_it(office):
    former = make_province("MC", "Minh Cũ", valid_to=day("2025-07-01"),
                           succeeded_by=office.province)  # fmt: skip
    event = make_event("dissolve", DAY, province=former, closing=make_unit(former))
    assert list(opened(office, event).bundle.events.all()) == [event]
