"""Names that tell of an event which belongs in the register as an event."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..choices import Precision
from ..kinds import KINDS
from ..models import UnitVersion
from .problem import Finding, Review, problem, tell_unit
from .told import Told, event_told_by
from .wordings import WORDINGS


@dataclass(frozen=True)
class TellingName:
    """A unit's version whose name tells of an event, and that event."""

    version: UnitVersion
    told: Told


def tell_told(found: TellingName) -> Finding:
    told = found.told
    kind = KINDS[told.kind].label if told.kind else gettext("event of unknown kind")
    words = gettext("“%(words)s”: %(kind)s, %(year)s") % {
        "words": told.words,
        "kind": kind,
        "year": told.year or gettext("year unknown"),
    }
    return replace(tell_unit(found.version, words), proposal=proposal(found))


def proposal(found: TellingName) -> str:
    """The form of a new event, filled in with what the name tells."""
    told, given = found.told, {}
    if told.kind:
        given["kind"] = told.kind
    if told.year:
        day = dt.date(told.year, 1, 1)
        given |= {
            "operative_on": date_format(day, "SHORT_DATE_FORMAT"),
            "precision": Precision.YEAR.value,
        }
    given["note"] = found.version.name
    return f"{reverse('admin:units_reorganizationevent_add')}?{urlencode(given)}"


@problem(
    _("Names that tell of an event"),
    cure=_("Enter the event, then correct the name, or rename the unit by an event."),
    tell=tell_told,
)
def names_telling_of_events(review: Review) -> list[TellingName]:
    """Most names are left aside by the database; what is left is read word by word."""
    clue = Q(pk__in=[])
    for wording in WORDINGS:
        for words in wording.clues:
            clue |= Q(search_key__contains=words)
    rows = review.versions_in_force().filter(clue).only("unit", "name", "code")
    return [
        TellingName(version, told)
        for version in rows.order_by("sort_key", "pk")
        if (told := event_told_by(version.name))
    ]
