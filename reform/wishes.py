"""What a reader asks of a plan page besides the day, and what a period means for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from resolutions.progress import Progress
from units.models import Province

from .history import History
from .models import Plan, PlanPeriod
from .narrowing import EVERYTHING, Narrowing


@dataclass(frozen=True)
class Wish:
    """How much of a page is asked for, and who reads it: ``everything`` shows all events,
    ``insider`` what is proposed and each dossier too; units are counted as ``narrowed``, and only
    the targets of ``period`` are shown (None: of all)."""

    everything: bool = False
    insider: bool = False
    narrowed: Narrowing = EVERYTHING
    period: PlanPeriod | None = None


NOTHING_MORE = Wish()


def in_period(progress: Progress, period: PlanPeriod | None) -> bool:
    """Does the target's deadline lie in the period? Without a period, all of them count."""
    deadline = progress.target.deadline
    if period is None:
        return True
    return deadline is not None and period.starts_on <= deadline <= period.ends_on


def plan_asked(province: Province, period: PlanPeriod | None) -> dict[str, QuerySet]:
    """The province's plan for the period, if one is asked for."""
    plans = Plan.objects.filter(province=province, period=period)
    return {"plan": plans.select_related("document")}


def days_before(wish: Wish, plan: Plan | None) -> set[dt.date]:
    """The days that the period asked for names as the one to compare with."""
    if wish.period is None:
        return set()
    return {wish.period.starts_on} | ({plan.baseline_on} - {None} if plan else set())


def baseline_of(
    past: History, day: dt.date, wish: Wish, plan: Plan | None, progresses: Sequence[Progress]
) -> dt.date | None:
    """The day to compare ``day`` with: of a period the one that its plan has frozen, else the first
    baseline of its targets, else its first day; the first day known where that is later."""
    first = past.baseline_for(day)
    if first is None or wish.period is None:
        return first
    days = [one.target.baseline_day for one in progresses if one.target.baseline_day]
    frozen = plan.baseline_on if plan else None
    wanted = frozen or min(days, default=wish.period.starts_on)
    return wanted if first <= wanted < day else first
