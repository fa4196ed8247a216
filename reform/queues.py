"""The queues of the desk, as conditions: one table for the filters of lists and for the numbers of
the desk, so that a number is always the length of the list it leads to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .choices import OPEN_CASES, CaseStatus

A_WEEK = dt.timedelta(days=7)
#: In the hands of who prepares them; all other open ones wait for the office.
IN_PREPARATION = (CaseStatus.DRAFT, CaseStatus.SUPPLEMENT)
WITH_THE_OFFICE = tuple(status for status in OPEN_CASES if status not in IN_PREPARATION)
#: Somebody should answer for these.
TO_BE_ASSIGNED = (CaseStatus.SUBMITTED, CaseStatus.ACCEPTED, CaseStatus.APPRAISING)
#: Days since a dossier was opened, both included.
AGES: Mapping[str, tuple[int, int | None]] = {
    "0-7": (0, 7),
    "8-30": (8, 30),
    "31-90": (31, 90),
    "91": (91, None),
}

Condition = Callable[[object, dt.date], Q]
OPEN = Q(status__in=OPEN_CASES)
CASES: Mapping[str, Condition] = {
    "open": lambda user, today: OPEN,
    "mine": lambda user, today: OPEN & Q(officer=user.pk),
    "hands": lambda user, today: Q(status__in=IN_PREPARATION, preparer=user.pk),
    "team": lambda user, today: Q(status__in=WITH_THE_OFFICE),
    "nobody": lambda user, today: Q(status__in=TO_BE_ASSIGNED, officer=None),
    "late": lambda user, today: OPEN & Q(due_on__lt=today),
    "week": lambda user, today: OPEN & Q(due_on__gte=today, due_on__lte=today + A_WEEK),
    "standing": lambda user, today: OPEN & Q(days_left__isnull=False),
    "work": lambda user, today: CASES["mine"](user, today) | CASES["hands"](user, today),
}
CASE_NAMES: Mapping[str, object] = {
    "open": _("all open"),
    "work": _("my work"),
    "mine": _("I am responsible"),
    "hands": _("in preparation by me"),
    "team": _("queue of the office"),
    "nobody": _("nobody responsible"),
    "late": _("overdue"),
    "week": _("due within seven days"),
    "standing": _("clock stands"),
}
AGE_NAMES: Mapping[str, object] = {
    "0-7": _("up to 7 days"),
    "8-30": _("8 to 30 days"),
    "31-90": _("31 to 90 days"),
    "91": _("more than 90 days"),
}
UNDONE = Q(done_at=None, case__status__in=OPEN_CASES)
TASKS: Mapping[str, Condition] = {
    "open": lambda user, today: UNDONE,
    "mine": lambda user, today: UNDONE & Q(person=user.pk),
    "given": lambda user, today: UNDONE & Q(given_by=user.pk),
    "late": lambda user, today: UNDONE & Q(due_on__lt=today),
    "mine_late": lambda user, today: UNDONE & Q(person=user.pk, due_on__lt=today),
    "done": lambda user, today: Q(done_at__isnull=False),
}
UNANSWERED = Q(replies=None, case__status__in=OPEN_CASES)
OPINIONS: Mapping[str, Condition] = {
    "open": lambda user, today: UNANSWERED,
    "mine": lambda user, today: UNANSWERED & (Q(asked_by=user.pk) | Q(case__officer=user.pk)),
    "late": lambda user, today: UNANSWERED & Q(due_on__lt=today),
    "answered": lambda user, today: Q(replies__number=1),
}
NOTES: Mapping[str, Condition] = {
    "unread": lambda user, today: Q(mentions__person=user.pk, mentions__seen_at=None),
    "named": lambda user, today: Q(mentions__person=user.pk),
    "own": lambda user, today: Q(written_by=user.pk),
}


def opened_within(age: str, today: dt.date) -> Q:
    """Open dossiers of an age; a day begins and ends by the clocks of the office."""
    youngest, oldest = AGES[age]
    condition = OPEN & Q(created_at__lt=midnight(today - dt.timedelta(days=youngest - 1)))
    if oldest is None:
        return condition
    return condition & Q(created_at__gte=midnight(today - dt.timedelta(days=oldest)))


def midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
