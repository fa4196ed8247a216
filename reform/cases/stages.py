"""The table of moves, narrowed to the statuses that a procedure uses.

A procedure may leave statuses out, but no person: whatever way leads from draft to execution, one
person prepares, another appraises, a third decides (Decree 120/2020/NĐ-CP, Articles 11 to 14).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from ..choices import CaseStatus
from ..models import Procedure
from .moves import ALL, Move

#: Where a dossier begins and where it may end, and what fills a person's part.
ALWAYS = (
    CaseStatus.DRAFT,
    CaseStatus.SUBMITTED,
    CaseStatus.APPRAISED,
    CaseStatus.APPROVED,
    CaseStatus.EXECUTED,
    CaseStatus.REJECTED,
    CaseStatus.WITHDRAWN,
)
PARTS = ("preparer", "appraiser", "approver")


def lead_times(procedure: Procedure) -> Mapping[str, int | None]:
    """{status that the procedure uses: working days in it, None where unknown}; one query."""
    return dict(procedure.stages.values_list("status", "lead_days"))


def starts_of(step: Move, used: Collection[str]) -> set[str]:
    """The statuses that a step leads out of; also those from which it passes over one that the
    procedure leaves out. Empty for a step into a status that is left out."""
    if step.to and step.to not in used:
        return set()
    passing = {start for start, passed in step.passing if passed not in used}
    return {start for start in (*step.starts, *passing) if start in used}


def steps_from(status: str, used: Collection[str]) -> list[Move]:
    return [step for step in ALL if status in starts_of(step, used)]


def flaws(used: Collection[str]) -> list[str]:
    """Why a procedure of these statuses can't be published, one sentence each."""
    if missing := [status for status in ALWAYS if status not in used]:
        said = _("No procedure can do without “%(status)s”: add it.")
        return [said % {"status": status.label} for status in missing]
    dead_ends = [one for one in CaseStatus if one in used and not leads_to_an_end(one, used)]
    said = _("From “%(status)s” no step leads on: add what follows it, or leave it out.")
    found = [said % {"status": status.label} for status in dead_ends]
    if not found and any(can_be_executed_without(part, used) for part in PARTS):
        found = [_("A dossier could be carried out without one of its three people.")]
    return found


def leads_to_an_end(status: str, used: Collection[str]) -> bool:
    ends = (CaseStatus.EXECUTED, CaseStatus.REJECTED, CaseStatus.WITHDRAWN)
    return status in ends or CaseStatus.EXECUTED in reached_from(status, used, but="")


def can_be_executed_without(part: str, used: Collection[str]) -> bool:
    return CaseStatus.EXECUTED in reached_from(CaseStatus.DRAFT, used, but=part)


def reached_from(status: str, used: Collection[str], *, but: str) -> set[str]:
    """All statuses that steps lead to from here, without those that fill the part ``but``."""
    found, waiting = set(), [status]
    while waiting:
        for step in steps_from(waiting.pop(), used):
            if step.to and step.to not in found and (not but or step.fills != but):
                found.add(step.to)
                waiting.append(step.to)
    return found
