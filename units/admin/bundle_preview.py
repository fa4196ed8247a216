"""What all events of a decision would do, one after the other, as plain rows for a page."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from ..models import Bundle, Participant
from ..reorganization import Effect, preview_all
from .bundle_events import Order
from .cures import cured
from .effect_lines import UnitLine, in_words

#: Events with more units than this are shown by their number; their own page lists the units.
FEW = 20


@dataclass(frozen=True)
class OrderedEffect:
    """What one event of the decision would do, after those before it."""

    order: Order
    effect: Effect
    breaches: list[tuple[str, str]]
    lines: list[UnitLine]


@dataclass(frozen=True)
class Preview:
    rows: list[OrderedEffect]

    @property
    def refused(self) -> int:
        return sum(not row.effect.allowed for row in self.rows)

    @property
    def units(self) -> int:
        return sum(row.order.units for row in self.rows)

    @property
    def change(self) -> int:
        """In the number of units, by the events that can take effect."""
        return sum(row.effect.change for row in self.rows if row.effect.allowed)


def preview_of(orders: Sequence[Order]) -> Preview:
    """The events' effects, with the units of those that have few."""
    effects = {one.event.pk: one for one in preview_all(order.event for order in orders)}
    few = {order.event.pk: effects[order.event.pk].lines for order in orders if order.units <= FEW}
    words = iter(in_words(line for lines in few.values() for line in lines))
    shown = {pk: [next(words) for _line in lines] for pk, lines in few.items()}
    return Preview([row_of(one, effects[one.event.pk], shown) for one in orders])


def row_of(order: Order, effect: Effect, shown: dict[int, list[UnitLine]]) -> OrderedEffect:
    return OrderedEffect(order, effect, cured(effect.breaches), shown.get(order.event.pk, []))


def seal_of(bundle: Bundle) -> str:
    """Changes with anything that the decision orders: who confirms, confirms what was shown."""
    events = bundle.events.order_by("pk").values_list()
    rows = Participant.objects.filter(event__bundle=bundle).order_by("pk").values_list()
    return hashlib.sha256(repr((list(events), list(rows))).encode()).hexdigest()
