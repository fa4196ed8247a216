"""The answer of an indicator: plain numbers, or the reason why there are none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..choices import Measure, Operator
from ..models import Target
from .reading import NotKnown

HUNDRED = Decimal(100)
ZERO = Decimal(0)


@dataclass(frozen=True)
class Measured:
    """How far a target has come on a day.

    ``baseline``, ``now``, ``required`` and ``missing`` count things (units, people, đồng; money is
    a yearly average). ``required`` is what ``now`` has to come to, ``missing`` the distance to it,
    never below 0. ``achieved``, ``start`` and ``goal`` are in the target's measure: what is reached
    now, what was on the baseline day, what meets the target; the last two are the ends of the
    straight line. Of a share, ``now`` is the part and ``whole`` what it is a part of.
    """

    baseline: Decimal | None = None
    now: Decimal | None = None
    achieved: Decimal | None = None
    missing: Decimal | None = None
    required: Decimal | None = None
    whole: Decimal | None = None
    start: Decimal | None = None
    goal: Decimal | None = None
    then: str = ""  # when the baseline was: "on 31/12/2021", "in 2021"
    #: Units have moved between provinces since, so ``baseline`` is not what was there on its day.
    is_restated: bool = False
    at: str = ""  # when ``now`` was
    why_unknown: str = ""
    why_no_line: str = ""  # why there is no ``start``, where the rest can be told without one
    not_applicable: bool = False
    remarks: tuple[str, ...] = ()
    #: The same measurement, if all that the register does not know counted the other way.
    otherwise: Measured | None = None


@dataclass(frozen=True)
class Baseline:
    """Where a target is measured from, or why that is not known; ``is_restated`` as in
    :class:`Measured`."""

    value: Decimal | None = None
    when: str = ""
    why_unknown: str = ""
    remarks: tuple[str, ...] = ()
    is_restated: bool = False


def on_day(day: dt.date) -> str:
    return _("on %(day)s") % {"day": date_format(day)}


def in_year(day: dt.date) -> str:
    return _("in %(year)s") % {"year": day.year}


def baseline_of(
    target: Target,
    on: dt.date,
    count: Callable[[dt.date], Decimal],
    when: Callable[[dt.date], str] = on_day,
) -> Baseline:
    """The value that the document states, else what ``count`` finds for the baseline day."""
    day = target.baseline_day
    if target.baseline_value is not None:
        remark = _("The baseline is as the document states it.")
        return Baseline(target.baseline_value, when(day) if day else "", remarks=(remark,))
    if day is None:
        return Baseline(why_unknown=_("no baseline named in the document"))
    if day > on:
        sentence = _("the baseline day %(day)s had not come by %(on)s")
        return Baseline(why_unknown=sentence % {"day": date_format(day), "on": date_format(on)})
    try:
        return Baseline(count(day), when(day))
    except NotKnown as unknown:
        return Baseline(why_unknown=str(unknown))


def share_of(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` in percent of ``whole``, which is not 0."""
    return part * HUNDRED / whole


def asked_of(target: Target, whole: Decimal, percent: Decimal | None = None) -> Decimal:
    """How many of ``whole`` the target asks for: always full things.

    "At least" rounds up and "at most" down, never half: at least 10 percent of 394 are 40.
    """
    if target.measure == Measure.UNITS:
        amount = target.value
    else:
        amount = whole * (target.value if percent is None else percent) / HUNDRED
    rounding = ROUND_FLOOR if target.operator == Operator.AT_MOST else ROUND_CEILING
    return amount.to_integral_value(rounding)


def shortfall(target: Target, got: Decimal, asked: Decimal) -> Decimal:
    """How far ``got`` is from what is asked; an operator that is not stated means "at least"."""
    if target.operator == Operator.EXACTLY:
        return abs(asked - got)
    return max(ZERO, got - asked if target.operator == Operator.AT_MOST else asked - got)


def reduced(target: Target, baseline: Baseline, count: Callable[[], Decimal], at: str) -> Measured:
    """Fewer of something than at the baseline: by so many, or by so many percent of it."""
    base = baseline.value
    measured = Measured(
        baseline=base,
        is_restated=baseline.is_restated,
        then=baseline.when,
        at=at,
        remarks=baseline.remarks,
    )
    try:
        now = count()
    except NotKnown as unknown:
        reasons = dict.fromkeys(filter(None, (baseline.why_unknown, str(unknown))))
        return replace(measured, why_unknown="; ".join(reasons))
    if base is None:
        return replace(measured, now=now, why_unknown=baseline.why_unknown)
    in_percent = target.measure == Measure.PERCENT
    if in_percent and not base:
        why = _("there was nothing to reduce at the baseline")
        return replace(measured, now=now, not_applicable=True, why_unknown=why)
    cut, asked = base - now, asked_of(target, base)
    return replace(
        measured,
        now=now,
        achieved=share_of(cut, base) if in_percent else cut,
        required=base - asked,
        missing=shortfall(target, cut, asked),
        start=ZERO,
        goal=target.value,
    )


def doubted(measured: Measured, otherwise: Measured, remark: str) -> Measured:
    """``measured``, with what it would be if the units in doubt counted the other way."""
    return replace(measured, otherwise=otherwise, remarks=(*measured.remarks, remark))
