"""Words that the translation left unclear: a person must look them up."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..choices import Doubt, Severity
from .rule import Draft, Ground, Telling, Values, rule


def tell_doubt(values: Values) -> Telling:
    if values["doubt"] == Doubt.OPERATOR:
        words = _("“%(quote)s”: at least, at most or exactly? A reviewer must confirm it.")
    else:
        words = _("“%(quote)s”: the translation lost what is meant. A reviewer must confirm it.")
    notes = (values["note"],) if values["note"] else ()
    return Telling(words % {"quote": values["quote"]}, notes)


@rule(gettext_lazy("words to be confirmed"), tell=tell_doubt)
def words_to_be_confirmed(ground: Ground) -> Iterator[Draft]:
    """What the words at hand do not tell is not guessed."""
    for claim in ground.claims:
        if claim.doubt:
            values = {"doubt": claim.doubt, "quote": claim.quote, "note": claim.translator_note}
            yield Draft(str(claim.pk), (claim,), Severity.MEDIUM, values)
