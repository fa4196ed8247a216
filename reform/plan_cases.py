"""The dossiers that carry out a plan, from draft to execution: how many stand where, and when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Max
from django.urls import reverse
from django.utils.http import urlencode

from .choices import OPEN_CASES, CaseStatus
from .models import Case

SHOWN_AT_MOST = 200
LOOKS = {
    CaseStatus.EXECUTED: "met",
    CaseStatus.APPROVED: "met",
    CaseStatus.REJECTED: "missed",
    CaseStatus.SUPPLEMENT: "behind",
}


@dataclass(frozen=True)
class Step:
    """So many dossiers of one status; ``url`` opens them, and is empty for the public."""

    label: str
    look: str
    number: int
    url: str


@dataclass(frozen=True)
class CaseLine:
    """An open dossier. ``planned_on``: the last day on which its events are to be operative;
    ``due_on`` None where no time runs, ``stands``: the clock stands meanwhile."""

    number: str
    title: str
    status_label: str
    look: str
    due_on: dt.date | None
    stands: bool
    planned_on: dt.date | None
    days_late: int
    url: str


@dataclass(frozen=True)
class Pipeline:
    """``lines`` are the open dossiers, the latest first, for those who may see them."""

    steps: list[Step] = field(default_factory=list)
    lines: list[CaseLine] = field(default_factory=list)
    late: int = 0
    late_url: str = ""

    @property
    def number(self) -> int:
        return sum(step.number for step in self.steps)


def pipeline(territory: Collection[int], today: dt.date, *, insider: bool) -> Pipeline:
    """The dossiers of a territory as they stand ``today``, in one query. ``insider``: may see each;
    others see how many there are."""
    cases = Case.objects.filter(province__in=territory).order_by()
    rows = list(
        cases.values_list("pk", "number", "title", "status", "due_on", "days_left").annotate(
            planned_on=Max("bundle__events__operative_on")
        )
    )
    numbers = Counter(status for _pk, _number, _title, status, *_days in rows)
    late = [row for row in rows if is_late(row[3], row[4], today)]
    return Pipeline(
        steps=[
            Step(
                label=status.label,
                look=LOOKS.get(status, "plain"),
                number=numbers[status],
                url=desk(territory, "status__exact", status) if insider else "",
            )
            for status in CaseStatus
            if status in numbers
        ],
        lines=open_lines(rows, today) if insider else [],
        late=len(late),
        late_url=desk(territory, "due", "late") if insider and late else "",
    )


def is_late(status: str, due_on: dt.date | None, today: dt.date) -> bool:
    """Like the desk's queue of late dossiers: open and past its day (:mod:`reform.queues`)."""
    return status in OPEN_CASES and due_on is not None and due_on < today


def desk(territory: Collection[int], name: str, value: str) -> str:
    """The desk's list of the same dossiers."""
    asked = {"province__id__in": ",".join(map(str, sorted(territory))), name: value}
    return f"{reverse('admin:reform_case_changelist')}?{urlencode(asked)}"


def open_lines(rows: Collection[tuple], today: dt.date) -> list[CaseLine]:
    lines = [
        CaseLine(
            number=number,
            title=title,
            status_label=CaseStatus(status).label,
            look=LOOKS.get(status, "plain"),
            due_on=due_on,
            stands=due_on is None and days_left is not None,
            planned_on=planned_on,
            days_late=(today - due_on).days if is_late(status, due_on, today) else 0,
            url=reverse("admin:reform_case_change", args=[pk]),
        )
        for pk, number, title, status, due_on, days_left, planned_on in rows
        if status in OPEN_CASES
    ]
    lines.sort(key=lambda one: (-one.days_late, one.due_on or dt.date.max, one.number))
    return lines[:SHOWN_AT_MOST]
