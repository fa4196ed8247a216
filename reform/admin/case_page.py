"""What the page of a dossier shows, as plain values."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from units.counts import count_units
from units.models import Participant
from units.reorganization import Effect, preview_all

from ..cases.deadline import deadline
from ..cases.dossier import RESULTS, Dossier
from ..cases.filing import may_file
from ..cases.history import holdings
from ..cases.papers import lacking
from ..cases.results import results
from ..cases.rights import may_edit, may_reverse, steps_for
from ..choices import OPEN_CASES, CaseStatus, PaperAbout
from ..models import Case, DocumentVersion, PaperVersion, PlannedFigures
from ..papers.kinds import PaperKind, kinds_about
from .case_talk_page import talk_of

EVERY_PAPER = tuple(CaseStatus.values)


def context_of(request: HttpRequest, case: Case) -> dict[str, object]:
    today = timezone.localdate()
    dossier = Dossier(case, today=today)
    effects = effects_of(case, dossier)
    return {
        "steps": steps_for(request.user, case),
        "deadline": deadline(case, today),
        "dossier_events": dossier.events,
        "effects": effects,
        "count": count_before_and_after(case, effects),
        "results": results(request.user, case, dossier),
        "papers": papers(case),
        "lacking": lacking(case, EVERY_PAPER),
        "official_papers": official_papers(case),
        "holdings": holdings(case, now=timezone.now()),
        "may_edit": may_edit(request.user, case),
        "reversals": list(case.reversals.order_by("pk")),
        "may_reverse": may_reverse(request.user, case),
        "may_look_ahead": case.status in OPEN_CASES,
        "may_file": may_file(request.user, case),
        "planned_for": planned_for(dossier),
        **talk_of(request.user, dossier),
    }


def effects_of(case: Case, dossier: Dossier) -> list[Effect]:
    """What each event would do; nothing once they are in effect."""
    if case.status == CaseStatus.EXECUTED or case.reverses_id:
        return []
    return preview_all(dossier.events)


def count_before_and_after(case: Case, effects: list[Effect]) -> tuple[int, int] | None:
    """Units of the province on the last day concerned, without and with the dossier."""
    if not effects:
        return None
    day = max(effect.event.operative_on for effect in effects)
    now = count_units(day, province=case.province).total
    return now, now + sum(effect.change for effect in effects if effect.allowed)


def planned_for(dossier: Dossier) -> list[tuple[Participant, str, PlannedFigures | None]]:
    """(participant, name, what is planned for it) for each unit that comes out of the events."""
    return [
        (one, dossier.name_of(event, one), dossier.planned.get(one.pk))
        for event in dossier.events
        for one in dossier.of(event, RESULTS)
    ]


def papers(case: Case) -> list[tuple[str, DocumentVersion, bool]]:
    """(title, file, whether it is the latest) of all papers, each with its latest file first."""
    found = case.documents.prefetch_related("versions__added_by").order_by("pk")
    return [
        (paper.title, version, place == 0)
        for paper in found
        for place, version in enumerate(paper.versions.all())
    ]


def official_papers(case: Case) -> list[tuple[PaperKind, PaperVersion | None]]:
    """Each paper that can be drawn from the dossier, with its latest version."""
    rows = PaperVersion.objects.filter(paper__case=case).select_related("paper").order_by("number")
    latest = {version.paper.kind: version for version in rows}
    return [(kind, latest.get(kind.code)) for kind in kinds_about(PaperAbout.CASE)]
