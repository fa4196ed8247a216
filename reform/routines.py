"""What a worker does by itself beside its tasks: each night the check of what papers claim, each
morning the mail of the day, and the mails that wait.

However many workers there are, and however often they start: the row of the routine is locked while
it is done, and says on which day it was done last.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import TypeVar

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from resolutions.reconciliation.check import Outcome, check

from .digest import send_digests
from .models import Routine
from .outbox import send_waiting

logger = logging.getLogger(__name__)
DIGEST, CHECK = "digest", "check_claims"
A_DAY = dt.timedelta(days=1)
#: Seconds from one look to the next.
PAUSE = 60
Done = TypeVar("Done")


def digests_of_the_day(*, now: dt.datetime) -> int | None:
    """Write everybody's mail of the day, at most once a day and not before DIGEST_HOUR in Viet Nam;
    how many were written, None where it is too early or has been done."""
    local = timezone.localtime(now)
    if local.hour < settings.DIGEST_HOUR or is_done(DIGEST, local.date()):
        return None
    return write_digests(now=now)


def check_of_the_day(*, now: dt.datetime) -> Outcome | None:
    """Hold what papers claim against the register, as ``check_claims`` does, once a day from
    midnight in Viet Nam; None where it has been done."""
    today = timezone.localdate(now)
    if is_done(CHECK, today):
        return None
    return once(CHECK, lambda: check(on=today, at=now), now=now)


def is_done(name: str, day: dt.date) -> bool:
    return Routine.objects.filter(name=name, last_on__gte=day).exists()


def write_digests(*, now: dt.datetime, again: bool = False) -> int | None:
    """Write them now, whatever the hour, and note the day. ``again``: also if they were written
    today; nobody gets two, but who had nothing to learn then may have now."""
    today = timezone.localdate(now)
    return once(DIGEST, lambda: send_digests(today=today, at=now), now=now, again=again)


@transaction.atomic
def once(
    name: str, work: Callable[[], Done], *, now: dt.datetime, again: bool = False
) -> Done | None:
    """Do ``work`` and note the day, in one transaction; None where another did it today."""
    today = timezone.localdate(now)
    Routine.objects.get_or_create(name=name, defaults={"last_on": today - A_DAY})
    routine = Routine.objects.select_for_update(of=("self",)).get(name=name)
    if routine.last_on >= today and not again:
        return None
    done = work()
    routine.last_on = today
    routine.save(update_fields=["last_on"])
    return done


class Rounds(Thread):
    """Looks after all of it beside a worker until it is told to stop."""

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
            checked = check_of_the_day(now=now)
            written = digests_of_the_day(now=now)
            sent = send_waiting(now=now)
        except DatabaseError as missed:  # locked for long, or restarted: the next look will do
            logger.warning("The routines of the day were not looked after: %s", missed)
            connection.close_if_unusable_or_obsolete()
        else:
            if checked is not None:
                logger.info("Claims checked: %s", dict(checked.written))
            if written is not None:
                logger.info("Mails of the day: %d written", written)
            if sent:
                logger.info("Mails: %s", dict(sent))

    def stop(self) -> None:
        self.stopped.set()
        self.join(timeout=PAUSE)
