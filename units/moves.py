"""Units that left a territory without ending in it: to another province, or to become a company.

Both are few, so all of them are read at once, for every territory of a page, when the first is
asked for. They are found from those who take part in events: nothing else moves or ends them so.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from django.db.models import DateField, Q, QuerySet, Value
from django.db.models.functions import Cast

from .models import Participant, ReorganizationEvent, UnitVersion
from .periods import holds

TRANSFER, EQUITIZE = "transfer", "equitize"
NO_DAY = Cast(Value(None), DateField())


@dataclass(frozen=True)
class Stay:
    """A unit in a province for a while; ``area``: the province's id, 0 for units of ministries."""

    area: int
    bloc: str
    begins: dt.date
    ends: dt.date | None


@dataclass(frozen=True)
class Moved:
    """The blocs of the units that left a territory, and of those that came into it."""

    out: list[str]
    into: list[str]


class Moves:
    """As the register knew them at ``known``; one query in all. Companies are read of the units of
    ``areas`` only (None: of all)."""

    def __init__(
        self, known: dt.datetime | None = None, areas: Collection[int] | None = None
    ) -> None:
        self.known, self.areas = known, areas

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
        ended = (one for area in territory for one in self._companies.get(area, ()))
        return [bloc for bloc, day in ended if day <= on and (after is None or day > after)]

    @property
    def _lives(self) -> dict[int, list[Stay]]:
        """Unit id -> its stays in the order of time, for units that went to another province."""
        return self._read[0]

    @property
    def _companies(self) -> dict[int, list[tuple[str, dt.date]]]:
        """Area -> bloc and first day without it, of each of its units that became a company."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[dict[int, list[Stay]], dict[int, list[tuple[str, dt.date]]]]:
        versions = UnitVersion.objects.known(self.known).order_by()
        moved = UnitVersion.objects.filter(
            unit__in=units_of(kind=TRANSFER, province=None),
            closed_by__event__kind=TRANSFER,
            closed_by__event__province=None,
        )
        stays = versions.filter(unit__in=moved.order_by().values("unit"))
        companies = versions.filter(
            self._within(),
            unit__in=units_of(self._within(), kind=EQUITIZE),
            closed_by__event__kind=EQUITIZE,
        )
        named = ("province", "agency__bloc", "valid_to")
        rows = stays.values_list("unit", *named, "valid_from").union(
            companies.values_list(Value(0), *named, NO_DAY), all=True
        )
        lives, ended = defaultdict(list), defaultdict(list)
        for unit, province, bloc, ends, begins in rows:
            if begins is None:
                ended[province or 0].append((bloc or "", ends))
            else:
                lives[unit].append(Stay(province or 0, bloc or "", begins, ends))
        return {unit: sorted(one, key=attrgetter("begins")) for unit, one in lives.items()}, dict(
            ended
        )

    def _within(self) -> Q:
        """Of versions and of events: in the areas, or of ministries."""
        if self.areas is None:
            return Q()
        return Q(province__in=[area for area in self.areas if area]) | Q(province=None)


def units_of(*conditions: Q, **wanted: object) -> QuerySet[Participant]:
    """Units that take part in such events, in whatever state they are: found by the index of kinds,
    while nothing finds a version by what closed it."""
    events = ReorganizationEvent.objects.filter(*conditions, **wanted).order_by()
    parts = Participant.objects.filter(event__in=events.values("pk"), unit__isnull=False)
    return parts.order_by().values("unit")
