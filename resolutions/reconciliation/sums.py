"""Figures of one claim that must add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..choices import ClaimSubject, Severity
from ..models import SourceClaim, Target
from .rule import Draft, Ground, Telling, Values, Verdict, rule
from .wording import demanded, in_order, number, quotient, satisfies, text

MINUS = "−"


def tell_difference(values: Values) -> Telling:
    before, after, stated = (Decimal(values[name]) for name in ("from", "to", "stated"))
    high, low = max(before, after), min(before, after)
    if before > after:
        sentence = _("From %(from)s to %(to)s is %(computed)s fewer; the paper says %(stated)s.")
    else:
        sentence = _("From %(from)s to %(to)s is %(computed)s more; the paper says %(stated)s.")
    shown = {
        "from": number(values["from"]),
        "to": number(values["to"]),
        "computed": number(text(high - low)),
        "stated": number(values["stated"]),
    }
    lines = [
        instead(minus(high, low), stated),
        instead(minus(high, stated), low),
        instead(plus(low, stated), high),
    ]
    if same_digits(text(high - low), values["stated"]):
        words = _("%(computed)s and %(stated)s have the same digits: perhaps they were swapped.")
        lines.append(words % shown)
    return Telling(sentence % shown, tuple(lines), verdicts(before, after, stated, values))


def instead(formula: str, stated: Decimal) -> str:
    return _("%(sum)s, not %(stated)s") % {"sum": formula, "stated": number(text(stated))}


def verdicts(
    before: Decimal, after: Decimal, stated: Decimal, values: Values
) -> tuple[Verdict, ...]:
    """One for each figure that may be the wrong one. What grew is held against no reduction."""
    if before <= after or after < 0:
        return ()
    readings = (
        (stated, before - after, before),
        (after, stated, before),
        (before, stated, after + stated),
    )
    return tuple(
        verdict(
            _("if %(figure)s is wrong") % {"figure": number(text(wrong))},
            cut,
            base,
            values["target"],
        )
        for wrong, cut, base in readings
        if base > 0
    )


def verdict(reading: str, cut: Decimal, base: Decimal, target: dict | None) -> Verdict:
    """``target`` is what was promised for just these years, as :func:`kept`."""
    if target is None:
        return Verdict(reading, quotient(cut, base))
    is_met = satisfies(target["operator"], cut * 100 / base, Decimal(target["value"]))
    words = _("%(sum)s; %(asked)s is asked for (%(document)s)") % {
        "sum": quotient(cut, base),
        "asked": demanded(target["operator"], target["value"]),
        "document": target["document"],
    }
    return Verdict(reading, words, is_met)


@rule(gettext_lazy("stated difference is not that of the figures"), tell=tell_difference)
def difference_is_not_from_minus_to(ground: Ground) -> Iterator[Draft]:
    """The difference that a paper states is that between its two figures."""
    for claim in ground.claims:
        if None in (claim.value_from, claim.value_to, claim.stated_delta):
            continue
        if abs(claim.value_from - claim.value_to) == abs(claim.stated_delta):
            continue
        values = {
            "from": text(claim.value_from),
            "to": text(claim.value_to),
            "stated": text(abs(claim.stated_delta)),
            "target": kept(ground.target_of(claim)),
        }
        decides = tell_difference(values).is_decisive
        severity = Severity.HIGH if decides else Severity.MEDIUM
        yield Draft(str(claim.pk), (claim, *judgements(ground, claim)), severity, values)


def tell_parts(values: Values) -> Telling:
    summed, total = number(values["sum"]), number(values["total"])
    words = _("The parts come to %(sum)s; the paper states a total of %(total)s.")
    off = Decimal(values["sum"]) - Decimal(values["total"])
    difference = _("Off by %(number)s.") % {"number": number(text(abs(off)))}
    lines = (f"{addends(values['parts'])} = {summed}", difference)
    return Telling(words % {"sum": summed, "total": total}, lines)


@rule(gettext_lazy("parts are not the total"), tell=tell_parts)
def parts_are_not_the_total(ground: Ground) -> Iterator[Draft]:
    """The parts that a paper names come to the total that it states."""
    for claim in ground.claims:
        summed = sum_of_parts(claim)
        if summed is not None and summed != claim.value:
            values = {
                "parts": {name: text(figure) for name, figure in claim.parts.items()},
                "sum": text(summed),
                "total": text(claim.value),
            }
            yield Draft(str(claim.pk), (claim,), Severity.MEDIUM, values)


def sums_that_hold(claim: SourceClaim) -> list[str]:
    """The sums of a claim that were checked and come out: "116 + 2 = 118". No query."""
    found = []
    if sum_of_parts(claim) == claim.value is not None:
        parts = {name: text(figure) for name, figure in claim.parts.items()}
        found.append(f"{addends(parts)} = {number(text(claim.value))}")
    ends = (claim.value_from, claim.value_to, claim.stated_delta)
    if None not in ends and abs(claim.value_from - claim.value_to) == abs(claim.stated_delta):
        found.append(minus(max(ends[:2]), min(ends[:2])))
    return found


def sum_of_parts(claim: SourceClaim) -> Decimal | None:
    """None where the paper does not split its figure."""
    if claim.value is None or not claim.parts:
        return None
    return sum((Decimal(str(figure)) for figure in claim.parts.values()), Decimal(0))


def judgements(ground: Ground, claim: SourceClaim) -> list[SourceClaim]:
    """What the same source concludes of the same province: it falls with the figures."""
    return [
        other
        for other in ground.claims
        if other.indicator == ClaimSubject.VERDICT
        and (other.source, other.province_id) == (claim.source, claim.province_id)
    ]


def kept(target: Target | None) -> dict[str, str] | None:
    if target is None:
        return None
    document = target.document.number or target.document.title
    return {"value": text(target.value), "operator": target.operator, "document": document}


def addends(parts: dict[str, str]) -> str:
    return " + ".join(number(parts[name]) for name in in_order(parts))


def minus(high: Decimal, low: Decimal) -> str:
    return f"{number(text(high))} {MINUS} {number(text(low))} = {number(text(high - low))}"


def plus(one: Decimal, other: Decimal) -> str:
    return f"{number(text(one))} + {number(text(other))} = {number(text(one + other))}"


def same_digits(one: str, other: str) -> bool:
    return len(one) > 1 and sorted(one) == sorted(other)
