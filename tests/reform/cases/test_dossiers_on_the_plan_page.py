"""A plan page says of a dossier when it is due, that its clock stands, or that no time runs; and
what a dossier proposes, as long as it may still come."""

import datetime as dt

import pytest

from reform.chronicle import proposed
from reform.models import Case
from reform.papers.annex_assets import assets
from reform.plan_cases import pipeline
from tests.reform.cases.people import TODAY, Office
from units.models import ReorganizationEvent

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def office():
    return Office()


@pytest.mark.parametrize(
    ("status", "due", "stands"),
    [("draft", False, False), ("appraising", True, False), ("supplement", False, True)],
)
def test_the_clock_of_a_dossier(status, due, stands):
    office = Office()
    office.at(status)
    [line] = pipeline([office.province.pk], TODAY, insider=True).lines
    assert (line.due_on is not None, line.stands) == (due, stands)


@pytest.mark.parametrize(
    ("status", "is_proposed"),
    [("draft", True), ("approved", True), ("rejected", False), ("withdrawn", False)],
)
def test_what_a_dossier_gave_up_is_proposed_no_more(office, status, is_proposed):
    case = office.at(status)
    events = ReorganizationEvent.objects.filter(bundle=case.bundle)
    assert events.filter(proposed(None)).exists() is is_proposed
    assert bool(assets(office.province, TODAY).rows) is is_proposed


def test_before_it_was_given_up_it_was_proposed(office):
    case = office.at("withdrawn")
    events = ReorganizationEvent.objects.filter(bundle=case.bundle)
    drafted = events.get().created_at
    Case.objects.filter(pk=case.pk).update(held_since=drafted + 2 * HOUR)
    assert events.filter(proposed(drafted + HOUR)).exists()
    assert not events.filter(proposed(drafted + 3 * HOUR)).exists()
