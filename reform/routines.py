"""What a worker does by itself beside its tasks: the mail of the day, and the mails that wait.

However many workers there are, and however often they start: the row of the routine is locked while
it is done, and says on which day it was done last.
"""

from __future__ import annotations

import datetime as dt
import logging
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from .digest import send_digests
from .models import Routine
from .outbox import send_waiting

logger = logging.getLogger(__name__)
DIGEST = "digest"
A_DAY = dt.timedelta(days=1)
#: Seconds from one look to the next.
PAUSE = 60


def digests_of_the_day(*, now: dt.datetime) -> int | None:
    """Write everybody's mail of the day, at most once a day and not before DIGEST_HOUR in Viet Nam;
    how many were written, None where it is too early or has been done."""
    local = timezone.localtime(now)
    if local.hour < settings.DIGEST_HOUR or is_done(DIGEST, local.date()):
        return None
    return write_digests(now=now)


def is_done(name: str, day: dt.date) -> bool:
    return Routine.objects.filter(name=name, last_on__gte=day).exists()


@transaction.atomic
def write_digests(*, now: dt.datetime, again: bool = False) -> int | None:
    """Write them now, whatever the hour, and note the day. ``again``: also if they were written
    today; nobody gets two, but who had nothing to learn then may have now."""
    today = timezone.localdate(now)
    Routine.objects.get_or_create(name=DIGEST, defaults={"last_on": today - A_DAY})
    routine = Routine.objects.select_for_update(of=("self",)).get(name=DIGEST)
    if routine.last_on >= today and not again:
        return None
    number = send_digests(today=today, at=now)
    routine.last_on = today
    routine.save(update_fields=["last_on"])
    return number


class Rounds(Thread):
    """Looks after the mails beside a worker until it is told to stop."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.stopped = Event()

    def run(self) -> None:
        while not self.stopped.wait(PAUSE):
            self.look()
        connection.close()

    def look(self) -> None:
        now = timezone.now()
        try:
            written = digests_of_the_day(now=now)
            sent = send_waiting(now=now)
        except DatabaseError as missed:  # locked for long, or restarted: the next look will do
            logger.warning("The mails were not looked after: %s", missed)
            connection.close_if_unusable_or_obsolete()
        else:
            if written is not None:
                logger.info("Mails of the day: %d written", written)
            if sent:
                logger.info("Mails: %s", dict(sent))

    def stop(self) -> None:
        self.stopped.set()
        self.join(timeout=PAUSE)
