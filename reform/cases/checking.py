"""Holding a dossier against the rules: results are stored, go stale when the dossier changes, and
a broken rule that is not the register's own may be overridden with a recorded reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from units.periods import holds

from ..choices import ALWAYS_ASKED, RuleCode, Severity, Verdict
from ..models import Case, CaseRule, Check
from . import rules
from .deputies import new_units_keep_the_quota, surplus_ends_in_time
from .dossier import Dossier
from .findings import Found
from .parts import holders_of
from .rules import CannotTell, Rule

RULES: Mapping[str, Rule] = {
    RuleCode.REGISTER: rules.register_agrees,
    RuleCode.PAPERS: rules.papers_are_there,
    RuleCode.EMPLOYEES: rules.enough_employees,
    RuleCode.AUTONOMY: rules.autonomy_is_kept,
    RuleCode.HEADCOUNT: rules.headcount_is_not_raised,
    RuleCode.DEPUTIES: new_units_keep_the_quota,
    RuleCode.SURPLUS_DEPUTIES: surplus_ends_in_time,
    RuleCode.AGENCIES: rules.agencies_exist,
    RuleCode.PLANNED_DAY: rules.day_is_planned,
}
#: No reason overrides these: the register itself would refuse, or the dossier is not complete.
HARD = (*ALWAYS_ASKED, RuleCode.AGENCIES)


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
    found: list[Found]

    @property
    def is_obstacle(self) -> bool:
        return self.severity == Severity.ERROR and self.verdict != Verdict.KEPT

    @property
    def content(self) -> tuple[str, list[dict[str, object]]]:
        """The same in whatever language somebody reads it, and on whatever day."""
        return self.verdict, [one.stored for one in self.found]


def findings(dossier: Dossier) -> list[Finding]:
    """Every rule that the procedure names and that is in force, asked now; nothing is written."""
    rows = {row.code: row for row in rows_on(dossier)}
    named = dossier.case.procedure.rules
    rows |= {code: CaseRule(code=code, severity=Severity.ERROR) for code in ALWAYS_ASKED}
    return [
        ask(code, rule, dossier, rows[code])
        for code, rule in RULES.items()
        if code in rows and (code in ALWAYS_ASKED or code in named)
    ]


def rows_on(dossier: Dossier) -> list[CaseRule]:
    """The rows in force on the day of the decision, or today while there is none."""
    decision = dossier.case.decision
    day = (decision and decision.issued_on) or dossier.today
    return [row for row in CaseRule.objects.all() if holds(row.valid_from, row.valid_to, day)]


def ask(code: str, rule: Rule, dossier: Dossier, row: CaseRule) -> Finding:
    try:
        found = list(rule(dossier, row))
        verdict = Verdict.BROKEN if found else Verdict.KEPT
    except CannotTell as unknown:
        found, verdict = [unknown.found], Verdict.UNKNOWN
    return Finding(str(code), row.severity, row.legal_basis, str(verdict), found)


@transaction.atomic
def check(case: Case, *, at: dt.datetime, today: dt.date) -> list[Check]:
    """Ask all rules and store what they say; a reason given for the same content stands."""
    dossier = Dossier(case, today=today)
    standing = {one.rule: one for one in case.checks.select_for_update(of=("self",))}
    stored = []
    for finding in findings(dossier):
        row = standing.pop(finding.rule, None) or Check(case=case, rule=finding.rule)
        if (row.seal, content_of(row)) != (dossier.seal, finding.content):
            row.overridden_at = row.overridden_by = None
            row.override_reason = ""
        row.severity, row.legal_basis = finding.severity, finding.legal_basis
        row.verdict, row.found = finding.content
        row.seal, row.made_at = dossier.seal, at
        row.save()
        stored.append(row)
    for gone in standing.values():
        gone.delete()
    return stored


def content_of(row: Check) -> tuple[str, list[dict[str, object]]]:
    return row.verdict, row.found


def obstacles(case: Case, *, today: dt.date) -> list[str]:
    """Sentences of the rules that forbid the next step now: not met, and not overridden for just
    this content of the dossier and just this finding."""
    dossier = Dossier(case, today=today)
    overridden = case.checks.filter(overridden_at__isnull=False, seal=dossier.seal)
    excused = {row.rule: content_of(row) for row in overridden}
    return [
        one.sentence(today)
        for finding in findings(dossier)
        if finding.is_obstacle and excused.get(finding.rule) != finding.content
        for one in finding.found
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
    if by.pk in holders_of(one.case, "preparer"):
        raise NotOverridable(_("You prepared this dossier: another person must take this step."))
    if one.seal != Dossier(one.case, today=today).seal:
        raise NotOverridable(_("The dossier has changed since: check it again first."))
    one.overridden_at, one.overridden_by, one.override_reason = at, by, reason.strip()
    one.save(update_fields=["overridden_at", "overridden_by", "override_reason"])
    return one
