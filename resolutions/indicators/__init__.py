"""How each promise is counted: one function for each indicator, in one table.

Arithmetic is in Decimal on counts; percentages are computed from counts and never averaged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from units.models import Province

from ..choices import MEASURE_OF, IndicatorCode, Measure
from ..digits import rounded
from ..models import Target
from .answers import SUMMED, KeptAnswers
from .figures import direct_budget_spending_reduction_avg, payroll_from_budget_reduction
from .measured import Measured
from .reading import AUTONOMOUS, NotKnown, Reading
from .units import (
    autonomy_rate,
    eligible_units_converted,
    kinds_of_units_left,
    units_reduction,
)

__all__ = [
    "AUTONOMOUS",
    "INDICATORS",
    "SUMMED",
    "Indicator",
    "KeptAnswers",
    "Measured",
    "NotKnown",
    "Reading",
    "measure",
]


def in_units(number: Decimal) -> str:
    words = ngettext("%(number)s unit", "%(number)s units", int(number))
    return words % {"number": rounded(number)}


def in_people(number: Decimal) -> str:
    words = ngettext("%(number)s person", "%(number)s people", int(number))
    return words % {"number": rounded(number)}


def in_dong(number: Decimal) -> str:
    return _("%(number)s đồng") % {"number": rounded(number)}


@dataclass(frozen=True)
class Indicator:
    """``better`` says where ``Measured.now`` should go: "fewer" or "more"."""

    code: str
    better: str
    count: Callable[[Target, Reading, dt.date], Measured]
    amount: Callable[[Decimal], str]

    @property
    def label(self) -> Promise | str:
        return IndicatorCode(self.code).label

    @property
    def measure(self) -> str:
        return MEASURE_OF[self.code]


INDICATORS: dict[str, Indicator] = {
    indicator.code: indicator
    for indicator in (
        Indicator(IndicatorCode.UNITS_ABSOLUTE.value, "fewer", units_reduction, in_units),
        Indicator(IndicatorCode.UNITS_PERCENT.value, "fewer", units_reduction, in_units),
        Indicator(IndicatorCode.AUTONOMY.value, "more", autonomy_rate, in_units),
        Indicator(IndicatorCode.PAYROLL.value, "fewer", payroll_from_budget_reduction, in_people),
        Indicator(
            IndicatorCode.SPENDING.value, "fewer", direct_budget_spending_reduction_avg, in_dong
        ),
        Indicator(IndicatorCode.CONVERSION.value, "more", eligible_units_converted, in_units),
        Indicator(IndicatorCode.KINDS_LEFT.value, "fewer", kinds_of_units_left, in_units),
    )
}


def measure(
    target: Target,
    province: Province | None,
    on: dt.date,
    known: dt.datetime | None = None,
    *,
    reading: Reading | None = None,
) -> Measured:
    """What the register shows of ``target`` in ``province`` (None: the country) on the day ``on``.

    ``reading`` lets several targets share the answers of the database; it must be of the same
    province and moment. What can't be told is empty, and ``why_unknown`` says why.
    """
    reading = reading or Reading(province, known)
    try:
        measured = INDICATORS[target.indicator].count(target, reading, on)
    except NotKnown as unknown:
        measured = Measured(why_unknown=str(unknown))
    if target.operator or target.measure == Measure.NONE:
        return measured
    remark = _("The document does not say “at least” or “exactly”: “at least” is counted.")
    return replace(measured, remarks=(*measured.remarks, remark))
