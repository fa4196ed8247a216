"""What is being done about a plan, and what is in dispute: dossiers, tasks, proposals, visits,
findings. Good practices are put forward to the whole country, and so stand on its page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from units.asked import Asked

from .answers import Late
from .atlas import Place
from .plan_cases import Pipeline, pipeline
from .plan_findings import FindingLine, findings_asked, findings_told
from .plan_proposals import Proposals, proposals_asked, proposals_told
from .plan_tasks import Tasks, tasks_asked, tasks_told
from .plan_visits import VisitLine, visits_asked, visits_told


@dataclass(frozen=True)
class FollowUp:
    """``cases`` is None on a page of the past: dossiers are told as they stand today."""

    cases: Pipeline | None
    tasks: Tasks
    proposals: Proposals
    visits: list[VisitLine]
    findings: list[FindingLine]

    @property
    def disputed(self) -> list[FindingLine]:
        return [line for line in self.findings if line.is_in_dispute]

    @property
    def late(self) -> list[Late]:
        """What else than targets is late."""
        asked_for = sum(len(visit.late) for visit in self.visits)
        late = [
            Late(_("tasks"), len(self.tasks.late), "#tasks"),
            Late(_("answers to monitoring visits"), asked_for, "#visits"),
        ]
        if self.cases is not None:
            late.append(Late(_("dossiers"), self.cases.late, self.cases.late_url or "#cases"))
        return late


def follow_up_asked(territory: Collection[int], place: Place, asked: Asked) -> dict[str, QuerySet]:
    """All of it but dossiers, to be read together."""
    return {
        **tasks_asked(territory, place.day, asked.moment),
        **proposals_asked(territory, place.day),
        **visits_asked(territory, place.day),
        **findings_asked(territory),
    }


def follow_up(
    rows: Mapping[str, list],
    territory: Collection[int],
    place: Place,
    asked: Asked,
    *,
    insider: bool,
) -> FollowUp:
    """``rows`` are what :func:`follow_up_asked` asks for, read; dossiers are one query."""
    of_the_past = asked.known or place.is_frozen or place.day < asked.today
    return FollowUp(
        cases=None if of_the_past else pipeline(territory, asked.today, insider=insider),
        tasks=tasks_told(rows, place.day),
        proposals=proposals_told(rows, place.day),
        visits=visits_told(rows, place.day),
        findings=findings_told(rows, insider=insider),
    )
