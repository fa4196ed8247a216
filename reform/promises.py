"""Targets as a page shows them: one line each, with its bar."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from resolutions.choices import Measure, Operator, Status
from resolutions.indicators import INDICATORS, Measured
from resolutions.models import Target
from resolutions.progress import (
    Progress,
    at_baseline,
    at_present,
    demand,
    judge,
    straight_line,
)
from units.asked import Asked
from units.models import Province

from .addresses import Addresses
from .atlas import Atlas
from .behind import Behind, difference, lists_behind

#: Worst first, as a reader looks for trouble.
URGENCY = [
    Status.MISSED,
    Status.BEHIND,
    Status.UNKNOWN,
    Status.ON_TRACK,
    Status.MET,
    Status.NOT_APPLICABLE,
]
#: The skin knows four looks.
LOOKS = {Status.ON_TRACK: "met", Status.NOT_APPLICABLE: "unknown"}


def look(status: str) -> str:
    return LOOKS.get(status, status)


@dataclass(frozen=True)
class Bar:
    """How much of the way from the baseline to the goal is done, and how much of it the straight
    line to the deadline asks for by now (None: not known); both in whole percent from 0 to 100."""

    done: int
    expected: int | None

    @property
    def mark(self) -> int:
        """Where the drawn line stands, still inside the bar at its end."""
        return min(self.expected or 0, 99)


@dataclass(frozen=True)
class TargetLine:
    """A target, judged, in words; what is not known is empty, and ``why`` says why.

    ``is_over``: its deadline has passed by the day of the page. The ``…_behind`` are the lists that
    a number opens; ``difference`` is how the missing number comes about.
    """

    pk: int
    name: str
    promise: str
    document: str
    quote: str
    baseline: str
    baseline_behind: Behind | None
    required: str
    counted: str
    counted_behind: Behind | None
    whole_behind: Behind | None
    counted_today: str
    today_behind: Behind | None
    missing: str
    difference: str
    deadline: dt.date | None
    status: str
    status_label: str
    why: str
    bar: Bar | None
    remarks: tuple[str, ...]
    accountable: str
    is_over: bool

    @property
    def is_blank(self) -> bool:
        """Nothing can be told of it but what was promised."""
        return not (self.baseline or self.required or self.counted)

    @property
    def look(self) -> str:
        return look(self.status)


@dataclass(frozen=True)
class Standing:
    """So many targets of one status."""

    label: str
    look: str
    number: int
    status: str


def tally(statuses: Iterable[str]) -> list[Standing]:
    """How many targets stand how, the worst first."""
    numbers = Counter(statuses)
    return [
        Standing(Status(status).label, look(status), numbers[status], status)
        for status in URGENCY
        if status in numbers
    ]


def target_line(progress: Progress, day: dt.date, addresses: Addresses) -> TargetLine:
    """``day`` is the day of the page: past a deadline, what is counted then and now both show."""
    target, measured = progress.target, progress.measured
    _status, reason = judge(target, measured, day)
    amount = INDICATORS[target.indicator].amount
    today = progress.current if progress.current is not measured else Measured()
    behind = lists_behind(target, measured, progress.judged_on, addresses)
    return TargetLine(
        pk=target.pk,
        name=capitalized(target.get_indicator_display()),
        promise=promise(target),
        document=target.document.citation,
        quote=target.quote,
        baseline=at_baseline(measured, amount),
        baseline_behind=behind.get("baseline"),
        required=demand(target, measured, amount),
        counted=at_present(measured, amount),
        counted_behind=behind.get("now"),
        whole_behind=behind.get("whole"),
        counted_today=at_present(today, amount),
        today_behind=lists_behind(target, today, day, addresses).get("now"),
        missing=amount(measured.missing) if measured.missing else "",
        difference=difference(measured),
        deadline=target.deadline,
        **{"status": progress.status, "status_label": progress.status_label},
        why=reason or measured.why_unknown or measured.why_no_line,
        bar=bar(progress),
        remarks=measured.remarks,
        accountable=", ".join(filter(None, (target.accountable_person, target.accountable_agency))),
        is_over=progress.judged_on < day,
    )


@dataclass(frozen=True)
class InheritedTarget:
    """What a former province promised; it is judged on that province's own page."""

    province: str
    url: str
    name: str
    promise: str
    document: str


def inherited_targets(
    atlas: Atlas, province: Province, asked: Asked, targets: Iterable[Target]
) -> list[InheritedTarget]:
    """Those of ``targets`` that provinces merged into this one made, as far as the reader may see
    them: by province, then by deadline."""
    merged = atlas.territory(province) - {province.pk}
    found = [(atlas.by_id[one.province_id], one) for one in targets if one.province_id in merged]
    return [
        InheritedTarget(
            province=maker.full_name,
            url=atlas.address(maker, asked),
            name=capitalized(target.get_indicator_display()),
            promise=promise(target),
            document=target.document.citation,
        )
        for maker, target in sorted(found, key=lambda pair: (pair[0].code, pair[0].valid_from))
        if atlas.may_read(maker)
    ]


def promise(target: Target) -> str:
    """ "at least 10% by 31/12/2025": what the document asks for."""
    parts = [amount_promised(target)]
    if target.deadline:
        parts.append(_("by %(day)s") % {"day": date_format(target.deadline)})
    return " ".join(filter(None, parts))


def amount_promised(target: Target) -> str:
    if target.value is None:
        return ""
    if target.measure == Measure.PERCENT:
        value = f"{number_format(target.value.normalize() + 0)}%"
    else:
        value = INDICATORS[target.indicator].amount(target.value)
    return demanded(target.operator, value)


def demanded(operator: str, value: str) -> str:
    words = {
        Operator.AT_LEAST: _("at least %(value)s"),
        Operator.AT_MOST: _("at most %(value)s"),
        Operator.EXACTLY: _("exactly %(value)s"),
    }
    return words.get(operator, "%(value)s") % {"value": value}


def bar(progress: Progress) -> Bar | None:
    measured = progress.measured
    if measured.achieved is None or measured.goal is None:
        return None
    expected = straight_line(progress.target, measured, progress.judged_on)
    return Bar(
        done=part_of_way(measured.achieved, measured),
        expected=None if expected is None else part_of_way(expected, measured),
    )


def part_of_way(value: Decimal, measured: Measured) -> int:
    start = measured.start or Decimal(0)
    way = measured.goal - start
    if not way:
        return 100
    # Rounded down: a bar is full only when the target is met.
    return int(min(max(100 * (value - start) / way, Decimal(0)), Decimal(100)))


def capitalized(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
