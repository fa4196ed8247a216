"""What differs on the desk's pages between lists of units, figures, agencies and events."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ..choices import RowOutcome
from ..imports.agencies.layout import AGENCIES
from ..imports.events.layout import EVENTS
from ..imports.figures.layout import FIGURES
from ..models import ImportBatch
from ..sentences import Sentence
from .event_pages import ANNUL, PUT_INTO_EFFECT

#: The counts of a batch in the order of its cards.
CARDS = (
    ("created", _("new units")),
    ("changed", _("changed")),
    ("unchanged", _("unchanged")),
    ("rejected", _("rejected")),
    ("ignored", _("no units of this list")),
    ("missing_from_list", _("missing from the list")),
)
EVENT_CARDS = (
    ("created", _("rows of new events")),
    ("unchanged", _("rows of events already in effect")),
    ("rejected", _("rejected")),
    ("ignored", _("no rows of this list")),
)
FIGURE_CARDS = (
    ("created", _("first figures of a unit's year")),
    ("changed", _("changed")),
    ("unchanged", _("unchanged")),
    ("rejected", _("rejected")),
    ("ignored", _("no rows of this list")),
    ("missing_from_list", _("units missing from the list")),
)
AGENCY_CARDS = (
    ("created", _("new agencies")),
    ("changed", _("changed")),
    ("unchanged", _("unchanged")),
    ("rejected", _("rejected")),
    ("ignored", _("no rows of this list")),
    ("missing_from_list", _("agencies missing from the list")),
)
#: The cards of each kind of list; those of units where there is none.
CARDS_OF = {EVENTS.name: EVENT_CARDS, FIGURES.name: FIGURE_CARDS, AGENCIES.name: AGENCY_CARDS}
#: What a row that is created means.
CREATED = {
    EVENTS.name: _("event to be recorded"),
    FIGURES.name: _("first figures of the year"),
    AGENCIES.name: _("new agency"),
}
WRITTEN = {
    EVENTS.name: gettext_noop("Written: the events of %(created)d rows are in effect."),
    FIGURES.name: gettext_noop(
        "Written: %(created)d rows of first figures, %(changed)d of changed ones."
    ),
    AGENCIES.name: gettext_noop("Written: %(created)d new agencies, %(changed)d changed."),
}
WRITTEN_UNITS = gettext_noop("Written: %(created)d new units, %(changed)d changed.")


def is_of_events(batch: ImportBatch) -> bool:
    return batch.layout == EVENTS.name


def cards(batch: ImportBatch) -> list[tuple[str, int]]:
    names = CARDS_OF.get(batch.layout, CARDS)
    return [(label, batch.counts[name]) for name, label in names if batch.counts]


def outcome_label(batch: ImportBatch, outcome: str) -> str:
    special = CREATED.get(batch.layout) if outcome == RowOutcome.CREATED else None
    return str(special or RowOutcome(outcome).label)


def written(batch: ImportBatch) -> Sentence:
    return Sentence(WRITTEN.get(batch.layout, WRITTEN_UNITS), batch.counts)


def may_take(step: str, request: HttpRequest, batch: ImportBatch, *, may_change: bool) -> bool:
    """Confirming a list of events puts them into effect and taking it back annuls them: that is
    for who decides. Everything else is for who may change the list."""
    special = {"confirm": PUT_INTO_EFFECT, "undo": ANNUL}
    if is_of_events(batch) and step in special:
        return request.user.has_perm(special[step], batch)
    return may_change
