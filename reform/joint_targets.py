"""Targets of merged provinces beside each other; summed only where they promised the same thing.

Absolute targets may be summed if indicator, baseline and deadline agree; ratios are recomputed from
the counts behind them. What does not agree is shown apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from resolutions.choices import Measure
from resolutions.digits import percent, rounded
from resolutions.indicators import INDICATORS
from resolutions.indicators.measured import share_of
from resolutions.models import Target
from resolutions.progress import Progress

from .promises import capitalized, demanded, look, promise


@dataclass(frozen=True)
class JointCell:
    promise: str
    status_label: str
    look: str


@dataclass(frozen=True)
class JointTarget:
    """``cells`` in the order of the provinces, None where one has no such target; ``total`` says
    what they come to together, and is empty where ``why_apart`` says why they are not summed."""

    name: str
    since: str
    cells: list[JointCell | None]
    total: str
    why_apart: str = ""


def joint_targets(parts: Sequence[Iterable[Progress]]) -> list[JointTarget]:
    """A line for each thing promised, by its first deadline."""
    found: dict[tuple, list[Progress | None]] = {}
    for place, progresses in enumerate(parts):
        for one in progresses:
            line = found.setdefault(free_key(found, one.target, place), [None] * len(parts))
            line[place] = one
    return [joint_target(line) for line in found.values()]


def free_key(found: dict, target: Target, place: int) -> tuple:
    """What must agree, and a number that tells a province's second target of the kind apart."""
    key = (
        target.indicator,
        target.operator,
        target.bloc,
        target.baseline_from,
        target.baseline_day,
        target.deadline,
    )
    turn = 0
    while (*key, turn) in found and found[*key, turn][place]:
        turn += 1
    return (*key, turn)


def joint_target(line: Sequence[Progress | None]) -> JointTarget:
    promised = [one for one in line if one]
    target = promised[0].target
    why_apart = apart(line)
    since = _("from %(day)s") % {"day": date_format(day)} if (day := target.baseline_day) else ""
    return JointTarget(
        name=capitalized(target.get_indicator_display()),
        since=since,
        cells=[
            one and JointCell(promise(one.target), one.status_label, look(one.status))
            for one in line
        ],
        total="" if why_apart else together(promised),
        why_apart=why_apart,
    )


def apart(line: Sequence[Progress | None]) -> str:
    """Why the targets of a line are not summed; empty where they may be."""
    target = next(one for one in line if one).target
    if target.measure == Measure.NONE:
        return _("no figure to sum")
    if None in line:
        return _("not promised by all")
    if target.baseline_day is None:
        return _("no baseline named")
    if target.deadline is None:
        return _("no deadline named")
    return ""


def together(progresses: Sequence[Progress]) -> str:
    """The sum of absolute targets; of ratios, what all the counts come to."""
    target = progresses[0].target
    measured = [one.measured for one in progresses]
    if target.measure == Measure.UNITS:
        promised = sum((one.target.value for one in progresses), Decimal(0))
        return demanded(target.operator, INDICATORS[target.indicator].amount(promised))
    now = total(one.now for one in measured)
    whole = total(one.whole for one in measured)
    if now is not None and whole:
        return share_of_counts(now, whole)
    base = total(one.baseline for one in measured)
    if now is None or not base:
        return _("not known")
    return _("reached: %(share)s") % {"share": share_of_counts(base - now, base)}


def share_of_counts(part: Decimal, whole: Decimal) -> str:
    return _("%(part)s of %(whole)s (%(percent)s)") % {
        "part": rounded(part),
        "whole": rounded(whole),
        "percent": percent(share_of(part, whole)),
    }


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    found = list(values)
    return None if None in found else sum(found, Decimal(0))
