"""What a plan undertakes: its targets, its dossiers, its measures, by whom and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Min, Q

from resolutions.models import Target
from resolutions.progress import Progress, progress_of_province

from ..choices import CaseStatus
from ..models import Case, Plan, PlanMeasure
from ..querysets import CaseQuerySet


@dataclass(frozen=True)
class Undertaken:
    """A measure as it stands: done when its dossier is executed, late when its day has passed."""

    measure: PlanMeasure
    is_done: bool
    is_late: bool


def targets_of(plan: Plan) -> set[int]:
    """Ids of the targets of the plan's document whose deadline lies in its period."""
    if plan.document_id is None:
        return set()
    period = (plan.period.starts_on, plan.period.ends_on)
    own = Target.objects.filter(document=plan.document_id, deadline__range=period)
    return set(own.values_list("pk", flat=True))


def progress_of(plan: Plan, on: dt.date) -> list[Progress]:
    """The plan's own targets, judged on ``on``."""
    own = targets_of(plan)
    return [one for one in progress_of_province(plan.province, on) if one.target.pk in own]


def cases_of(plan: Plan) -> CaseQuerySet:
    """Dossiers that name the plan's document, or stand behind one of its measures; with
    ``operative_on``, the first day on which one of their events counts."""
    behind = Q(measures__plan=plan)
    if plan.document_id:
        behind |= Q(plan=plan.document_id, province=plan.province_id)
    ids = Case.objects.filter(behind).values("pk")
    cases = Case.objects.filter(pk__in=ids).select_related("officer", "procedure")
    first = Min("bundle__events__operative_on")
    return cases.annotate(operative_on=first).order_by("operative_on", "pk")


def undertaken(measures: Iterable[PlanMeasure], today: dt.date) -> list[Undertaken]:
    """Measures as they stand on ``today``; those that are late first, then by their day."""
    found = [standing(measure, today) for measure in measures]
    return sorted(found, key=lambda one: not one.is_late)


def standing(measure: PlanMeasure, today: dt.date) -> Undertaken:
    done = measure.case is not None and measure.case.status == CaseStatus.EXECUTED
    late = not done and measure.due_on is not None and measure.due_on < today
    return Undertaken(measure, done, late)


def fewer_units(measures: Sequence[Undertaken]) -> int | None:
    """Units fewer that all measures promise together; None when one of them does not say."""
    numbers = [one.measure.fewer_units for one in measures]
    return None if None in numbers or not numbers else sum(numbers)
