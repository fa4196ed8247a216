"""What is late in all provinces that a reader may see: tasks, answers to proposals, answers to
monitoring visits. The longest late first; provinces that are only for trying things out last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Case, F, Q, QuerySet, When

from resolutions.models import Proposal, Task, VisitRequest
from resolutions.standing import UNANSWERED, RequestStanding, TaskStanding
from units.asked import Asked

from . import plan_proposals, plan_tasks
from .atlas import Atlas
from .plan_visits import request_line

#: So many rows of each kind are shown; the number counts all of them.
SHOWN = 100


@dataclass(frozen=True)
class LateRow:
    """One line of a list with its province, whose page is at ``url``; both empty for the country.

    ``line``: as the page of the province has it. ``is_fictional``: not counted.
    """

    line: object
    province: str
    url: str
    is_fictional: bool


@dataclass(frozen=True)
class LateList:
    """``number``: how many there are in real provinces and the country, shown or not."""

    rows: list[LateRow]
    number: int
    is_cut: bool


@dataclass(frozen=True)
class Overdue:
    tasks: LateList
    proposals: LateList
    requests: LateList


def overdue(atlas: Atlas, asked: Asked) -> Overdue:
    """All on the day asked for; the queries do not grow with provinces or rows."""
    day, known = asked.on, asked.moment
    tasks = Task.objects.given_by(day).standing_on(day, known)
    proposals = Proposal.objects.asked_by(day).standing_on(day)
    requests = VisitRequest.objects.asked_by(day).standing_on(day)
    return Overdue(
        tasks=late_list(
            tasks.filter(standing=TaskStanding.OVERDUE).order_by("deadline", "pk"),
            lambda rows: plan_tasks.lines_of(rows, day, known),
            "province", atlas, asked,
        ),
        proposals=late_list(
            proposals.filter(standing__in=UNANSWERED).order_by(
                F("asked_on").asc(nulls_last=True), "pk"
            ),
            lambda rows: plan_proposals.lines_of(rows, day),
            "province", atlas, asked,
        ),
        requests=late_list(
            requests.filter(standing=RequestStanding.OVERDUE).order_by("due_on", "pk"),
            lambda rows: request_lines(rows, day),
            "visit__province", atlas, asked,
        ),
    )  # fmt: skip


def request_lines(requests: QuerySet[VisitRequest], day: dt.date) -> Iterable:
    return (request_line(one, day) for one in requests.select_related("answer_document", "visit"))


def late_list(
    found: QuerySet, lines: Callable[[QuerySet], Iterable], way: str, atlas: Atlas, asked: Asked
) -> LateList:
    """``way`` leads from a row to its province."""
    found = found.filter(readable(atlas, way))
    fictional = Q(**{f"{way}__is_fictional": True})
    number = found.exclude(fictional).count()
    real_first = Case(When(fictional, then=1), default=0)
    shown = found.order_by(real_first, *found.query.order_by)[: SHOWN + 1]
    rows = [late_row(line, atlas, asked) for line in lines(shown)]
    return LateList(rows[:SHOWN], number, is_cut=len(rows) > SHOWN)


def readable(atlas: Atlas, way: str) -> Q:
    """Provinces within the reader's reach; what is the whole country's, for who reads all."""
    return Q() if atlas.is_whole else Q(**{f"{way}__in": atlas.readable})


def late_row(line, atlas: Atlas, asked: Asked) -> LateRow:
    province = atlas.by_id.get(line.province_id)
    if province is None:
        return LateRow(line, "", "", is_fictional=False)
    return LateRow(line, province.full_name, atlas.address(province, asked), province.is_fictional)
