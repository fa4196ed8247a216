"""What a person may do with a dossier as it stands."""

from __future__ import annotations

from ..choices import CaseStatus
from ..models import Case
from .moves import Move
from .opening import GIVEN_UP
from .stages import lead_times, steps_from


def steps_for(user, case: Case) -> list[Move]:
    """The steps that lead on from here and that the user's role takes."""
    return [
        step
        for step in steps_from(case.status, lead_times(case.procedure))
        if user.has_perm(step.permission, case) and (step.name != "release" or case.officer_id)
    ]


def may_reverse(user, case: Case) -> bool:
    standing = case.reversals.exclude(status__in=GIVEN_UP)
    executed = case.status == CaseStatus.EXECUTED
    return executed and user.has_perm("reform.add_case", case) and not standing.exists()


def may_edit(user, case: Case) -> bool:
    """Title, events and plans change only in the hands of who prepares the dossier."""
    in_hand = case.status in (CaseStatus.DRAFT, CaseStatus.SUPPLEMENT)
    return in_hand and user.has_perm("reform.change_case", case)
