"""Units that left a territory without ending in it: to another province, or to become a company.

Both are few, so all of them are read at once, for every territory of a page, when the first is
asked for.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, F, Q, Value, When

from .models import UnitVersion
from .periods import holds

TRANSFER, EQUITIZE = "transfer", "equitize"


@dataclass(frozen=True)
class Stay:
    """A unit in a province for a while; ``area`` is the province's id, 0 for units of ministries.
    ``exit`` is the kind of the event that ended it, if one did."""

    area: int
    bloc: str
    begins: dt.date
    ends: dt.date | None
    exit: str


@dataclass(frozen=True)
class Moved:
    """The blocs of the units that left a territory, and of those that came into it."""

    out: list[str]
    into: list[str]


class Moves:
    """As the register knew them at ``known``; one query in all."""

    def __init__(self, known: dt.datetime | None = None) -> None:
        self.known = known

    def between_provinces(self, territory: Collection[int], since: dt.date, on: dt.date) -> Moved:
        """Units that were there on ``since`` and that the boundaries of ``on`` put elsewhere, or
        the other way round. A unit that has ended counts where it last was."""
        out, into = [], []
        for stays in self._lives.values():
            then = next((stay for stay in stays if holds(stay.begins, stay.ends, since)), None)
            now = [stay for stay in stays if stay.begins <= on]
            if then is None or (then.area in territory) == (now[-1].area in territory):
                continue
            (out if then.area in territory else into).append(then.bloc)
        return Moved(out, into)

    def into_companies(
        self, territory: Collection[int], after: dt.date | None, on: dt.date
    ) -> list[str]:
        """The blocs of units that became companies after ``after`` (None: ever) and by ``on``."""
        last = [stays[-1] for stays in self._lives.values()]
        return [
            stay.bloc
            for stay in last
            if stay.exit == EQUITIZE
            and stay.area in territory
            and stay.ends <= on
            and (after is None or stay.ends > after)
        ]

    @cached_property
    def _lives(self) -> dict[int, list[Stay]]:
        """Unit id -> its stays in the order of time, for units that moved or became companies."""
        moved = Q(closed_by__event__kind=TRANSFER, closed_by__event__province=None)
        moved |= Q(closed_by__event__kind=EQUITIZE)
        units = UnitVersion.objects.filter(moved).order_by().values("unit")
        rows = UnitVersion.objects.known(self.known).filter(unit__in=units).order_by("valid_from")
        found = defaultdict(list)
        exits = Case(When(moved, then=F("closed_by__event__kind")), default=Value(""))
        columns = ("unit", "province", "agency__bloc", "valid_from", "valid_to")
        for unit, province, bloc, begins, ends, kind in rows.values_list(*columns, exits):
            found[unit].append(Stay(province or 0, bloc or "", begins, ends, kind))
        return dict(found)
