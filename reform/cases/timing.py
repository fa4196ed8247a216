"""The clock of a dossier: it starts when the dossier is complete, stands while a supplement is out,
may be extended with a reason, and is set anew by a stage that has a time of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from units.sentences import Sentence as _
from units.sentences import as_kept

from ..choices import CaseStatus
from ..models import Case
from .clock import Calendar
from .moves import Move

#: In these something runs out; in the others nobody waits by law, or the preparer is waited for.
TIMED = (
    CaseStatus.SUBMITTED,
    CaseStatus.ACCEPTED,
    CaseStatus.APPRAISING,
    CaseStatus.APPRAISED,
    CaseStatus.APPROVED,
)
#: The appraisal goes on in the time that began when the dossier was complete.
GOES_ON = (CaseStatus.ACCEPTED, CaseStatus.APPRAISING)


def turn(
    case: Case,
    step: Move,
    *,
    before: str,
    leads: Mapping[str, int | None],
    days: int,
    today: dt.date,
) -> None:
    """What a step does to the clock. ``leads`` are the times of the procedure's stages, ``days``
    those by which the deadline is extended. Without a known time no clock runs."""
    calendar = Calendar.stored()
    if step.to in GOES_ON and case.complete_on is None:
        case.complete_on = today
    if step.name == "request":
        left = max(calendar.between(today, case.due_on), 0) if case.due_on else None
        stop(case)
        case.days_left = left
    elif step.name == "supplement" and case.days_left is not None:
        start(case, calendar, today, case.days_left)
    elif step.name == "extend" and case.due_on:
        since, allowed = case.counted_from or case.due_on, case.days_allowed or 0
        start(case, calendar, since, allowed + days)
    elif step.to and leads.get(step.to) is not None:
        start(case, calendar, today, leads[step.to])
    elif step.to and (before, step.to) != GOES_ON:
        stop(case)


def start(case: Case, calendar: Calendar, since: dt.date, days: int) -> None:
    """Let the clock run for so many working days after ``since``."""
    case.counted_from, case.days_allowed, case.days_left = since, days, None
    case.due_on = calendar.after(since, days)


def stop(case: Case) -> None:
    case.due_on = case.counted_from = case.days_allowed = case.days_left = None


def recount(*, at: dt.datetime, by) -> int:
    """Set the days on which dossiers are due by the calendar as it is now; how many have moved.

    Called in the transaction that changes the calendar; each dossier's log keeps both days.
    """
    calendar, moved = Calendar.stored(), []
    running = Case.objects.open().filter(due_on__isnull=False, counted_from__isnull=False)
    for case in running.select_for_update(of=("self",)).order_by("pk"):
        due_on = calendar.after(case.counted_from, case.days_allowed)
        if due_on != case.due_on:
            moved.append((case, case.due_on))
            case.due_on = due_on
    Case.objects.bulk_update([case for case, _day in moved], ["due_on"], batch_size=500)
    LogEntry.objects.bulk_create(log_of(case, day, at=at, by=by) for case, day in moved)
    return len(moved)


def log_of(case: Case, before: dt.date, *, at: dt.datetime, by) -> LogEntry:
    said = _("The calendar has changed: due on %(day)s instead of %(before)s.") % {
        "day": case.due_on,
        "before": before,
    }
    return LogEntry(
        user=by,
        content_type=ContentType.objects.get_for_model(Case),
        object_id=str(case.pk),
        object_repr=str(case)[:200],
        action_flag=CHANGE,
        change_message=as_kept(said),
        action_time=at,
    )
