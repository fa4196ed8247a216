"""Days that papers leave incomplete, and steps that came later than planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from units.choices import Precision

from ..choices import ClaimSubject, Severity
from ..models import SourceClaim
from .rule import Draft, Ground, Telling, Values, rule
from .wording import day


def tell_incomplete(values: Values) -> Telling:
    if values["day"] is None and not values["stated"]:
        return Telling(_("The source gives no day for “%(meeting)s”.") % values)
    if values["day"] is None:
        return Telling(_("The source says “%(stated)s”, without the year.") % values)
    words = _(
        "The source says “%(stated)s”, without the year; %(year)s is inferred from another source."
    )
    found = words % {"stated": values["stated"], "year": values["day"][:4]}
    understood = _("Taken for %(day)s; the year comes from: %(source)s")
    shown = {"day": day(values["day"]), "source": values["year_from"]}
    return Telling(found, (understood % shown,))


@rule(gettext_lazy("incomplete day"), tell=tell_incomplete)
def day_is_incomplete(ground: Ground) -> Iterator[Draft]:
    """A paper says on which day a meeting was; what is inferred is marked as inferred."""
    for claim in ground.claims:
        if claim.indicator != ClaimSubject.MEETING:
            continue
        if claim.day is None or claim.year_from_id:
            values = {
                "meeting": claim.meeting.title if claim.meeting else claim.quote,
                "stated": claim.stated_day,
                "day": claim.day and claim.day.isoformat(),
                "year_from": claim.year_from.source if claim.year_from else "",
            }
            claims = (claim, claim.year_from) if claim.year_from else (claim,)
            yield Draft(str(claim.pk), claims, Severity.LOW, values)


def tell_later(values: Values) -> Telling:
    words = _("Planned for %(planned)s, dated %(actual)s (%(document)s): %(slip)s late.")
    first, last = values["least"], values["most"]
    if first == last:
        slip = ngettext("%(number)s month", "%(number)s months", first) % {"number": first}
    else:
        slip = _("%(first)s to %(last)s months") % {"first": first, "last": last}
    shown = {
        "planned": day(values["planned"], values["precision"]),
        "actual": day(values["actual"]),
        "document": values["document"],
        "slip": slip,
    }
    lines = tuple(
        _("from %(first)s to %(last)s: %(days)s days")
        % {"first": day(start), "last": day(values["actual"]), "days": days_between(start, values)}
        for start in dict.fromkeys((values["planned_last"], values["planned"]))
    )
    return Telling(words % shown, lines)


def days_between(start: str, values: Values) -> int:
    return (dt.date.fromisoformat(values["actual"]) - dt.date.fromisoformat(start)).days


@rule(gettext_lazy("later than planned"), tell=tell_later)
def later_than_planned(ground: Ground) -> Iterator[Draft]:
    """A planned step was taken when it was planned."""
    for claim in ground.claims:
        actual = claim.fulfilled_by and claim.fulfilled_by.issued_on
        if claim.indicator != ClaimSubject.PLANNED_DAY or not actual or claim.day is None:
            continue
        last = last_day_of(claim)
        if actual > last:
            values = {
                "planned": claim.day.isoformat(),
                "planned_last": last.isoformat(),
                "precision": claim.day_precision,
                "actual": actual.isoformat(),
                "least": full_months(last, actual),
                "most": full_months(claim.day, actual),
                "document": claim.fulfilled_by.number or claim.fulfilled_by.title,
            }
            yield Draft(str(claim.pk), (claim,), Severity.MEDIUM, values)


def last_day_of(claim: SourceClaim) -> dt.date:
    """The last day that still keeps the plan: of a month or a year, its last."""
    if claim.day_precision == Precision.YEAR:
        return dt.date(claim.day.year, 12, 31)
    if claim.day_precision == Precision.MONTH:
        first_of_next = (claim.day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        return first_of_next - dt.timedelta(days=1)
    return claim.day


def full_months(start: dt.date, end: dt.date) -> int:
    """Months that are over between two days: from 31/12 to 2/10 nine, from 1/12 to 2/10 ten."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)
