"""What a paper counts, held against what the register counts on the same day."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..choices import ClaimSubject, Measure, Severity
from ..indicators import NotKnown
from ..models import SourceClaim
from .rule import Draft, Ground, Telling, Values, rule
from .wording import day, number, text

MINUS = "−"


def tell_count(values: Values) -> Telling:
    words = _("The paper counts %(stated)s units on %(day)s, the register %(counted)s.")
    shown = {
        "stated": number(values["stated"]),
        "counted": number(values["counted"]),
        "day": day(values["day"]),
    }
    off = Decimal(values["stated"]) - Decimal(values["counted"])
    difference = f"{shown['stated']} {MINUS} {shown['counted']} = {number(text(off))}"
    return Telling(words % shown, (difference.replace("= -", f"= {MINUS}"),))


@rule(gettext_lazy("the register counts otherwise"), tell=tell_count)
def register_counts_otherwise(ground: Ground) -> Iterator[Draft]:
    """A paper counts as many units as the register does; asked only where the register knows."""
    for claim in ground.claims:
        if not is_a_count(claim) or claim.as_of > ground.on:
            continue
        try:
            counted = ground.register(claim.province).units(claim.as_of, claim.bloc)
        except NotKnown:
            continue
        if counted != claim.value:
            values = {
                "stated": text(claim.value),
                "counted": text(counted),
                "day": claim.as_of.isoformat(),
            }
            yield Draft(str(claim.pk), (claim,), Severity.HIGH, values)


def is_a_count(claim: SourceClaim) -> bool:
    """Of units in force on a day that the paper names."""
    is_of_units = claim.indicator == ClaimSubject.UNITS and claim.measure == Measure.UNITS
    return is_of_units and not claim.is_promise and None not in (claim.value, claim.as_of)
