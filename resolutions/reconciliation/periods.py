"""How long something was carried out, since when, and measured from when: three things."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..choices import Measure, Severity
from .rule import Draft, Ground, Telling, Values, rule
from .wording import day, number, text

MINUS = "−"


def years(count: int) -> str:
    return ngettext("%(number)s year", "%(number)s years", count) % {"number": count}


def tell_duration(values: Values) -> Telling:
    first, last, stated = values["first"], values["last"], values["stated"]
    span = last - first
    words = _("The paper says %(stated)s; from %(first)s to %(last)s it is %(computed)s.")
    shown = {
        "stated": years(stated),
        "first": first,
        "last": last,
        "computed": years(span),
    }
    lines = (
        f"{last} {MINUS} {first} = {span}",
        _("%(sum)s, if both years count") % {"sum": f"{last} {MINUS} {first} + 1 = {span + 1}"},
    )
    return Telling(words % shown, lines)


@rule(gettext_lazy("stated duration is not that of the period"), tell=tell_duration)
def duration_is_not_the_period(ground: Ground) -> Iterator[Draft]:
    """The number of years that a paper states is that of its period, with or without the first."""
    for claim in ground.claims:
        if claim.stated_years is None or claim.period_from is None or claim.period_to is None:
            continue
        first, last = claim.period_from.year, claim.period_to.year
        if claim.stated_years not in (last - first, last - first + 1):
            values = {"first": first, "last": last, "stated": claim.stated_years}
            yield Draft(str(claim.pk), (claim,), Severity.LOW, values)


def tell_before_instrument(values: Values) -> Telling:
    words = _(
        "%(document)s dates from %(issued)s, so it can't have been carried out since %(first)s: "
        "%(first)s is the year that results are measured from, not the beginning."
    )
    shown = {
        "document": values["document"],
        "issued": day(values["issued"]),
        "first": values["first"],
    }
    return Telling(words % shown, (f"{values['first']} < {values['issued'][:4]}",))


@rule(gettext_lazy("period begins before the document"), tell=tell_before_instrument)
def period_before_the_instrument(ground: Ground) -> Iterator[Draft]:
    """Nothing is carried out before it is issued."""
    for claim in ground.claims:
        issued = claim.instrument and claim.instrument.issued_on
        if issued and claim.period_from and claim.period_from.year < issued.year:
            values = {
                "first": claim.period_from.year,
                "issued": issued.isoformat(),
                "document": claim.instrument.number or claim.instrument.title,
            }
            yield Draft(str(claim.pk), (claim,), Severity.LOW, values)


def tell_baseline(values: Values) -> Telling:
    words = _(
        "The result is measured from %(baseline)s, while %(document)s has been carried out since "
        "%(issued)s: the baseline year is not the beginning."
    )
    shown = {
        "baseline": values["baseline"],
        "document": values["document"],
        "issued": values["issued"][:4],
    }
    sentence = words % shown
    if values["value"] is not None:
        unit = "%" if values["measure"] == Measure.PERCENT else ""
        sentence = f"{number(values['value'])}{unit}: {sentence}"
    if values["stated"] is None:
        return Telling(sentence)
    said = _("“After %(years)s” counts from %(issued)s, not from %(baseline)s.")
    return Telling(sentence, (said % {**shown, "years": years(values["stated"])},))


@rule(gettext_lazy("baseline year is not the beginning"), tell=tell_baseline)
def baseline_is_not_the_beginning(ground: Ground) -> Iterator[Draft]:
    """The year from which a result is measured is not taken for the year in which it began."""
    for claim in ground.claims:
        issued = claim.instrument and claim.instrument.issued_on
        if issued is None or claim.baseline_year is None or claim.is_promise:
            continue
        if claim.baseline_year < issued.year:
            values = {
                "baseline": claim.baseline_year,
                "issued": issued.isoformat(),
                "document": claim.instrument.number or claim.instrument.title,
                "stated": claim.stated_years,
                "value": text(claim.value),
                "measure": claim.measure,
            }
            yield Draft(str(claim.pk), (claim,), Severity.LOW, values)
