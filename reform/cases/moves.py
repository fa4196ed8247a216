"""The steps of a dossier, in one table that the desk, its buttons and the tests read.

Decree 120/2020/NĐ-CP, Articles 11 to 14: submitted, checked for completeness, appraised, decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..choices import CaseStatus, ReasonFor

S = CaseStatus


@dataclass(frozen=True)
class Move:
    """``starts`` are the statuses it leads out of, ``to`` the one it leads to (empty: it stays).
    ``passing`` are further starts, each with the status that it passes over where the procedure
    leaves that out (:mod:`reform.cases.stages` narrows the table). ``fills`` is the part in which
    the person is remembered, ``unlike`` the parts of the same dossier that this person must not
    have had. ``destructive`` ends or turns back the dossier."""

    name: str
    label: str | Promise
    help: str | Promise
    starts: tuple[str, ...]
    to: str = ""
    coded: str = ""
    needs_reason: bool = False
    needs_decision: bool = False
    needs_officer: bool = False
    needs_days: bool = False
    needs_title: bool = False
    fills: str = ""
    unlike: tuple[str, ...] = ()
    checked: bool = False
    destructive: bool = False
    documents_for: tuple[str, ...] = field(default=())
    passing: tuple[tuple[str, str], ...] = field(default=())

    @property
    def permission(self) -> str:
        return f"reform.{self.name}_case"


ALL = (
    Move(
        "amend", _("Edit"), _("Title and plan, while the dossier is in its preparer's hands."),
        (S.DRAFT, S.SUPPLEMENT), needs_title=True,
    ),
    Move(
        "submit", _("Submit the dossier"),
        _("Hand the dossier in; its events can't be edited any more."), (S.DRAFT,), S.SUBMITTED,
        fills="preparer", documents_for=(S.SUBMITTED,),
    ),
    Move(
        "return", _("Hand back"), _("The dossier is incomplete: its preparer may edit it again."),
        (S.SUBMITTED,), S.DRAFT,
        coded=ReasonFor.RETURN, needs_reason=True, unlike=("preparer",), destructive=True,
    ),
    Move(
        "accept", _("Accept as complete"), _("The clock starts to run."),
        (S.SUBMITTED,), S.ACCEPTED,
        unlike=("preparer",), documents_for=(S.SUBMITTED, S.ACCEPTED),
    ),
    Move(
        "appraise", _("Begin the appraisal"), _("You answer for the appraisal from now on."),
        (S.ACCEPTED,), S.APPRAISING,
        fills="officer", unlike=("preparer",), documents_for=(S.SUBMITTED, S.ACCEPTED),
        passing=((S.SUBMITTED, S.ACCEPTED),),
    ),
    Move(
        "request", _("Ask for a supplement"), _("The clock stands until it comes."),
        (S.ACCEPTED, S.APPRAISING), S.SUPPLEMENT,
        coded=ReasonFor.SUPPLEMENT, needs_reason=True, unlike=("preparer",),
    ),
    Move(
        "supplement", _("Hand in the supplement"), _("The clock runs on."),
        (S.SUPPLEMENT,), S.APPRAISING,
    ),
    Move(
        "conclude", _("Issue the appraisal"), _("The dossier goes to the person who decides."),
        (S.APPRAISING,), S.APPRAISED,
        needs_reason=True, fills="appraiser", unlike=("preparer",), checked=True,
        documents_for=(S.SUBMITTED, S.ACCEPTED, S.APPRAISED),
        passing=((S.ACCEPTED, S.APPRAISING),),
    ),
    Move(
        "reconsider", _("Send back to the appraisal"), _("Something must be appraised again."),
        (S.APPRAISED,), S.APPRAISING,
        needs_reason=True, unlike=("preparer", "appraiser"), destructive=True,
    ),
    Move(
        "approve", _("Approve"), _("The decision is signed; nothing is in effect yet."),
        (S.APPRAISED,), S.APPROVED,
        needs_decision=True, fills="approver", unlike=("preparer", "appraiser"), checked=True,
        documents_for=(S.SUBMITTED, S.ACCEPTED, S.APPRAISED, S.APPROVED),
    ),
    Move(
        "reject", _("Reject"), _("The dossier ends here; the register stays as it is."),
        (S.APPRAISED,), S.REJECTED,
        coded=ReasonFor.REJECTION, needs_reason=True, unlike=("preparer", "appraiser"),
        destructive=True,
    ),
    Move(
        "execute", _("Carry out"), _("Its events take effect in the register, all or none."),
        (S.APPROVED,), S.EXECUTED,
        unlike=("preparer", "appraiser"), checked=True,
    ),
    Move(
        "withdraw", _("Withdraw"), _("The dossier ends here at the wish of who prepared it."),
        (S.DRAFT, S.SUBMITTED, S.ACCEPTED, S.APPRAISING, S.SUPPLEMENT, S.APPRAISED),
        S.WITHDRAWN, needs_reason=True, destructive=True,
    ),
    Move(
        "extend", _("Extend the deadline"), _("With the reason, for all to see."),
        (S.ACCEPTED, S.APPRAISING), "",
        needs_reason=True, needs_days=True, unlike=("preparer",),
    ),
    Move(
        "assign", _("Hand over"), _("Another officer answers for it from now on."),
        (S.SUBMITTED, S.ACCEPTED, S.APPRAISING, S.SUPPLEMENT), "",
        needs_officer=True, unlike=("preparer",),
    ),
    Move(
        "release", _("Give back to the queue"), _("Nobody answers for it until somebody takes it."),
        (S.SUBMITTED, S.ACCEPTED, S.APPRAISING, S.SUPPLEMENT), "",
        needs_reason=True, unlike=("preparer",),
    ),
)  # fmt: skip
MOVES: Mapping[str, Move] = {move.name: move for move in ALL}
