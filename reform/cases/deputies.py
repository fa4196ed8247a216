"""Deputy heads: how many the law allows, and until when a surplus may stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from units.models import Participant, ReorganizationEvent
from units.periods import holds

from ..models import CaseRule, DeputyQuota
from .dossier import RESULTS, Dossier
from .findings import Found


def new_units_keep_the_quota(dossier: Dossier, row: CaseRule) -> Iterator[Found]:
    """A unit that continues no other has no more deputies than its quota."""
    for event, facts in surpluses(dossier):
        if event.kind == "establish":
            yield Found("deputies_many", facts)


def surplus_ends_in_time(dossier: Dossier, row: CaseRule) -> Iterator[Found]:
    """After an arrangement a surplus may stand for the years that the row states (Decree
    283/2025/NĐ-CP, Article 12: five), counted from the operative day."""
    for event, facts in surpluses(dossier):
        if event.kind != "establish":
            until = grace_ends(event.operative_on, int(row.value))
            yield Found("deputies_surplus", facts | {"until": until.isoformat()})


def surpluses(dossier: Dossier) -> Iterator[tuple[ReorganizationEvent, dict[str, int | str]]]:
    """Each unit that would have more deputies than its quota, with its event."""
    for event in dossier.events:
        quotas = quotas_on(event.operative_on)
        for one in dossier.of(event, RESULTS):
            plan = dossier.planned.get(one.pk)
            most = quota_of(quotas, dossier, event, one)
            if most is not None and plan.deputies is not None and plan.deputies > most:
                unit = dossier.name_of(event, one)
                yield event, {"unit": unit, "number": plan.deputies, "most": most}


def quotas_on(day: dt.date) -> list[DeputyQuota]:
    rows = DeputyQuota.objects.all()
    return [row for row in rows if holds(row.valid_from, row.valid_to, day)]


def quota_of(
    quotas: list[DeputyQuota], dossier: Dossier, event: ReorganizationEvent, one: Participant
) -> int | None:
    """The most deputies of a unit of its group, level and size; None where the law names no number
    or the dossier does not say the size."""
    plan, before = dossier.planned.get(one.pk), dossier.versions.get((event.pk, one.unit_id))
    if plan is None:
        return None
    group = dossier.group_of(event, one)
    agency = one.agency or (before.agency if before else None)
    level = agency.level_id if agency else None
    return most_of(quotas, group, level, plan.employees)


def most_of(
    quotas: list[DeputyQuota], group: str, level: int | None, employees: int | None
) -> int | None:
    """The same of any unit: its autonomy group, the level of its agency, and its people."""
    rows = [row for row in quotas if row.autonomy_group == group]
    rows = [row for row in rows if row.level_id == level] or [
        row for row in rows if row.level_id is None
    ]
    for row in rows:  # the smallest size first, the open-ended one last
        if row.employees_up_to is None:
            return row.most
        if employees is None:
            return None
        if employees <= row.employees_up_to:
            return row.most
    return None


def grace_ends(start: dt.date, years: int) -> dt.date:
    """The same day ``years`` later; 1 March after 29 February."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return dt.date(start.year + years, 3, 1)
