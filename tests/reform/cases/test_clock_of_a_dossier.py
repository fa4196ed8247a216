"""The clock of a dossier: it starts when complete, stands while a supplement is out, is extended
with a reason, and ends with the appraisal."""

import pytest

from reform.cases.deadline import deadline
from reform.models import CalendarDay, CalendarYear, Procedure
from tests.factories import day, make_user

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
    assert not office.procedure.stages.exclude(lead_days=None).exists()
    case = office.move(office.at("accepted"), "extend")
    assert (case.complete_on, case.due_on) == (day("2026-03-02"), None)


def test_a_day_in_a_year_that_nobody_has_entered_is_said_to_be_unsure(office, client):
    case = office.at("accepted")
    client.force_login(office.people["reader"])
    assert deadline(case, day("2026-03-03")).unsure == ("2026",)
    assert client.get(case.get_absolute_url()).context["deadline"].unsure == ("2026",)
    CalendarYear.objects.create(year=2026, legal_basis="Thông báo nghỉ lễ năm 2026")
    assert deadline(case, day("2026-03-03")).unsure == ()
    case = office.move(case, "extend", days=240)
    assert deadline(case, day("2026-03-03")).unsure == ("2027",)
    assert "2027" in client.get(case.get_absolute_url()).content.decode()


def test_a_standing_clock_depends_on_no_calendar(office):
    case = office.move(office.at("appraising"), "request")
    assert deadline(case, day("2026-03-03")).unsure == ()


def test_entering_a_day_off_moves_what_is_due_after_it_and_leaves_a_trail(office, client):
    running, extended = office.at("accepted"), office.move(office.at("appraising"), "extend")
    standing = office.move(office.at("appraising"), "request")
    client.force_login(make_user(role="administrator", full_name="Quản trị"))
    said = {"day": "05/03/2026", "name": "Nghỉ bù", "legal_basis": "Thông báo"}
    assert client.post("/admin/reform/calendarday/add/", said).status_code == 302
    assert [due(one) for one in (running, extended, standing)] == [
        day("2026-03-17"), day("2026-03-24"), None,
    ]  # fmt: skip
    trail = client.get(f"/admin/reform/case/{running.pk}/history/").content.decode()
    assert "Quản trị" in trail
    assert "17/03/2026" in trail
    assert "16/03/2026" in trail
    entered = CalendarDay.objects.get(day=day("2026-03-05"))
    client.post(f"/admin/reform/calendarday/{entered.pk}/delete/", {"post": "yes"})
    assert [due(one) for one in (running, extended)] == [day("2026-03-16"), day("2026-03-23")]


def test_who_keeps_the_calendar_is_told_which_years_lack(office, client):
    office.at("accepted")
    for person, years in ((make_user(role="administrator"), ["2026"]),
                          (office.people["appraiser"], [])):  # fmt: skip
        client.force_login(person)
        assert client.get("/admin/").context["desk"].unsure == years
    CalendarYear.objects.create(year=2026, legal_basis="Thông báo")
    client.force_login(make_user(role="administrator"))
    assert client.get("/admin/").context["desk"].unsure == []


def due(case):
    return type(case).objects.get(pk=case.pk).due_on
