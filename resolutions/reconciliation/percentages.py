"""Percentages: of what, and whether they are what the figures give."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..choices import ClaimSubject, Measure, Severity
from ..models import SourceClaim
from .rule import Draft, Ground, Telling, Values, rule
from .wording import number, quotient, text

#: What is measured against an earlier state, so means nothing without it.
REDUCTIONS = frozenset(
    {
        ClaimSubject.UNITS_ABSOLUTE,
        ClaimSubject.UNITS_PERCENT,
        ClaimSubject.PAYROLL,
        ClaimSubject.SPENDING,
    }
)


def tell_no_baseline(values: Values) -> Telling:
    shown = {"figure": number(values["value"])}
    if values["measure"] == Measure.PERCENT:
        words = _("%(figure)s%% less than when? The source names no baseline.")
        remark = _("What it would come to can't be computed, and stays empty.")
    else:
        words = _("%(figure)s fewer of how many? The source names no baseline.")
        remark = _("A percentage can't be computed, and stays empty.")
    return Telling(words % shown, (remark,))


@rule(gettext_lazy("reduction without a baseline"), tell=tell_no_baseline)
def reduction_without_baseline(ground: Ground) -> Iterator[Draft]:
    """A paper that tells of a reduction says what it is measured from."""
    for claim in ground.claims:
        has_baseline = claim.baseline_year is not None or claim.value_from is not None
        if claim.indicator in REDUCTIONS and claim.value is not None and not has_baseline:
            values = {"value": text(claim.value), "measure": claim.measure}
            yield Draft(str(claim.pk), (claim,), Severity.MEDIUM, values)


def tell_percentage(values: Values) -> Telling:
    before, after = Decimal(values["from"]), Decimal(values["to"])
    computed = quotient(abs(before - after), before)
    words = _("The figures give %(sum)s; the paper says %(stated)s%%.")
    shown = {"sum": computed, "stated": number(values["stated"])}
    difference = f"{number(values['from'])} → {number(values['to'])}"
    return Telling(words % shown, (difference, computed))


@rule(gettext_lazy("stated percentage is not the computed one"), tell=tell_percentage)
def percentage_is_not_computed(ground: Ground) -> Iterator[Draft]:
    """A percentage is what the two figures give, rounded to the places that are printed."""
    for claim in ground.claims:
        stated = percentage_stated(claim)
        if stated is None or claim.value_from is None or claim.value_to is None:
            continue
        if claim.value_from <= 0:
            continue
        computed = abs(claim.value_from - claim.value_to) * 100 / claim.value_from
        if not is_rounded_from(abs(stated), computed):
            values = {
                "from": text(claim.value_from),
                "to": text(claim.value_to),
                "stated": text(abs(stated)),
            }
            yield Draft(str(claim.pk), (claim,), Severity.MEDIUM, values)


def percentage_stated(claim: SourceClaim) -> Decimal | None:
    if claim.stated_percent is not None:
        return claim.stated_percent
    return claim.value if claim.measure == Measure.PERCENT else None


def is_rounded_from(stated: Decimal, computed: Decimal) -> bool:
    """Is ``stated`` the other one, rounded half up to as many places as it has itself?"""
    places = max(0, -stated.normalize().as_tuple().exponent)
    unit = Decimal(1).scaleb(-places)
    return stated == computed.quantize(unit, ROUND_HALF_UP)
