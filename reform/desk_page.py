"""The first page of the desk: what waits for this person, and for the office; plain values.

Every number is the length of the list that its link leads to: both ask :mod:`reform.queues`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet, Window
from django.urls import reverse

from . import queues
from .choices import CaseStatus
from .models import CalendarYear, Case, CaseTask, Mention, Note, OpinionRequest

KEEP_CALENDAR = "reform.add_calendaryear"
#: So many rows of each kind are shown; the number leads to all of them.
SHOWN = 6
NUMBERS = ("work", "hands", "team", "nobody", "late", "week")


@dataclass(frozen=True)
class Figure:
    """A number with the list that it counts; ``key`` is the queue, status, age or person."""

    key: str
    label: object
    number: int
    link: str


@dataclass(frozen=True)
class Waiting:
    """The first rows of what waits for the person; ``late`` of all of them are overdue."""

    rows: list
    whole: Figure
    late: int = 0


@dataclass(frozen=True)
class Desk:
    numbers: list[Figure]
    statuses: list[Figure]
    ages: list[Figure]
    officers: list[Figure]
    cases: Waiting
    tasks: Waiting
    opinions: Waiting
    mentions: Waiting
    today: dt.date
    unsure: list[str]


def desk_of(user, today: dt.date) -> Desk:
    """Five queries, however many rows there are, and a sixth for who keeps the calendar."""
    groups = list(grouped(user, today))
    numbers = {
        name: figure(Case, queues.CASE_NAMES[name], total(groups, f"in_{name}"), due=name)
        for name in NUMBERS
    }
    return Desk(
        numbers=list(numbers.values()),
        statuses=statuses_of(groups),
        ages=[
            figure(Case, label, total(groups, f"age_{age}"), age=age)
            for age, label in queues.AGE_NAMES.items()
        ],
        officers=officers_of(groups),
        cases=Waiting(first_cases(user, today), numbers["work"]),
        tasks=tasks_of(user, today),
        opinions=opinions_of(user, today),
        mentions=mentions_of(user, today),
        today=today,
        unsure=unsure_years(user),
    )


def unsure_years(user) -> list[str]:
    """The years in which open dossiers are due and whose days off are not all entered; for whoever
    enters them."""
    if not user.has_perm(KEEP_CALENDAR):
        return []
    known = CalendarYear.objects.values("year")
    due = Case.objects.for_user(user).filter(queues.OPEN, due_on__isnull=False)
    return [str(day.year) for day in due.exclude(due_on__year__in=known).dates("due_on", "year")]


def grouped(user, today: dt.date) -> Iterable[dict[str, object]]:
    """One row for each status and officer, with the number of dossiers in each queue and age."""
    named = {f"in_{name}": queues.CASES[name](user, today) for name in (*NUMBERS, "open")}
    named |= {f"age_{age}": queues.opened_within(age, today) for age in queues.AGES}
    counts = {name: Count("pk", filter=condition) for name, condition in named.items()}
    people = ("officer", "officer__full_name", "officer__username")
    cases = Case.objects.for_user(user).order_by()
    return cases.values("status", *people).annotate(number=Count("pk"), **counts)


def total(groups: list[dict], name: str) -> int:
    return sum(group[name] for group in groups)


def figure(model: type, label: object, number: int, **asked: object) -> Figure:
    address = reverse(f"admin:reform_{model._meta.model_name}_changelist")
    *_others, key = asked.values()
    return Figure(str(key), label, number, f"{address}?{urlencode(asked)}")


def statuses_of(groups: list[dict]) -> list[Figure]:
    """Every status that has dossiers, in the order of a dossier's life."""
    numbers: Counter[str] = Counter()
    for group in groups:
        numbers[group["status"]] += group["number"]
    return [
        figure(Case, status.label, numbers[status], status__exact=status.value)
        for status in CaseStatus
        if numbers[status]
    ]


def officers_of(groups: list[dict]) -> list[Figure]:
    """Who has how many open dossiers, the most loaded first."""
    numbers: Counter[tuple[int, str]] = Counter()
    for group in groups:
        if group["officer"] and group["in_open"]:
            name = group["officer__full_name"] or group["officer__username"]
            numbers[group["officer"], name] += group["in_open"]
    return [
        figure(Case, name, number, due="open", officer__id__exact=pk)
        for (pk, name), number in numbers.most_common()
    ]


def first_cases(user, today: dt.date) -> list[Case]:
    """The person's own dossiers, the most urgent first."""
    cases = Case.objects.for_user(user).filter(queues.CASES["work"](user, today))
    return list(cases.order_by(F("due_on").asc(nulls_last=True), "held_since")[:SHOWN])


def tasks_of(user, today: dt.date) -> Waiting:
    tasks = CaseTask.objects.for_user(user).filter(queues.TASKS["mine"](user, today))
    return waiting(
        tasks.select_related("case").order_by(F("due_on").asc(nulls_last=True), "pk"),
        CaseTask, today, state="mine",
    )  # fmt: skip


def opinions_of(user, today: dt.date) -> Waiting:
    asked = OpinionRequest.objects.for_user(user).filter(queues.OPINIONS["mine"](user, today))
    rows = asked.select_related("case", "agency").order_by("due_on", "pk")
    return waiting(rows, OpinionRequest, today, state="mine")


def mentions_of(user, today: dt.date) -> Waiting:
    unread = Mention.objects.for_user(user).filter(person=user.pk, seen_at=None)
    rows = unread.select_related("note", "note__case", "note__written_by").order_by("-pk")
    return waiting(rows, Note, None, notes="unread")


def waiting(rows: QuerySet, model: type, today: dt.date | None, **asked: str) -> Waiting:
    """The first rows, and how many there are and how many of them overdue, in one query."""
    rows = rows.annotate(all_of_them=Window(Count("pk")))
    if today:
        rows = rows.annotate(late_ones=Window(Count("pk", filter=Q(due_on__lt=today))))
    found = list(rows[:SHOWN])
    number = found[0].all_of_them if found else 0
    late = found[0].late_ones if found and today else 0
    return Waiting(found, figure(model, model._meta.verbose_name_plural, number, **asked), late)
