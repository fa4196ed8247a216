"""The rules that a dossier is held against. A rule yields one finding for each thing that breaks
it; what it can't judge it raises as :class:`CannotTell`. Severity, threshold and legal basis are
rows (:class:`reform.models.CaseRule`), chosen by the day; the sentences are in
:mod:`reform.cases.findings`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings
from django.utils import translation

from units.choices import AutonomyGroup, ParticipantRole
from units.reorganization import preview_all

from ..choices import CaseStatus
from ..models import CaseRule
from .dossier import ORIGINS, RESULTS, Dossier
from .findings import OF_THE_REGISTER, Found
from .papers import lacking

#: Kinds after which the result must be fit to stand as if it were set up anew.
FORMING = ("establish", "consolidate", "merge", "divide", "separate", "compound")
SELF_PAYING = (AutonomyGroup.GROUP_1, AutonomyGroup.GROUP_2)
PAPERS_FOR_THE_APPRAISAL = (CaseStatus.SUBMITTED, CaseStatus.ACCEPTED, CaseStatus.APPRAISED)

Rule = Callable[[Dossier, CaseRule], Iterator[Found]]


class CannotTell(Exception):
    """The dossier and the register don't say what the rule asks; ``found`` says what lacks."""

    def __init__(self, found: Found) -> None:
        self.found = found
        super().__init__(found.code)


def register_agrees(dossier: Dossier, row: CaseRule) -> Iterator[Found]:
    """Every rule of the register holds for the events, one after the other."""
    if dossier.case.reverses_id is None:
        languages = [code for code, _name in settings.LANGUAGES]
        spoken = (refusals(dossier, language) for language in languages)
        for sentences in zip(*spoken, strict=True):
            said = dict(zip(languages, sentences, strict=True))
            yield Found(OF_THE_REGISTER, said=said)


def refusals(dossier: Dossier, language: str) -> list[str]:
    """What the register says against the events, in one language."""
    with translation.override(language):
        effects = preview_all(dossier.events)
        return [breach.message for effect in effects for breach in effect.breaches]


def papers_are_there(dossier: Dossier, row: CaseRule) -> Iterator[Found]:
    """Every paper that the procedure asks for is in the dossier."""
    for paper in lacking(dossier.case, PAPERS_FOR_THE_APPRAISAL):
        yield Found("paper_missing", {"paper": paper.name})


def enough_employees(dossier: Dossier, row: CaseRule) -> Iterator[Found]:
    """A unit that is formed has at least the employees that the decree asks for.

    Units of groups 1 and 2 follow their own scheme.
    """
    for event in dossier.events:
        if event.kind not in FORMING:
            continue
        for one in dossier.of(event, (ParticipantRole.NEW, ParticipantRole.SURVIVING)):
            plan, name = dossier.planned.get(one.pk), dossier.name_of(event, one)
            if dossier.group_of(event, one) in SELF_PAYING:
                continue
            if plan is None or plan.employees is None:
                raise CannotTell(Found("employees_unknown", {"unit": name}))
            if plan.employees < row.value:
                least = int(row.value)
                yield Found(
                    "employees_few", {"unit": name, "number": plan.employees, "least": least}
                )


def autonomy_is_kept(dossier: Dossier, row: CaseRule) -> Iterator[Found]:
    """No unit comes out with less autonomy than its predecessors had.

    Where these had different groups, the authority decides; none may fall below the lowest.
    """
    for event in dossier.events:
        before = [
            version.autonomy_group
            for one in dossier.of(event, ORIGINS)
            if (version := dossier.versions.get((event.pk, one.unit_id)))
        ]
        for one in dossier.of(event, RESULTS):
            if before and all(before) and one.autonomy_group > max(before):
                groups = {"group": one.autonomy_group, "before": max(before)}
                yield Found("autonomy_lower", {"unit": dossier.name_of(event, one), **groups})


def headcount_is_not_raised(dossier: Dossier, row: CaseRule) -> Iterator[Found]:
    """Together the units are assigned no more people paid from the budget than before."""
    for event in dossier.events:
        origins, results = dossier.of(event, ORIGINS), dossier.of(event, RESULTS)
        if event.kind not in FORMING or not origins:
            continue
        before = after = 0
        for one in origins:
            figures = dossier.figures.get(one.unit_id)
            if figures is None or figures.headcount_budget is None:
                raise CannotTell(Found("headcount_unknown", {"unit": dossier.name_of(event, one)}))
            before += figures.headcount_budget
        for one in results:
            plan = dossier.planned.get(one.pk)
            if plan is None or plan.headcount_budget is None:
                raise CannotTell(
                    Found("headcount_unplanned", {"unit": dossier.name_of(event, one)})
                )
            after += plan.headcount_budget
        if after > before:
            numbers = {"after": after, "before": before, "more": after - before}
            yield Found("headcount_raised", numbers)


def agencies_exist(dossier: Dossier, row: CaseRule) -> Iterator[Found]:
    """Every governing agency that is named exists on the day of the event."""
    for event in dossier.events:
        for one in dossier.participants[event.pk]:
            if one.agency and not one.agency.holds_on(event.operative_on):
                day = event.operative_on.isoformat()
                yield Found("agency_gone", {"agency": str(one.agency), "day": day})


def day_is_planned(dossier: Dossier, row: CaseRule) -> Iterator[Found]:
    """No event is operative before the decision that orders it."""
    decision = dossier.case.decision
    decided = (decision and decision.issued_on) or dossier.today
    for event in dossier.events:
        if event.operative_on < decided:
            day = event.operative_on.isoformat()
            yield Found("day_early", {"kind": event.kind, "day": day})
