"""A worker writes everybody's mail of the day by itself: once a day, not before its hour in Viet
Nam's time, however many workers there are and however often they start. So it checks claims."""

import datetime as dt
import threading

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from reform.models import Case, Mail, Routine
from reform.routines import check_of_the_day, digests_of_the_day, write_digests
from resolutions.models import Finding
from tests.factories import make_province
from tests.resolutions.reconciliation.claims import slip

from .people import Office


def in_vietnam(text: str) -> dt.datetime:
    return timezone.make_aware(dt.datetime.fromisoformat(text))


@pytest.fixture
def late(settings):
    """An appraiser with a dossier that is overdue."""
    settings.DIGEST_HOUR = 7
    office = Office()
    office.people["appraiser"].email = "tham.dinh@example.vn"
    office.people["appraiser"].save()
    case = office.at("appraising")
    Case.objects.filter(pk=case.pk).update(due_on=dt.date(2026, 3, 1))
    Mail.objects.all().delete()
    return case


HOURS = [
    # now in Viet Nam, day last done, written?
    ("2026-03-02 06:59", None, None),
    ("2026-03-02 07:00", None, 1),
    ("2026-03-02 23:59", None, 1),
    ("2026-03-02 09:00", "2026-03-02", None),
    ("2026-03-02 09:00", "2026-03-01", 1),
    ("2026-03-02 06:00", "2026-02-20", None),
    ("2026-03-02 09:00", "2026-03-03", None),  # a clock that was set back
]


@pytest.mark.django_db
@pytest.mark.parametrize(("now", "last_on", "written"), HOURS)
def test_once_a_day_and_not_before_its_hour(late, now, last_on, written):
    if last_on:
        Routine.objects.create(name="digest", last_on=last_on)
    assert digests_of_the_day(now=in_vietnam(now)) == written
    assert Mail.objects.count() == (written or 0)
    if written:
        assert Routine.objects.get().last_on == in_vietnam(now).date()
        assert digests_of_the_day(now=in_vietnam("2026-03-02 23:59")) is None


@pytest.mark.django_db
def test_the_hour_is_that_of_viet_nam_wherever_the_machine_stands(late):
    assert digests_of_the_day(now=dt.datetime(2026, 3, 1, 23, 59, tzinfo=dt.UTC)) is None  # 6:59
    assert digests_of_the_day(now=dt.datetime(2026, 3, 2, 0, 0, tzinfo=dt.UTC)) == 1
    assert Routine.objects.get().last_on == dt.date(2026, 3, 2)


@pytest.mark.django_db
def test_claims_are_checked_once_a_day_from_midnight():
    slip(make_province())
    for moment, found in (
        ("2026-03-02 00:00", 1), ("2026-03-02 23:59", None),
        ("2026-03-03 00:01", 0), ("2026-03-03 07:00", None),
    ):  # fmt: skip
        outcome = check_of_the_day(now=in_vietnam(moment))
        assert (outcome and outcome.written["new"]) == found, moment
    assert Finding.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_it_and_sends_what_waits(late):
    for moment, mails in (
        ("2026-03-02 06:30", 0), ("2026-03-02 07:30", 1), ("2026-03-02 18:00", 1),
        ("2026-03-03 08:00", 2),
    ):  # fmt: skip
        with time_machine.travel(in_vietnam(moment)):
            call_command("worker", "--batch", "--no-startup-delay", verbosity=0)
        assert len(django_mail.outbox) == mails, moment
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.django_db
def test_the_command_writes_at_any_hour_and_the_worker_then_does_not(late, capsys):
    with time_machine.travel(in_vietnam("2026-03-02 05:00")):
        call_command("send_digest")
        call_command("send_digest")
    assert "1" in capsys.readouterr().out
    assert Mail.objects.count() == 1
    assert digests_of_the_day(now=in_vietnam("2026-03-02 09:00")) is None


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_write_it_once(late):
    now, found = in_vietnam("2026-03-02 09:00"), []
    start = threading.Barrier(8)

    def work() -> None:
        start.wait()
        try:
            found.append(write_digests(now=now))
        finally:
            connection.close()

    if connection.vendor == "sqlite":  # in memory: one connection, one after the other
        found = [write_digests(now=now) for _worker in range(8)]
    else:
        workers = [threading.Thread(target=work) for _worker in range(8)]
        for one in workers:
            one.start()
        for one in workers:
            one.join()
    assert sorted(found, key=str) == [1, *[None] * 7]
    assert Mail.objects.count() == 1
