"""Indicators that sum yearly figures: people paid from the budget, and spending."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import Target
from .measured import Measured, baseline_of, in_year, reduced
from .reading import Reading


def payroll_from_budget_reduction(target: Target, reading: Reading, on: dt.date) -> Measured:
    """Assigned headcount (được giao) paid from the state budget: of the baseline year, and of this
    one. People present, on contract or paid from revenue are other figures."""

    def count(day: dt.date) -> Decimal:
        return reading.figure("headcount_budget", day.year, day, target.bloc)

    baseline = baseline_of(target, on, count, in_year)
    return reduced(target, baseline, lambda: count(on), in_year(on))


def direct_budget_spending_reduction_avg(target: Target, reading: Reading, on: dt.date) -> Measured:
    """Average yearly spending of the baseline period, and of the full years since then."""
    day = target.baseline_day
    if day is None:
        return Measured(why_unknown=_("no baseline named in the document"))
    since = finished_years(day, on)
    if not since:
        reason = _("no full year after %(year)s was over by %(on)s")
        return Measured(why_unknown=reason % {"year": day.year, "on": date_format(on)})
    before = range((target.baseline_from or day).year, day.year + 1)

    def average(years: range) -> Decimal:
        spent = [
            reading.figure("budget_spending", year, dt.date(year, 12, 31), target.bloc)
            for year in years
        ]
        return sum(spent, Decimal(0)) / len(spent)

    baseline = baseline_of(
        target, on, lambda _day: average(before), lambda _day: on_average(before)
    )
    return reduced(target, baseline, lambda: average(since), on_average(since))


def finished_years(after: dt.date, on: dt.date) -> range:
    """The years after the day ``after`` that are over at the end of the day ``on``."""
    return range(after.year + 1, on.year + ((on.month, on.day) == (12, 31)))


def on_average(years: range) -> str:
    """ "in 2021–2025 on average", or "in 2026" where one year is all there is."""
    if len(years) == 1:
        return _("in %(year)s") % {"year": years[0]}
    return _("in %(first)s–%(last)s on average") % {"first": years[0], "last": years[-1]}
