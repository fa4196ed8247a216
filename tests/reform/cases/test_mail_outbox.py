"""A mail is written with what it tells of, sent after the commit, tried again, and never twice."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail as django_mail
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation
from django.utils.translation import get_language

from reform import outbox
from reform.environment import email, site_url
from reform.models import Mail
from reform.outbox import Letter
from tests.factories import make_user

from .people import Office

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(dt.datetime(2026, 3, 2, 9))


@pytest.fixture
def person():
    return make_user(email="can.bo@example.vn", full_name="Cán Bộ")


def write(person, key="a", *, subject="Chào", at=NOW):
    return outbox.write(person, lambda: Letter(subject, ("Một dòng.",), "/admin/"), key=key, at=at)


class Refusing(BaseEmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected("máy chủ bận")


@pytest.fixture
def refused(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"


def test_a_waiting_mail_is_sent_once(person):
    write(person)
    assert outbox.send_waiting(now=NOW) == {"sent": 1}
    assert outbox.send_waiting(now=NOW) == {}
    (sent,) = django_mail.outbox
    assert (sent.to, sent.subject) == ([person.email], "Chào")
    assert sent.body.endswith("/admin/")


def test_what_was_told_is_not_written_again(person):
    assert write(person)
    assert write(person) is None
    assert Mail.objects.count() == 1


def test_a_mail_is_lost_with_the_change_that_caused_it(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.create(key=write(person).key, person=person, written_at=NOW, not_before=NOW)
    assert not Mail.objects.exists()


def test_the_worker_is_told_on_commit(person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as told:
        mail = write(person)
    assert len(told) == 1
    outbox.send_later.func(mail.pk)
    assert len(django_mail.outbox) == 1


def test_two_senders_send_one_mail(person):
    mail = write(person)
    assert outbox.send(mail.pk, now=NOW).state == "sent"
    assert outbox.send(mail.pk, now=NOW) is None
    assert len(django_mail.outbox) == 1


def test_a_mail_broken_off_midway_is_left_alone(person, capsys):
    mail = write(person)
    Mail.objects.update(state="sending", attempts=1)
    call_command("send_mail_outbox")
    mail.refresh_from_db()
    assert (mail.state, django_mail.outbox) == ("sending", [])
    assert "1" in capsys.readouterr().out


def test_a_refused_mail_is_tried_later_and_later_then_given_up(person, refused, settings):
    settings.MAIL_ATTEMPTS = 3
    mail, now, pauses = write(person), NOW, []
    while outbox.send_waiting(now=now):
        mail.refresh_from_db()
        if mail.state == "failed":
            break
        pauses.append(mail.not_before - now)
        assert outbox.send(mail.pk, now=mail.not_before - dt.timedelta(seconds=1)) is None
        now = mail.not_before
    assert pauses == [dt.timedelta(minutes=5), dt.timedelta(minutes=10)]
    assert (mail.attempts, mail.error) == (3, "máy chủ bận")
    assert outbox.send_waiting(now=now + dt.timedelta(days=9)) == {}


def test_a_mail_gets_through_on_the_second_try(person, settings, refused):
    mail = write(person)
    outbox.send_waiting(now=NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    outbox.send_waiting(now=NOW + dt.timedelta(minutes=6))
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == ("sent", 2, "")


def given_up(person, state="failed"):
    mail = write(person)
    Mail.objects.update(state=state, attempts=5, error="máy chủ bận")
    return mail


def sends_again(client, mail):
    said = {"action": "send_again", "_selected_action": [mail.pk]}
    return client.post("/admin/reform/mail/", said, follow=True)


@pytest.mark.parametrize("state", ["failed", "dropped"])
def test_an_administrator_lets_a_mail_that_was_given_up_go_out_again(person, client, state):
    mail = given_up(person, state)
    client.force_login(make_user(role="administrator", full_name="Quản trị thư"))
    sends_again(client, mail)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == ("waiting", 0, "")
    assert outbox.send_waiting(now=timezone.now()) == {"sent": 1}
    assert "Quản trị thư" in client.get(f"/admin/reform/mail/{mail.pk}/history/").text


@pytest.mark.parametrize("state", ["waiting", "sending", "sent"])
def test_no_mail_is_sent_again_that_may_have_arrived(person, client, state):
    mail = given_up(person, state)
    client.force_login(make_user(role="administrator"))
    assert [one.level_tag for one in sends_again(client, mail).context["messages"]] == ["warning"]
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (state, 5)


@pytest.mark.parametrize("role", ["inspector", "approver"])
def test_nobody_else_sends_mails_again(person, client, role):
    mail = given_up(person)
    client.force_login(make_user(role=role))
    sends_again(client, mail)
    mail.refresh_from_db()
    assert mail.state == "failed"


def test_who_has_left_or_has_no_address_gets_nothing(person):
    assert write(make_user(), "b") is None
    write(person)
    type(person).objects.update(is_active=False)
    assert outbox.send_waiting(now=NOW) == {"dropped": 1}
    assert django_mail.outbox == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_mail_speaks_the_language_of_its_reader(person, language):
    person.language = language
    with translation.override("en" if language == "vi" else "vi"):
        mail = outbox.write(person, lambda: Letter(get_language(), (), "/"), key="a", at=NOW)
    assert mail.subject == language


def test_the_new_officer_is_told(person):
    office = Office()
    person.memberships.create(role="appraiser", province=office.province, started_on=NOW.date())
    case = office.at("submitted")
    office.move(case, "assign", officer=person)
    mail = Mail.objects.get()
    assert (mail.person, mail.case) == (person, case)
    assert case.number in mail.subject


def test_nobody_is_told_of_what_they_did_themselves():
    office = Office()
    officer = office.people["appraiser"]
    officer.email = "a@example.vn"
    officer.save()
    office.move(office.at("submitted"), "assign", by=officer, officer=officer)
    assert not Mail.objects.exists()


def test_a_subject_holds_no_second_header(person):
    write(person, subject="Một\r\nBcc: ai@example.vn")
    assert outbox.send_waiting(now=NOW) == {"sent": 1}
    assert django_mail.outbox[0].subject == "Một Bcc: ai@example.vn"


URLS = {
    "": ("console", "", 25, False, False),
    "console://": ("console", "", 25, False, False),
    "smtp://u%40x:p%3Aw@mail.example.vn": ("smtp", "mail.example.vn", 587, True, False),
    "smtps://u:p@mail.example.vn:4650": ("smtp", "mail.example.vn", 4650, False, True),
    "smtp+plain://mail.example.vn": ("smtp", "mail.example.vn", 25, False, False),
}


@pytest.mark.parametrize("url", URLS)
def test_the_server_is_named_by_one_setting(url):
    found = email({"EMAIL_URL": url})
    kind = found["backend"].split(".")[-2]
    assert (kind, found["host"], found["port"], found["starttls"], found["tls"]) == URLS[url]
    if "%40" in url:
        assert (found["user"], found["password"]) == ("u@x", "p:w")


@pytest.mark.parametrize("url", ["mail.example.vn", "smtp://", "ftp://x", "smtp://x:port"])
def test_an_unusable_server_is_refused_with_the_cure(url):
    with pytest.raises(ImproperlyConfigured, match="smtp://user:password@host:587"):
        email({"EMAIL_URL": url})


def test_links_lead_to_the_site():
    assert site_url(["so.example.vn"], https=True, environ={}) == "https://so.example.vn"
    given = {"SITE_URL": "https://khac.example.vn/"}
    assert site_url(["so.example.vn"], https=True, environ=given) == "https://khac.example.vn"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_ten_senders_at_once_send_one_mail(person):
    mail = write(person)

    def send(_number):
        try:
            return outbox.send(mail.pk, now=NOW) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as senders:
        assert sum(senders.map(send, range(10))) == 1
    assert len(django_mail.outbox) == 1
