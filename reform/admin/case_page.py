"""What the page of a dossier shows, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from units.counts import count_units
from units.models import Participant
from units.reorganization import Effect, preview_all

from ..cases.checking import label_of
from ..cases.clock import Calendar
from ..cases.dossier import RESULTS, Dossier
from ..cases.filing import may_file
from ..cases.history import holdings
from ..cases.moves import Move, moves_from
from ..cases.opening import GIVEN_UP
from ..cases.papers import lacking
from ..choices import OPEN_CASES, CaseStatus, Verdict
from ..models import Case, CaseDocument, Check, PlannedFigures
from ..roles import OVERRIDE
from .case_talk_page import talk_of

BADGES = {Verdict.KEPT: "met", Verdict.BROKEN: "missed", Verdict.UNKNOWN: "unknown"}
EVERY_PAPER = tuple(CaseStatus.values)


@dataclass(frozen=True)
class Deadline:
    """``days`` are working days: left, or over when negative; None while no clock runs."""

    due_on: dt.date | None
    days: int | None
    is_standing: bool

    @property
    def is_late(self) -> bool:
        return self.days is not None and self.days < 0

    @property
    def over(self) -> int:
        return -(self.days or 0)


@dataclass(frozen=True)
class Result:
    """One rule's result; stale when the dossier has changed since it was asked."""

    check: Check
    label: str
    badge: str
    is_stale: bool
    may_override: bool


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
        "results": results(request, case, dossier),
        "papers": papers(case),
        "lacking": lacking(case, EVERY_PAPER),
        "holdings": holdings(case, now=timezone.now()),
        "may_edit": may_edit(request.user, case),
        "reversals": list(case.reversals.order_by("pk")),
        "may_reverse": may_reverse(request.user, case),
        "may_look_ahead": case.status in OPEN_CASES,
        "may_file": may_file(request.user, case),
        "planned_for": planned_for(dossier),
        **talk_of(request.user, dossier),
    }


def steps_for(user, case: Case) -> list[Move]:
    """The steps that lead on from here and that the user's role takes."""
    return [step for step in moves_from(case.status) if user.has_perm(step.permission, case)]


def may_reverse(user, case: Case) -> bool:
    standing = case.reversals.exclude(status__in=GIVEN_UP)
    executed = case.status == CaseStatus.EXECUTED
    return executed and user.has_perm("reform.add_case", case) and not standing.exists()


def may_edit(user, case: Case) -> bool:
    """Title, events and plans change only in the hands of who prepares the dossier."""
    in_hand = case.status in (CaseStatus.DRAFT, CaseStatus.SUPPLEMENT)
    return in_hand and user.has_perm("reform.change_case", case)


def deadline(case: Case, today: dt.date) -> Deadline:
    if case.due_on:
        return Deadline(case.due_on, Calendar.stored().between(today, case.due_on), False)
    return Deadline(None, case.days_left, case.days_left is not None)


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


def results(request: HttpRequest, case: Case, dossier: Dossier) -> list[Result]:
    may = request.user.has_perm(OVERRIDE, case)
    return [
        Result(
            check,
            label_of(check.rule),
            BADGES[check.verdict],
            is_stale=check.seal != dossier.seal,
            may_override=may and check.verdict != Verdict.KEPT and check.overridden_at is None,
        )
        for check in case.checks.select_related("overridden_by")
    ]


def planned_for(dossier: Dossier) -> list[tuple[Participant, str, PlannedFigures | None]]:
    """(participant, name, what is planned for it) for each unit that comes out of the events."""
    return [
        (one, dossier.name_of(event, one), dossier.planned.get(one.pk))
        for event in dossier.events
        for one in dossier.of(event, RESULTS)
    ]


def papers(case: Case) -> list[CaseDocument]:
    found = case.documents.select_related("required").prefetch_related("versions__added_by")
    return list(found)
