"""Mails: written in the transaction of what they tell of, sent after it, and none sent twice.

A mail is claimed before it is sent. Where the sender dies in between, nobody knows whether it
arrived: it stays "being sent" and is left alone. What the server refuses is tried again, later and
later, a few times.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django_tasks import task

from .choices import MailState
from .models import Case, Mail

logger = logging.getLogger(__name__)
FIRST_PAUSE = dt.timedelta(minutes=5)
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Letter:
    """``lines`` are paragraphs; ``path`` is the page that it is about."""

    subject: str
    lines: tuple[str, ...]
    path: str


def write(
    person, letter: Callable[[], Letter], *, key: str, at: dt.datetime, case: Case | None = None
) -> Mail | None:
    """Write a mail in the person's language; None where there is no address, or it was written
    before. Within a transaction it goes out only if that is committed."""
    if not can_be_written_to(person):
        return None
    with translation.override(person.language):
        said = letter()
    mail, is_new = Mail.objects.get_or_create(
        key=key,
        defaults={
            "person": person,
            "case": case,
            "subject": " ".join(said.subject.split())[:LONGEST_SUBJECT],
            "text": "\n\n".join((*said.lines, f"{settings.SITE_URL}{said.path}")),
            "written_at": at,
            "not_before": at,
        },
    )
    if not is_new:
        return None
    transaction.on_commit(lambda: send_later.enqueue(mail.pk))
    return mail


def can_be_written_to(person) -> bool:
    return person.is_active and bool(person.email)


@task()
def send_later(mail_id: int) -> None:
    """For the worker: send one mail; another try is queued where the server refused it."""
    mail = send(mail_id, now=timezone.now())
    if mail and mail.state == MailState.WAITING:
        send_later.using(run_after=mail.not_before).enqueue(mail.pk)


def send_waiting(*, now: dt.datetime) -> Counter[str]:
    """Send all mails whose time has come; {state they ended in: number}."""
    due = Mail.objects.filter(state=MailState.WAITING, not_before__lte=now).order_by("pk")
    sent = (send(pk, now=now) for pk in due.values_list("pk", flat=True))
    return Counter(str(mail.state) for mail in sent if mail)


def send(mail_id: int, *, now: dt.datetime) -> Mail | None:
    """Send a mail that waits; None where another sender has it or its time has not come."""
    claimed = Mail.objects.filter(pk=mail_id, state=MailState.WAITING, not_before__lte=now)
    if not claimed.update(state=MailState.SENDING, attempts=F("attempts") + 1):
        return None
    mail = Mail.objects.select_related("person").get(pk=mail_id)
    if not can_be_written_to(mail.person):
        return put(mail, state=MailState.DROPPED)
    try:
        EmailMessage(mail.subject, mail.text, to=[mail.person.email]).send()
    except (SMTPException, OSError) as problem:
        logger.warning("Mail %d, attempt %d: %s", mail.pk, mail.attempts, problem)
        return put(mail, error=str(problem)[:300], **next_try(mail, now))
    return put(mail, state=MailState.SENT, sent_at=now, error="")


def next_try(mail: Mail, now: dt.datetime) -> dict[str, object]:
    if mail.attempts >= settings.MAIL_ATTEMPTS:
        return {"state": MailState.FAILED}
    pause = FIRST_PAUSE * 2 ** (mail.attempts - 1)
    return {"state": MailState.WAITING, "not_before": now + pause}


@transaction.atomic
def send_again(mail_id: int, *, at: dt.datetime) -> Mail | None:
    """Let a mail go out that was given up or had nobody to go to; None for any other. All its
    attempts begin anew; one that broke off midway may have arrived, and is left alone."""
    given_up = Mail.objects.filter(pk=mail_id, state__in=(MailState.FAILED, MailState.DROPPED))
    if not given_up.update(state=MailState.WAITING, attempts=0, error="", not_before=at):
        return None
    transaction.on_commit(lambda: send_later.enqueue(mail_id))
    return Mail.objects.get(pk=mail_id)


def put(mail: Mail, **values: object) -> Mail:
    for name, value in values.items():
        setattr(mail, name, value)
    mail.save(update_fields=list(values))
    return mail
