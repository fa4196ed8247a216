"""Indicators that count units: how many there are, and of which kinds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..digits import rounded
from ..models import Target
from .measured import (
    ZERO,
    Baseline,
    Measured,
    asked_of,
    baseline_of,
    doubted,
    on_day,
    reduced,
    share_of,
    shortfall,
)
from .reading import NotKnown, Part, Reading


def units_reduction(target: Target, reading: Reading, on: dt.date) -> Measured:
    """Units at the baseline against units now, on the territory that the province has now, and of
    the units that it has now: one that went to another province since is no cut."""

    def count(day: dt.date) -> Decimal:
        return reading.units(day, target.bloc)

    base = restated(target, reading, baseline_of(target, on, count), on)
    return reduced(target, base, lambda: count(on), on_day(on))


def restated(target: Target, reading: Reading, base: Baseline, on: dt.date) -> Baseline:
    """The baseline without the units that were transferred to other provinces since, and with those
    that came from them; both figures are said."""
    day = target.baseline_day
    if base.value is None or day is None or day > on:
        return base
    out, into = reading.moved(day, on, target.bloc)
    if not (out or into):
        return base
    value = base.value - out + into
    said = _(
        "The baseline was %(then)s. Since then %(out)s went to other provinces and %(into)s came "
        "from them, so it is %(now)s of the units that the province has to answer for."
    ) % {
        "then": rounded(base.value),
        "out": rounded(out),
        "into": rounded(into),
        "now": rounded(value),
    }
    return replace(base, value=value, is_restated=True, remarks=(*base.remarks, said))


def autonomy_rate(target: Target, reading: Reading, on: dt.date) -> Measured:
    """Units of Groups 1 and 2 in percent of all units, or of the percentage on top of the baseline.

    Units whose group the register does not know count as not autonomous, and otherwise as
    autonomous.
    """
    part = reading.autonomous(on, target.bloc)
    if not part.whole:
        return Measured(not_applicable=True, why_unknown=_("there are no units"))

    def share(day: dt.date) -> Decimal:
        then = reading.autonomous(day, target.bloc)
        if then.unknown or not then.whole:
            raise NotKnown(groups_unknown(then))
        return share_of(then.counted, then.whole)

    base = baseline_of(target, on, share)
    measured = Measured(
        now=part.counted,
        whole=part.whole,
        at=on_day(on),
        start=base.value,
        then=base.when,
        why_no_line=base.why_unknown,
        remarks=(*definition_missing(target), *base.remarks),
    )
    if target.is_additional and base.value is None:
        return replace(measured, why_unknown=base.why_unknown)
    goal = target.value + (base.value if target.is_additional else ZERO)
    found = share_measured(target, measured, part.counted, goal)
    if not part.unknown:
        return found
    at_best = share_measured(target, measured, part.counted + part.unknown, goal)
    return doubted(found, at_best, sentence(groups_unknown(part)))


def share_measured(target: Target, measured: Measured, now: Decimal, goal: Decimal) -> Measured:
    asked = asked_of(target, measured.whole, goal)
    return replace(
        measured,
        now=now,
        achieved=share_of(now, measured.whole),
        required=asked,
        missing=shortfall(target, now, asked),
        goal=goal,
    )


def eligible_units_converted(target: Target, reading: Reading, on: dt.date) -> Measured:
    """Units that became companies (the register's events of that kind, after the baseline day if
    the document names one) in percent of the eligible ones, whose number its list gives."""
    if target.eligible_count is None:
        return Measured(why_unknown=_("how many units are eligible is not known"))
    if target.eligible_count == 0:
        return Measured(not_applicable=True, why_unknown=_("no unit is eligible"))
    whole = Decimal(target.eligible_count)
    converted = reading.into_companies(target.baseline_day, on, target.bloc)
    asked, begun = asked_of(target, whole), target.baseline_day
    return Measured(
        now=converted,
        whole=whole,
        at=on_day(on),
        achieved=share_of(converted, whole),
        required=asked,
        missing=shortfall(target, converted, asked),
        start=ZERO if begun else None,
        then=on_day(begun) if begun else "",
        goal=target.value,
        why_no_line="" if begun else _("no baseline day named in the document"),
    )


def kinds_of_units_left(target: Target, reading: Reading, on: dt.date) -> Measured:
    """Units that should be there no more: those that meet a market demand. None may be left."""

    def count(day: dt.date) -> Decimal:
        then = reading.meeting_demand(day, target.bloc)
        if then.unknown:
            raise NotKnown(classes_unknown(then))
        return then.counted

    part = reading.meeting_demand(on, target.bloc)
    base = baseline_of(target, on, count)
    measured = Measured(
        baseline=base.value,
        then=base.when,
        at=on_day(on),
        required=ZERO,
        start=None if base.value is None else ZERO,
        goal=base.value,
        why_no_line=base.why_unknown,
        remarks=base.remarks,
    )
    found = left_over(measured, part.counted)
    if not part.unknown:
        return found
    at_worst = left_over(measured, part.counted + part.unknown)
    return doubted(found, at_worst, sentence(classes_unknown(part)))


def left_over(measured: Measured, now: Decimal) -> Measured:
    base = measured.baseline
    return replace(measured, now=now, missing=now, achieved=None if base is None else base - now)


def definition_missing(target: Target) -> tuple[str, ...]:
    if target.definition:
        return ()
    return (
        _("The document does not define “autonomous”: Groups 1 and 2 of all units are counted."),
    )


def groups_unknown(part: Part) -> str:
    return number_unknown(
        ngettext(
            "the autonomy group of %(unknown)s of %(whole)s unit is not known",
            "the autonomy group of %(unknown)s of %(whole)s units is not known",
            int(part.whole),
        ),
        part,
    )


def classes_unknown(part: Part) -> str:
    return number_unknown(
        ngettext(
            "the service class of %(unknown)s of %(whole)s unit is not known",
            "the service class of %(unknown)s of %(whole)s units is not known",
            int(part.whole),
        ),
        part,
    )


def number_unknown(words: str, part: Part) -> str:
    return words % {
        "unknown": rounded(part.unknown),
        "whole": rounded(part.whole),
    }


def sentence(words: str) -> str:
    """A reason, standing alone."""
    return f"{words[:1].upper()}{words[1:]}."
