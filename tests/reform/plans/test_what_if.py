"""Before anything is drafted, each target is seen to move: with dossiers under way, with mergers
that are only ticked, with both; and nothing of it stays."""

import pytest
from django.utils import timezone

from reform.plans.what_if import NotPossible, what_if
from tests.factories import day, make_unit
from tests.reform.cases.people import Office
from units.counts import count_units
from units.models import Bundle, ReorganizationEvent

from .world import make_plan, make_target

pytestmark = pytest.mark.django_db
DAY = day("2027-01-01")


@pytest.fixture
def office():
    office = Office()
    office.units = [make_unit(office.province) for _number in range(10)]
    make_target(make_plan(office.province))
    return office


def tried(office, *, cases=(), pairs=()):
    return what_if(
        office.province, cases=cases, pairs=[(one.pk, two.pk) for one, two in pairs],
        operative_on=DAY, by=office.people["preparer"], at=timezone.now(), on=DAY,
    )  # fmt: skip


def test_a_merger_that_nobody_has_drafted(office):
    one, two = office.units[:2]
    found = tried(office, pairs=[(one, two)])
    assert (found.now, found.then, found.change) == (10, 9, -1)
    (target,) = found.prospects
    assert (target.now.status, target.then.status) == ("behind", "met")


def test_two_into_one_and_a_dossier_together(office):
    one, two, three, four = office.units[:4]
    case = office.case(units=[four])
    found = tried(office, cases=[case], pairs=[(one, three), (two, three)])
    assert (found.now, found.then) == (10, 7)


def test_nothing_stays(office):
    one, two = office.units[:2]
    case = office.case(units=[office.units[5]])
    bundles, events = Bundle.objects.count(), ReorganizationEvent.objects.count()
    tried(office, cases=[case], pairs=[(one, two)])
    assert count_units(DAY, province=office.province).total == 10
    assert (Bundle.objects.count(), ReorganizationEvent.objects.count()) == (bundles, events)
    case.refresh_from_db()
    assert case.status == "draft"


def test_what_contradicts_itself_is_refused_in_words(office):
    one, two = office.units[:2]
    case = office.case(units=[one])
    with pytest.raises(NotPossible) as refused:
        tried(office, cases=[case], pairs=[(one, two)])
    assert all(refused.value.sentences)
    assert count_units(DAY, province=office.province).total == 10
