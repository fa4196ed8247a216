"""What the rules said of a dossier, and whether it still holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..choices import Verdict
from ..models import Case, Check
from ..roles import OVERRIDE
from .checking import HARD
from .dossier import Dossier
from .findings import read

BADGES = {Verdict.KEPT: "met", Verdict.BROKEN: "missed", Verdict.UNKNOWN: "unknown"}


@dataclass(frozen=True)
class Result:
    """One rule's result; stale when the dossier has changed since it was asked."""

    check: Check
    sentences: list[str]
    badge: str
    is_stale: bool
    may_override: bool


def sentences_of(check: Check, today: dt.date) -> list[str]:
    """What was found, in the language of the reader."""
    return [read(one).sentence(today) for one in check.found]


def may_be_overridden(check: Check) -> bool:
    broken = check.verdict != Verdict.KEPT and check.rule not in HARD
    return broken and check.overridden_at is None


def results(user, case: Case, dossier: Dossier) -> list[Result]:
    may = user.has_perm(OVERRIDE, case)
    return [
        Result(
            check,
            sentences_of(check, dossier.today),
            BADGES[check.verdict],
            is_stale=check.seal != dossier.seal,
            may_override=may and may_be_overridden(check),
        )
        for check in case.checks.select_related("overridden_by")
    ]
