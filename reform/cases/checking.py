"""Holding a dossier against the rules: results are stored, go stale when the dossier changes, and
a broken rule that is not the register's own may be overridden with a recorded reason."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.periods import holds

from ..choices import Severity, Verdict
from ..models import Case, CaseRule, Check
from . import rules
from .deputies import new_units_keep_the_quota, surplus_ends_in_time
from .dossier import Dossier
from .rules import CannotTell, Rule

RULES: Mapping[str, Rule] = {
    "register": rules.register_agrees,
    "papers": rules.papers_are_there,
    "employees": rules.enough_employees,
    "autonomy": rules.autonomy_is_kept,
    "headcount": rules.headcount_is_not_raised,
    "deputies": new_units_keep_the_quota,
    "surplus_deputies": surplus_ends_in_time,
    "agencies": rules.agencies_exist,
    "planned_day": rules.day_is_planned,
}
LABELS = {
    "register": gettext_lazy("the register allows it"),
    "papers": gettext_lazy("all papers are there"),
    "employees": gettext_lazy("enough employees"),
    "autonomy": gettext_lazy("autonomy is not lowered"),
    "headcount": gettext_lazy("headcount is not raised"),
    "deputies": gettext_lazy("deputies within the quota"),
    "surplus_deputies": gettext_lazy("surplus deputies go in time"),
    "agencies": gettext_lazy("governing agencies exist"),
    "planned_day": gettext_lazy("operative after the decision"),
}
#: No reason overrides these: the register itself would refuse, or the dossier is not complete.
HARD = ("register", "papers", "agencies")
NEVER_A_ROW = ("register", "papers")


def label_of(code: str) -> object:
    return LABELS.get(code, code)


class NotOverridable(Exception):
    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)


@dataclass(frozen=True)
class Finding:
    """What one rule says of a dossier now."""

    rule: str
    severity: str
    legal_basis: str
    verdict: str
    messages: list[str]

    @property
    def is_obstacle(self) -> bool:
        return self.severity == Severity.ERROR and self.verdict != Verdict.KEPT


def findings(dossier: Dossier) -> list[Finding]:
    """Every rule in force, asked now; nothing is written."""
    rows = {row.code: row for row in rows_on(dossier)}
    return [
        ask(code, rule, dossier, rows.get(code, hard_row(code)))
        for code, rule in RULES.items()
        if code in rows or code in NEVER_A_ROW
    ]


def rows_on(dossier: Dossier) -> list[CaseRule]:
    """The rows in force on the day of the decision, or today while there is none."""
    decision = dossier.case.decision
    day = (decision and decision.issued_on) or dossier.today
    return [row for row in CaseRule.objects.all() if holds(row.valid_from, row.valid_to, day)]


def hard_row(code: str) -> CaseRule:
    return CaseRule(code=code, severity=Severity.ERROR)


def ask(code: str, rule: Rule, dossier: Dossier, row: CaseRule) -> Finding:
    try:
        messages = list(rule(dossier, row))
        verdict = Verdict.BROKEN if messages else Verdict.KEPT
    except CannotTell as unknown:
        messages, verdict = [str(unknown)], Verdict.UNKNOWN
    return Finding(code, row.severity, row.legal_basis, verdict, messages)


def digests(dossier: Dossier) -> dict[str, str]:
    """{rule: digest of what it says}, the same in whatever language somebody reads it."""
    with translation.override(None):
        return {
            found.rule: hashlib.sha256(repr((found.verdict, found.messages)).encode()).hexdigest()
            for found in findings(dossier)
        }


@transaction.atomic
def check(case: Case, *, at: dt.datetime, today: dt.date) -> list[Check]:
    """Ask all rules and store what they say; a reason given for the same content stands."""
    dossier = Dossier(case, today=today)
    found_now = digests(dossier)
    standing = {one.rule: one for one in case.checks.select_for_update(of=("self",))}
    stored = []
    for found in findings(dossier):
        row = standing.pop(found.rule, None) or Check(case=case, rule=found.rule)
        if (row.seal, row.digest) != (dossier.seal, found_now[found.rule]):
            row.overridden_at = row.overridden_by = None
            row.override_reason = ""
        row.severity, row.verdict = found.severity, found.verdict
        row.legal_basis, row.messages = found.legal_basis, found.messages
        row.seal, row.digest, row.made_at = dossier.seal, found_now[found.rule], at
        row.save()
        stored.append(row)
    for gone in standing.values():
        gone.delete()
    return stored


def obstacles(case: Case, *, today: dt.date) -> list[str]:
    """Sentences of the rules that forbid the next step now: not met, and not overridden for just
    this content of the dossier and just this finding."""
    dossier = Dossier(case, today=today)
    overridden = case.checks.filter(overridden_at__isnull=False, seal=dossier.seal)
    excused = set(overridden.values_list("rule", "digest"))
    found_now = digests(dossier) if excused else {}
    return [
        sentence
        for found in findings(dossier)
        if found.is_obstacle and (found.rule, found_now.get(found.rule)) not in excused
        for sentence in found.messages
    ]


@transaction.atomic
def override(one: Check, *, by, at: dt.datetime, today: dt.date, reason: str) -> Check:
    """Let the dossier go on although a rule is not met; raises :class:`NotOverridable`."""
    one = Check.objects.select_for_update(of=("self",)).select_related("case").get(pk=one.pk)
    if one.rule in HARD:
        raise NotOverridable(_("This rule can't be overridden: mend the dossier."))
    if one.verdict == Verdict.KEPT:
        raise NotOverridable(_("This rule is met; there is nothing to override."))
    if not reason.strip():
        raise NotOverridable(_("Say why the rule is overridden."))
    if one.seal != Dossier(one.case, today=today).seal:
        raise NotOverridable(_("The dossier has changed since: check it again first."))
    one.overridden_at, one.overridden_by, one.override_reason = at, by, reason.strip()
    one.save(update_fields=["overridden_at", "overridden_by", "override_reason"])
    return one
