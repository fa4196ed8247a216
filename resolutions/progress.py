"""How far the promises have come: judged on a day, told in one sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from units.models import Province

from .cascade import bindings
from .choices import Operator, Status
from .digits import percent, rounded
from .indicators import INDICATORS, Measured, Reading, measure
from .models import Target

Amount = Callable[[Decimal], str]


@dataclass(frozen=True)
class Progress:
    """A target, judged.

    ``measured`` is of the day ``judged_on``: the day asked for, or the deadline once that is past;
    ``current`` is of the day asked for. ``line`` tells it in one sentence. ``is_default``: it is a
    national target, which holds because the province has none of its own.
    """

    target: Target
    measured: Measured
    status: str
    line: str
    judged_on: dt.date
    current: Measured
    is_default: bool = False

    @property
    def status_label(self) -> str:
        return Status(self.status).label


def targets_for(province: Province | None, on: dt.date):
    """The province's own targets, promised by ``on``; with None the national ones."""
    targets = Target.objects.filter(province=province).promised_by(on)
    return targets.select_related("document", "province")


def predecessor_targets(province: Province):
    """Targets of the provinces that were merged into this one: theirs, never its own."""
    merged = province.territory_ids() - {province.pk}
    targets = Target.objects.filter(province__in=merged)
    return targets.select_related("document", "province").order_by(
        "province__code", "province__valid_from", *Target._meta.ordering
    )


def progress_of_province(
    province: Province | None, on: dt.date, known: dt.datetime | None = None
) -> list[Progress]:
    """All targets that bind the province, judged; with None the national ones. Queries grow with
    the days asked about, not with the targets.

    For a province that has ended, callers give its last day at the latest.
    """
    reading = Reading(province, known)
    if province is None:
        return [progress(one, None, on, reading=reading) for one in targets_for(None, on)]
    return [
        progress(one.target, province, on, reading=reading, is_default=one.is_default)
        for one in bindings([province], on, known)[province.pk]
    ]


def progress(
    target: Target,
    province: Province | None,
    on: dt.date,
    known: dt.datetime | None = None,
    *,
    reading: Reading | None = None,
    is_default: bool = False,
) -> Progress:
    """Judge ``target`` on ``on``, or by its deadline once that is past."""
    reading = reading or Reading(province, known)

    def counted(day: dt.date) -> Measured:
        found = measure(target, province, day, reading=reading)
        said = (national_default(),) if is_default else ()
        return replace(found, remarks=(*said, *found.remarks))

    current = counted(on)
    past = target.deadline is not None and on > target.deadline
    judged_on = target.deadline if past else on
    measured = counted(judged_on) if past else current
    status, reason = judge(target, measured, on)
    sentence = line(target, measured, current if past else None, status, reason)
    return Progress(target, measured, status, sentence, judged_on, current, is_default)


def national_default() -> str:
    return _("National default: the province has no target of its own for this and that period.")


def judge(target: Target, measured: Measured, on: dt.date) -> tuple[str, str]:
    """(status, why it is not known). Known only if all that is in doubt would not change it."""
    status, reason = judge_as_counted(target, measured, on)
    if measured.otherwise is None or status == Status.NOT_APPLICABLE:
        return status, reason
    if judge_as_counted(target, measured.otherwise, on)[0] == status:
        return status, reason
    return Status.UNKNOWN, _("what is in doubt would decide it")


def judge_as_counted(target: Target, measured: Measured, on: dt.date) -> tuple[str, str]:
    if measured.not_applicable:
        return Status.NOT_APPLICABLE, measured.why_unknown
    if measured.missing is None:
        return Status.UNKNOWN, measured.why_unknown
    if measured.missing == 0:
        return Status.MET, ""
    if target.deadline is None:
        return Status.UNKNOWN, _("no deadline named in the document")
    if on > target.deadline:
        return Status.MISSED, ""
    expected = straight_line(target, measured, on)
    if expected is None:
        return Status.UNKNOWN, measured.why_no_line or _("no baseline day named in the document")
    return Status.ON_TRACK if measured.achieved >= expected else Status.BEHIND, ""


def straight_line(target: Target, measured: Measured, on: dt.date) -> Decimal | None:
    """What should be achieved on ``on`` if it came evenly from the baseline day to the deadline, in
    the target's measure. None where the line has no beginning or no end."""
    begun = target.baseline_day
    if begun is None or target.deadline is None or None in (measured.start, measured.goal):
        return None
    days = min(max((on - begun).days, 0), (target.deadline - begun).days)
    way = measured.goal - measured.start
    return measured.start + way * days / (target.deadline - begun).days


def line(
    target: Target, measured: Measured, current: Measured | None, status: str, reason: str
) -> str:
    """One sentence: 612 units on 31/12/2021, 505 units on 31/12/2025; at most 550 allowed: met."""
    amount = INDICATORS[target.indicator].amount
    counted = (at_baseline(measured, amount), at_present(measured, amount))
    parts = [", ".join(filter(None, counted)), demand(target, measured, amount)]
    if measured.missing:
        parts.append(_("%(amount)s to go") % {"amount": amount(measured.missing)})
    if current is not None and current.now is not None:
        parts.append(at_present(current, amount))
    told = "; ".join(filter(None, parts))
    verdict = f"{Status(status).label} ({reason})" if reason else str(Status(status).label)
    return f"{told}: {verdict}" if told else f"{verdict[:1].upper()}{verdict[1:]}"


def at_baseline(measured: Measured, amount: Amount) -> str:
    if measured.whole is not None:
        value = percent(measured.start) if measured.start is not None else ""
    else:
        value = amount(measured.baseline) if measured.baseline is not None else ""
    return f"{value} {measured.then}".strip() if value else ""


def at_present(measured: Measured, amount: Amount) -> str:
    if measured.now is None:
        return ""
    if measured.achieved is None or measured.whole is None:
        return f"{amount(measured.now)} {measured.at}"
    return _("%(part)s of %(whole)s (%(percent)s) %(at)s") % {
        "part": rounded(measured.now),
        "whole": amount(measured.whole),
        "percent": percent(measured.achieved),
        "at": measured.at,
    }


def demand(target: Target, measured: Measured, amount: Amount) -> str:
    """What ``now`` has to come to; "at most" of what is to grow turns into a ceiling, and so on."""
    if measured.required is None:
        return ""
    if target.operator == Operator.EXACTLY:
        words = _("%(amount)s demanded")
    elif (INDICATORS[target.indicator].better == "fewer") != (target.operator == Operator.AT_MOST):
        words = _("at most %(amount)s allowed")
    else:
        words = _("at least %(amount)s needed")
    return words % {"amount": amount(measured.required)}
