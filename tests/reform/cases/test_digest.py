"""One mail a person a day, of what is theirs and within their reach; nothing when there is none."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from reform.cases.notes import write_note
from reform.cases.tasks import give_task
from reform.digest import send_digests
from reform.models import Case, Mail
from tests.factories import make_user

from .people import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = Office()
    for name, user in office.people.items():
        user.email, user.username, user.language = f"{name}@example.vn", name, "en"
        user.save()
    return office


def digests(today=None):
    at = timezone.now()
    Mail.objects.exclude(key__startswith="digest").delete()
    send_digests(today=today or timezone.localdate(at), at=at)
    return {mail.person.username: mail.text for mail in Mail.objects.filter(key__startswith="dig")}


def due(case, days):
    day = timezone.localdate() + dt.timedelta(days=days)
    Case.objects.filter(pk=case.pk).update(due_on=day)
    return case


def test_nobody_hears_of_nothing(office):
    due(office.at("appraising"), 30)
    assert digests() == {}


DAYS = {-1: True, 0: True, 7: True, 8: False, 30: False}


@pytest.mark.parametrize("days", DAYS)
def test_the_officer_hears_of_what_is_late_or_due_within_a_week(office, days):
    case = due(office.at("appraising"), days)
    found = digests()
    assert set(found) == ({"appraiser"} if DAYS[days] else set())
    if DAYS[days]:
        assert case.number in found["appraiser"]
        assert ("Overdue:" in found["appraiser"]) == (days < 0)


def test_tasks_mentions_and_new_dossiers_are_told(office):
    at, today = timezone.now(), timezone.localdate()
    case, people = due(office.at("submitted"), 30), office.people
    give_task(case, title="Gọi điện", person=people["preparer"], due_on=today, today=today,
              by=people["appraiser"], at=at)  # fmt: skip
    write_note(case, "Nhờ @approver xem", by=people["appraiser"], at=at)
    chief = make_user(role="appraiser", province=office.province)
    office.move(case, "assign", by=chief, officer=people["appraiser"])
    found = digests()
    assert set(found) == {"preparer", "approver", "appraiser"}
    assert "Gọi điện" in found["preparer"]
    assert "Nhờ @approver xem" in found["approver"]
    assert case.number in found["appraiser"]


def test_one_mail_a_day_however_often_it_is_asked(office, capsys):
    due(office.at("appraising"), -1)
    for _time in range(3):
        call_command("send_digest")
    assert Mail.objects.filter(key__startswith="digest").count() == 1
    assert len(digests(timezone.localdate() + dt.timedelta(days=1))) == 1
    assert Mail.objects.filter(key__startswith="digest").count() == 2


def test_who_lost_the_role_or_the_address_hears_nothing(office):
    due(office.at("appraising"), -1)
    office.people["appraiser"].memberships.update(ended_on=timezone.localdate())
    assert digests() == {}


def test_a_closed_dossier_is_not_late(office):
    case = office.at("rejected")
    due(case, -9)
    Case.objects.filter(pk=case.pk).update(officer=office.people["appraiser"])
    assert digests() == {}
