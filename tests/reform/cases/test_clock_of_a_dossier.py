"""The clock of a dossier: it starts when complete, stands while a supplement is out, is extended
with a reason, and ends with the appraisal."""

import pytest

from reform.models import CalendarDay, Procedure
from tests.factories import day

from .people import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return Office()


def test_no_clock_runs_before_the_dossier_is_complete(office):
    assert office.at("submitted").due_on is None


def test_it_is_due_after_the_lead_time_of_its_procedure(office):
    case = office.at("accepted")  # Monday 2 March 2026, ten working days
    assert (case.complete_on, case.due_on) == (day("2026-03-02"), day("2026-03-16"))


def test_holidays_count_for_nothing(office):
    CalendarDay.objects.create(day=day("2026-03-04"), name="Ngày nghỉ thử")
    assert office.at("accepted").due_on == day("2026-03-17")


def test_it_stands_while_a_supplement_is_out_and_runs_on_afterwards(office):
    case = office.at("appraising")
    case = office.move(case, "request", today=day("2026-03-06"))  # six days are left
    assert (case.due_on, case.days_left) == (None, 6)
    case = office.move(case, "supplement", today=day("2026-04-06"))
    assert (case.due_on, case.days_left) == (day("2026-04-14"), None)


def test_it_is_extended_with_a_reason(office):
    case = office.move(office.at("appraising"), "extend", days=5)
    assert case.due_on == day("2026-03-23")
    assert case.moves.last().facts == {"days": 5}


@pytest.mark.parametrize("status", ["appraised", "withdrawn"])
def test_it_ends_with_the_appraisal_or_the_dossier(office, status):
    case = office.at(status)
    assert (case.due_on, case.days_left) == (None, None)


def test_without_a_known_lead_time_nothing_is_ever_late(office):
    office.procedure = Procedure.objects.get(code="to-chuc-lai-cap-tinh")
    assert office.procedure.lead_days is None
    case = office.move(office.at("accepted"), "extend")
    assert (case.complete_on, case.due_on) == (day("2026-03-02"), None)
