"""The lineage of every unit at once, in memory: for a download of the whole register.

The walk is that of :mod:`units.lineage`: in the order of time, so what a unit gave away before it
took something in does not hand that on. A hundred thousand successions take some tens of megabytes.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from .models import Succession
from .periods import as_known

#: Where an event stands in time: its day, then its place in the day.
Place = tuple[dt.date, int]


@dataclass
class Side:
    """Succession edges of each unit towards one side, in the order of time."""

    places: dict[int, list[Place]] = field(default_factory=lambda: defaultdict(list))
    others: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, unit: int, place: Place, other: int) -> None:
        self.places[unit].append(place)
        self.others[unit].append(other)


class Kinship:
    """All successions up to a day, as known at a moment; one query when it is made."""

    def __init__(self, *, on: dt.date, known: dt.datetime | None = None, among: Q | None = None):
        rows = Succession.objects.filter(as_known(known), among or Q(), event__operative_on__lte=on)
        ordered = rows.order_by("event__operative_on", "event__sequence")
        self.forward, self.back = Side(), Side()
        edges = ordered.values_list(
            "event__operative_on", "event__sequence", "predecessor", "successor"
        )
        for day, sequence, predecessor, successor in edges.iterator(chunk_size=5000):
            self.forward.add(predecessor, (day, sequence), successor)
            self.back.add(successor, (day, sequence), predecessor)

    def ancestors(self, unit: int) -> list[int]:
        """All units that went into it, the nearest first."""
        return self._walk(self.back, unit, backward=True)

    def descendants(self, unit: int) -> list[int]:
        """All units that continue it, the nearest first."""
        return self._walk(self.forward, unit, backward=False)

    def _walk(self, side: Side, unit: int, *, backward: bool) -> list[int]:
        """A unit reached twice is walked on from the more open of the two moments."""
        reached: dict[int, Place | None] = {unit: None}
        todo = [unit]
        for one in todo:  # grows while it is walked
            for place, other in edges_from(side, one, reached[one], backward=backward):
                if other not in reached or is_wider(place, reached[other], backward=backward):
                    reached[other] = place
                    todo.append(other)
        return [other for other in reached if other != unit]


def edges_from(
    side: Side, unit: int, since: Place | None, *, backward: bool
) -> Iterable[tuple[Place, int]]:
    """Edges of ``unit`` on the right side of ``since``; None: all of them."""
    places, others = side.places.get(unit, []), side.others.get(unit, [])
    first, last = 0, len(places)
    if since is not None and backward:
        last = bisect_right(places, since)
    elif since is not None:
        first = bisect_left(places, since)
    return zip(places[first:last], others[first:last], strict=True)


def is_wider(place: Place, known: Place | None, *, backward: bool) -> bool:
    """Whether more can be reached from ``place`` than from where the unit was reached before."""
    if known is None:
        return False
    return place > known if backward else place < known
