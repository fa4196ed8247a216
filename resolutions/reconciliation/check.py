"""Trying all rules, and keeping what they find: the same again writes nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from units.sentences import Sentence
from units.sentences import Sentence as _
from units.tally_keeping import EVERYWHERE, bump

from ..models import Finding
from . import RULES
from .rule import Draft, Ground
from .sums import sums_that_hold

#: The lock of PostgreSQL that a check holds; any number that nothing else locks.
CHECKS = 19_001


@dataclass
class Outcome:
    """What a check came to. ``written`` counts what it changed: new, reopened, changed, lapsed;
    ``sums_that_hold`` are sums of papers that were tried and come out."""

    findings: list[Finding] = field(default_factory=list)
    written: Counter = field(default_factory=Counter)
    sums_that_hold: list[str] = field(default_factory=list)

    @property
    def in_dispute(self) -> int:
        return sum(finding.is_in_dispute for finding in self.findings)

    @property
    def by_rule(self) -> dict[str, int]:
        return dict(sorted(Counter(finding.rule for finding in self.findings).items()))


@contextmanager
def taking_turns() -> Iterator[None]:
    """Keep other checks waiting until the transaction ends. Who deletes a claim and then checks
    asks for it first: a check that has read the claim would wait for it, and it for the check.

    On SQLite a write transaction holds the whole database already.
    """
    with transaction.atomic():
        if connection.features.has_select_for_update:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHECKS])
        yield


@taking_turns()
def check(
    *, on: dt.date, at: dt.datetime, by=None, provinces: Collection[int | None] | None = None
) -> Outcome:
    """Hold every rule against claims and register, asked of days up to ``on``.

    What is found for the first time is open; what rests on other data than before is open again,
    even if it was resolved; what no longer holds lapses. ``provinces`` (ids, and None among them
    for the country as a whole) limits what is looked at and what may lapse; left out, nothing is.
    ``by`` is who asked, if anybody. Checks follow each other: the second finds what the first has
    kept.
    """
    ground = Ground.read(on)
    drafts = {
        (rule.code, draft.key): draft
        for rule in RULES.values()
        for draft in rule.find(ground)
        if provinces is None or draft.province_id in provinces
    }
    known = {(one.rule, one.key): one for one in within(provinces).select_for_update(of=("self",))}
    outcome = Outcome()
    for key, draft in drafts.items():
        finding, what = keep(known.get(key), key, draft, at=at, by=by)
        outcome.findings.append(finding)
        outcome.written.update(what)
    gone = [one for key, one in known.items() if key not in drafts and one.lapsed_at is None]
    for finding in gone:
        finding.lapsed_at = at
        write(finding, _("It no longer holds."), by=by)
    outcome.written += Counter(lapsed=len(gone))
    if outcome.written:
        bump([EVERYWHERE])
    outcome.sums_that_hold = [
        line
        for claim in ground.claims
        if provinces is None or claim.province_id in provinces
        for line in sums_that_hold(claim)
    ]
    return outcome


def within(provinces: Collection[int | None] | None) -> QuerySet[Finding]:
    findings = Finding.objects.order_by("pk")
    if provinces is None:
        return findings
    reached = Q(province__in=[one for one in provinces if one is not None])
    return findings.filter(reached | Q(province=None) if None in provinces else reached)


def keep(
    finding: Finding | None, key: tuple[str, str], draft: Draft, *, at: dt.datetime, by
) -> tuple[Finding, tuple[str, ...]]:
    """(the finding as it is now kept, what was done to it)."""
    rests_on = fingerprint(draft)
    if finding is None:
        finding = Finding(rule=key[0], key=key[1], found_at=at)
        settle(finding, draft, rests_on)
        write(finding, _("Found."), by=by, claims=draft)
        return finding, ("new",)
    if finding.fingerprint == rests_on and finding.lapsed_at is None:
        return finding, ()
    was_settled = finding.resolved_at is not None or finding.lapsed_at is not None
    settle(finding, draft, rests_on)
    if was_settled:
        reopen(finding, at=at)
    write(finding, _("The data it rests on have changed."), by=by, claims=draft)
    return finding, ("reopened",) if was_settled else ("changed",)


def settle(finding: Finding, draft: Draft, rests_on: str) -> None:
    finding.province_id = draft.province_id
    finding.severity, finding.values = draft.severity, dict(draft.values)
    finding.fingerprint = rests_on


def reopen(finding: Finding, *, at: dt.datetime) -> None:
    """Whoever had it keeps it; how it was resolved stays in its history."""
    finding.resolved_at = finding.resolved_by = finding.lapsed_at = None
    finding.note, finding.reopened_at = "", at


def write(finding: Finding, why: Sentence, *, by, claims: Draft | None = None) -> None:
    """The one place that saves a finding: each state is kept with who and why."""
    finding._history_user, finding._change_reason = by, why
    finding.save()
    if claims is not None:
        finding.claims.set(claims.claims)


def fingerprint(draft: Draft) -> str:
    """Of all that a finding rests on."""
    data = [draft.values, draft.severity, sorted(claim.pk for claim in draft.claims)]
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
