"""The rules that a dossier is held against. A rule yields one sentence for each thing that breaks
it; what it can't judge it raises as :class:`CannotTell`. Severity, threshold and legal basis are
rows (:class:`reform.models.CaseRule`), chosen by the day."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from units.choices import AutonomyGroup, ParticipantRole
from units.reorganization import preview_all

from ..choices import CaseStatus
from ..models import CaseRule
from .dossier import ORIGINS, RESULTS, Dossier
from .papers import lacking

#: Kinds after which the result must be fit to stand as if it were set up anew.
FORMING = ("establish", "consolidate", "merge", "divide", "separate", "compound")
SELF_PAYING = (AutonomyGroup.GROUP_1, AutonomyGroup.GROUP_2)
PAPERS_FOR_THE_APPRAISAL = (CaseStatus.SUBMITTED, CaseStatus.ACCEPTED, CaseStatus.APPRAISED)

Rule = Callable[[Dossier, CaseRule], Iterator[str]]


class CannotTell(Exception):
    """The dossier and the register don't say what the rule asks; the text says what is missing."""


def register_agrees(dossier: Dossier, row: CaseRule) -> Iterator[str]:
    """Every rule of the register holds for the events, one after the other."""
    if dossier.case.reverses_id is None:
        for effect in preview_all(dossier.events):
            yield from (breach.message for breach in effect.breaches)


def papers_are_there(dossier: Dossier, row: CaseRule) -> Iterator[str]:
    """Every paper that the procedure asks for is in the dossier."""
    for paper in lacking(dossier.case, PAPERS_FOR_THE_APPRAISAL):
        yield _("“%(paper)s” is missing: upload it.") % {"paper": paper.name}


def enough_employees(dossier: Dossier, row: CaseRule) -> Iterator[str]:
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
                raise CannotTell(
                    _("Enter how many employees “%(unit)s” will have.") % {"unit": name}
                )
            if plan.employees < row.value:
                yield _(
                    "“%(unit)s” would have %(number)d employees, at least %(least)d are needed."
                ) % {"unit": name, "number": plan.employees, "least": row.value}


def autonomy_is_kept(dossier: Dossier, row: CaseRule) -> Iterator[str]:
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
                yield _(
                    "“%(unit)s” would be in group %(group)s, below group %(before)s of before."
                ) % {
                    "unit": dossier.name_of(event, one),
                    "group": one.autonomy_group,
                    "before": max(before),
                }


def headcount_is_not_raised(dossier: Dossier, row: CaseRule) -> Iterator[str]:
    """Together the units are assigned no more people paid from the budget than before."""
    for event in dossier.events:
        origins, results = dossier.of(event, ORIGINS), dossier.of(event, RESULTS)
        if event.kind not in FORMING or not origins:
            continue
        before = after = 0
        for one in origins:
            figures = dossier.figures.get(one.unit_id)
            if figures is None or figures.headcount_budget is None:
                raise CannotTell(
                    _("The register has no assigned headcount of “%(unit)s”: enter its figures.")
                    % {"unit": dossier.name_of(event, one)}
                )
            before += figures.headcount_budget
        for one in results:
            plan = dossier.planned.get(one.pk)
            if plan is None or plan.headcount_budget is None:
                raise CannotTell(
                    _("Enter the headcount paid from the budget that “%(unit)s” will have.")
                    % {"unit": dossier.name_of(event, one)}
                )
            after += plan.headcount_budget
        if after > before:
            yield _(
                "%(after)d people would be paid from the budget, %(before)d are now: %(more)d more."
            ) % {"after": after, "before": before, "more": after - before}


def agencies_exist(dossier: Dossier, row: CaseRule) -> Iterator[str]:
    """Every governing agency that is named exists on the day of the event."""
    for event in dossier.events:
        for one in dossier.participants[event.pk]:
            if one.agency and not one.agency.holds_on(event.operative_on):
                yield _("“%(agency)s” does not exist on %(day)s: name the agency of that day.") % {
                    "agency": one.agency,
                    "day": date_format(event.operative_on, "SHORT_DATE_FORMAT"),
                }


def day_is_planned(dossier: Dossier, row: CaseRule) -> Iterator[str]:
    """No event is operative before the decision that orders it."""
    decision = dossier.case.decision
    decided = (decision and decision.issued_on) or dossier.today
    for event in dossier.events:
        if event.operative_on < decided:
            yield _("%(event)s would be operative before it is decided: move its day.") % {
                "event": event
            }
