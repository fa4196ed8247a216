"""The only way in which a dossier moves.

Buttons, pages and commands all call :func:`move`: it locks the dossier, refuses what the table of
moves or a rule forbids, and writes one row of history with every step.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Case, CaseMove, CodedReason
from . import checking, execution, letters, stages, timing
from .moves import MOVES, Move
from .officers import officers
from .papers import missing_papers
from .parts import same_person
from .reach import documents_of


class StaleCase(Exception):
    """The dossier has moved since the page was opened; ``since`` tells what the others did."""

    def __init__(self, case: Case, since: Sequence[CaseMove]) -> None:
        self.case, self.since = case, list(since)
        super().__init__(
            _("The dossier has changed since you opened it: look at what is new, then try again.")
        )


class MoveRefused(Exception):
    """A step that the table of moves or a rule forbids; ``sentences`` say why, one each."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


@dataclass(frozen=True)
class Said:
    """What the form of a step held."""

    reason: str = ""
    coded_reason: CodedReason | None = None
    decision: object | None = None
    officer: object | None = None
    days: int | None = None
    title: str = ""
    plan: object | None = None


@transaction.atomic
def move(
    case: Case,
    action: str,
    *,
    by,
    expected_version: int,
    at: dt.datetime,
    today: dt.date,
    said: Said | None = None,
) -> Case:
    """Take one step with a dossier; returns it as it stands afterwards.

    Raises :class:`StaleCase`, :class:`MoveRefused`; then nothing is written.
    """
    step, said = MOVES[action], said or Said()
    case = locked(case)
    if case.version != expected_version:
        since = case.moves.filter(version__gt=expected_version).select_related("made_by")
        raise StaleCase(case, since)
    leads = stages.lead_times(case.procedure)
    refuse(case, step, used=leads, by=by, said=said, today=today)
    before = case.status
    case.version += 1
    carry_out(case, step, by=by, said=said, at=at)
    timing.turn(case, step, before=before, leads=leads, days=said.days or 0, today=today)
    if step.to:
        case.status, case.held_since = step.to, at
    case.save()
    letters.tell_of_assignment(case, record(case, step, before, by=by, said=said, at=at))
    if step.name in ("submit", "supplement"):  # whoever opens it next sees what stands in the way
        checking.check(case, at=at, today=today)
    return case


def record(case: Case, step: Move, before: str, *, by, said: Said, at: dt.datetime) -> CaseMove:
    """The row of history that belongs to a step."""
    return CaseMove.objects.create(
        case=case,
        action=step.name,
        from_status=before,
        to_status=case.status,
        version=case.version,
        coded_reason=said.coded_reason,
        reason=said.reason,
        officer=case.officer if step.needs_officer or step.fills == "officer" else None,
        due_on=case.due_on,
        facts=facts_of(said),
        made_at=at,
        made_by=by,
    )


def facts_of(said: Said) -> dict[str, object]:
    """What the form held besides the reason, as plain values for the history."""
    given = {"days": said.days, "title": said.title, "plan": str(said.plan or "")}
    return {name: value for name, value in given.items() if value}


def locked(case: Case) -> Case:
    cases = Case.objects.select_for_update(of=("self",)).select_related(
        "province", "procedure", "bundle", "reverses__bundle"
    )
    return cases.get(pk=case.pk)


def refuse(
    case: Case, step: Move, *, used: Collection[str], by, said: Said, today: dt.date
) -> None:
    """Raises :class:`MoveRefused` with everything that stands in the way. ``used`` are the statuses
    of the dossier's procedure."""
    if case.status not in stages.starts_of(step, used):
        raise MoveRefused(
            _("“%(step)s” can't follow “%(status)s”.")
            % {"step": step.label, "status": case.get_status_display()}
        )
    if not by.has_perm(step.permission, case):
        raise MoveRefused(_("Your role does not allow “%(step)s”.") % {"step": step.label})
    found = [*same_person(case, step, by), *unsaid(step, said), *out_of_place(case, said)]
    found += unfit_officer(case, said)
    found += missing_papers(case, step.documents_for)
    if step.name in ("submit", "execute") and case.reverses_id is None:
        found += [*without_events(case), *of_other_kinds(case)]
    if step.checked and not found:
        found = checking.obstacles(case, today=today)
    if found:
        raise MoveRefused(*found)


def unsaid(step: Move, said: Said) -> list[str]:
    needed = (
        (step.needs_reason and not said.reason.strip(), _("Say why.")),
        (step.coded and said.coded_reason is None, _("Choose a reason from the list.")),
        (step.needs_decision and said.decision is None, _("Name the decision.")),
        (step.needs_officer and said.officer is None, _("Name who is to answer for it.")),
        (step.needs_days and not said.days, _("Say by how many working days.")),
        (step.needs_title and not said.title.strip(), _("Give the dossier a title.")),
    )
    return [sentence for missing, sentence in needed if missing]


def out_of_place(case: Case, said: Said) -> list[str]:
    """Plan and decision are national, or of the dossier's province."""
    named = [("plan", said.plan), ("decision", said.decision)]
    sentence = _("“%(document)s” is of another province: choose one of this province.")
    return [
        sentence % {"document": document}
        for kind, document in named
        if document and not documents_of(case.province, kind).filter(pk=document.pk).exists()
    ]


def unfit_officer(case: Case, said: Said) -> list[str]:
    """An officer holds the role of appraiser where the dossier lies, and did not prepare it."""
    if said.officer is None or officers(case).filter(pk=said.officer.pk).exists():
        return []
    sentence = _("%(person)s is no appraiser of this province, or prepared the dossier: name one.")
    return [sentence % {"person": said.officer}]


def without_events(case: Case) -> list[str]:
    if case.bundle.events.exists():
        return []
    return [_("The dossier has no event yet: draft what is to change first.")]


def of_other_kinds(case: Case) -> list[str]:
    """A procedure for one kind of event carries no other."""
    kind = case.procedure.kind
    others = case.bundle.events.exclude(kind=kind) if kind else case.bundle.events.none()
    said = _("%(event)s: the procedure is for “%(kind)s” only; open another dossier for it.")
    label = case.procedure.get_kind_display()
    return [said % {"event": event, "kind": label} for event in others]


def carry_out(case: Case, step: Move, *, by, said: Said, at: dt.datetime) -> None:
    """What a step changes beside status and clock."""
    if step.fills:
        setattr(case, step.fills, by)
    if step.needs_officer:
        case.officer = said.officer
    if step.needs_title:
        case.entitle(said.title.strip())
        case.plan = said.plan
    match step.name:
        case "submit" | "supplement":
            execution.seal(case)
        case "return" | "request":
            execution.unseal(case)
        case "approve":
            case.decision = said.decision
            execution.cite(case)
        case "withdraw" | "reject":
            execution.seal(case)
        case "release":
            case.officer = None
        case "execute":
            execute(case, by=by, said=said, at=at)


def execute(case: Case, *, by, said: Said, at: dt.datetime) -> None:
    try:
        execution.execute(case, by=by, at=at, reason=said.reason)
    except execution.NotExecuted as refused:
        raise MoveRefused(*refused.sentences) from refused
