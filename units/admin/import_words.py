"""What differs on the desk's pages between a list of units and a list of events."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..choices import RowOutcome
from ..imports.events.layout import EVENTS
from ..models import ImportBatch
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
EVENT_OUTCOMES = {RowOutcome.CREATED: _("event to be recorded")}


def is_of_events(batch: ImportBatch) -> bool:
    return batch.layout == EVENTS.name


def cards(batch: ImportBatch) -> list[tuple[str, int]]:
    names = EVENT_CARDS if is_of_events(batch) else CARDS
    return [(label, batch.counts[name]) for name, label in names if batch.counts]


def outcome_label(batch: ImportBatch, outcome: str) -> str:
    special = EVENT_OUTCOMES if is_of_events(batch) else {}
    return str(special.get(outcome) or RowOutcome(outcome).label)


def written(batch: ImportBatch) -> str:
    if is_of_events(batch):
        return _("Written: the events of %(created)d rows are in effect.") % batch.counts
    return _("Written: %(created)d new units, %(changed)d changed.") % batch.counts


def may_take(step: str, request: HttpRequest, batch: ImportBatch, *, may_change: bool) -> bool:
    """Confirming a list of events puts them into effect and taking it back annuls them: that is
    for who may do so event by event. Everything else is for who may change the list."""
    special = {"confirm": PUT_INTO_EFFECT, "undo": ANNUL}
    if is_of_events(batch) and step in special:
        return request.user.has_perm(special[step], batch)
    return may_change
