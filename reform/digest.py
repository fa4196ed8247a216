"""One mail a day to each person: what is overdue, what falls due, who named them, what came to
them. Who has nothing of all that gets none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import queues
from .models import Case, CaseMove, CaseTask, Mention, Note
from .outbox import Letter, can_be_written_to, write

#: So many lines under each heading; the desk has them all.
SHOWN = 20
A_DAY = dt.timedelta(days=1)


def send_digests(*, today: dt.date, at: dt.datetime) -> int:
    """Write today's mail to everybody who has something to learn; how many were written. Running
    it again on the same day writes none twice."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True).order_by("pk")
    return sum(send_digest(person, today=today, at=at) for person in people.exclude(email=""))


def send_digest(person, *, today: dt.date, at: dt.datetime) -> bool:
    if not can_be_written_to(person):
        return False
    parts = {name: list(rows[:SHOWN]) for name, rows in news_of(person, today, at).items()}
    if not any(parts.values()):
        return False

    def letter() -> Letter:
        shown = date_format(today, "SHORT_DATE_FORMAT")
        subject = _("Your dossiers on %(day)s") % {"day": shown}
        return Letter(subject, tuple(paragraphs(parts)), reverse("admin:index"))

    return write(person, letter, key=f"digest-{today:%Y-%m-%d}-{person.pk}", at=at) is not None


def news_of(person, today: dt.date, at: dt.datetime) -> dict[str, Iterable]:
    """Rows under the name of their paragraph; only what the person may still see."""
    cases = Case.objects.for_user(person).order_by("due_on", "pk")
    own = cases.filter(queues.CASES["mine"](person, today))
    tasks = CaseTask.objects.for_user(person).filter(queues.TASKS["mine"](person, today))
    tasks = tasks.select_related("case").order_by("due_on", "pk")
    unread = Mention.objects.for_user(person).filter(person=person, seen_at=None)
    handed = CaseMove.objects.filter(
        Q(case__in=own) & ~Q(made_by=person), officer=person, made_at__gt=at - A_DAY
    )
    soon = Q(due_on__gte=today, due_on__lte=today + queues.A_WEEK)
    return {
        "late": own.filter(queues.CASES["late"](person, today)),
        "late_tasks": tasks.filter(due_on__lt=today),
        "week": own.filter(queues.CASES["week"](person, today)),
        "week_tasks": tasks.filter(soon),
        "mentions": unread.select_related("note__case", "note__written_by").order_by("-pk"),
        "handed": handed.select_related("case", "made_by").order_by("pk"),
    }


def paragraphs(parts: dict[str, list]) -> Iterator[str]:
    """One for each heading that has lines under it, in the language that is spoken now."""
    due = [(row, row.due_on) for row in (*parts["late"], *parts["late_tasks"])]
    soon = [(row, row.due_on) for row in (*parts["week"], *parts["week_tasks"])]
    yield from paragraph(_("Overdue:"), map(dated, due))
    yield from paragraph(_("Due within seven days:"), map(dated, soon))
    named = (said_by(one.note) for one in parts["mentions"])
    yield from paragraph(_("Notes that name you:"), named)
    handed = (f"{one.case} ({one.made_by})" for one in parts["handed"])
    yield from paragraph(_("New in your hands:"), handed)


def dated(one: tuple[Case | CaseTask, dt.date]) -> str:
    row, day = one
    name = f"{row} ({row.case.number})" if isinstance(row, CaseTask) else str(row)
    return f"{date_format(day, 'SHORT_DATE_FORMAT')} · {name}"


def paragraph(heading: str, lines: Iterable[str]) -> Iterator[str]:
    if lines := list(lines):
        yield "\n".join((heading, *(f"- {line}" for line in lines)))


def said_by(note: Note) -> str:
    return f"{note.written_by} · {note.case.number}: {note}"
