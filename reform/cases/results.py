"""What the rules said of a dossier, and whether it still holds."""

from __future__ import annotations

from dataclasses import dataclass

from ..choices import Verdict
from ..models import Case, Check
from ..roles import OVERRIDE
from .checking import label_of
from .dossier import Dossier

BADGES = {Verdict.KEPT: "met", Verdict.BROKEN: "missed", Verdict.UNKNOWN: "unknown"}


@dataclass(frozen=True)
class Result:
    """One rule's result; stale when the dossier has changed since it was asked."""

    check: Check
    label: str
    badge: str
    is_stale: bool
    may_override: bool


def results(user, case: Case, dossier: Dossier) -> list[Result]:
    may = user.has_perm(OVERRIDE, case)
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
