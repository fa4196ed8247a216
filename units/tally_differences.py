"""By how much a long entry moves the kept counts, worked out from its rows before they are written.

So nobody waits while a province is counted twice. What only writing can know comes at the end: the
moment, new agencies, and the level and bloc of all of them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from django.db import connection

from .bulk_rows import among, read_rows, table_of
from .choices import EntryKind
from .models import RegisterEntry, UnitVersion
from .models.figures import FIGURES
from .tally_keeping import add, bump, groups_of
from .tally_recount import Corners, add_figures, add_versions, areas_of

AT_ONCE = 5_000
#: Stands for the id of the entry that is still to be written.
THIS_ENTRY = -1
#: (having, sum) of each figure, one after the other.
Amounts = list[int]
#: Where :data:`Amounts` has a figure.
PLACES = tuple((2 * place, name) for place, name in enumerate(FIGURES))
#: (where, by how much fewer or more units have the figure, by how much the sum differs), of each
#: figure that differs: of most rows one or two.
Moves = list[tuple[int, int, int]]


class Place(NamedTuple):
    """Where a version is counted; ``agency`` may be the name of one that is still to be created."""

    province: int | None
    sector: int | None
    agency: int | str | None
    autonomy_group: str
    service_class: str
    opened_by: int
    begins: object
    ends: object


class Differences:
    """The differences that rows make, all at one moment, the latest of all. ``area`` are the
    provinces (None: of the ministries) in which nothing is written until these rows are.

    ``others`` are units of which that is not enough to know: those that begin earlier than they
    did, and those that were elsewhere too. They are to be counted when they are written.
    """

    def __init__(self, area: Collection[int | None]) -> None:
        self.area = area
        self.versions: Counter[Place] = Counter()
        self.figures: dict[tuple, Amounts] = defaultdict(lambda: [0] * (2 * len(FIGURES)))
        self.others: set[int] = set()
        self.areas: set[int] = set()
        self._waiting: list[tuple[int, Sequence[tuple[Place, int]], tuple[object, ...]]] = []

    def begin(self, place: Place, year: int, figures: Mapping[str, object] | None) -> None:
        """A new unit, with its figures of the year where it has any."""
        self.versions[place] += 1
        if figures is not None:
            sums = self.figures[place.province, year, place.begins, place.ends]
            for at, name in PLACES:
                if (now := figures.get(name)) is not None:
                    sums[at] += 1
                    sums[at + 1] += int(now)

    def go_on(self, unit: int, versions: Sequence[tuple[Place, int]], *figures: object) -> None:
        """A known unit: places that it comes to (1) and leaves (-1), and of one year ``figures``:
        province, year, and :data:`Moves`."""
        self._waiting.append((unit, versions, figures))
        if len(self._waiting) >= AT_ONCE:
            self.settle()

    def settle(self) -> None:
        """Take up the known units that wait until it is asked, for many at once, how long each of
        them lives."""
        lives = lives_of([unit for unit, *_rest in self._waiting], self.area)
        for unit, versions, figures in self._waiting:
            if unit not in lives:
                self.others.add(unit)
            elif unit not in self.others:
                for place, number in versions:
                    self.versions[place] += number
                if figures:
                    province, year, moves = figures
                    put(self.figures[province, year, *lives[unit]], moves)
        self._waiting = []

    def keep(self, entry: RegisterEntry, agencies: Mapping[str, int]) -> None:
        """Add the differences to what is kept, at the moment of the entry that has written the
        rows; ``agencies`` are those that it created, {name: id}."""
        corners = self.corners(
            connection.ops.adapt_datetimefield_value(entry.recorded_at), agencies
        )
        add(corners)
        bump(self.areas | areas_of(corners))

    def corners(self, at: object, agencies: Mapping[str, int]) -> Corners:
        found: Corners = Counter()
        of_agency = {place.agency: agencies.get(place.agency, place.agency)
                     for place in self.versions}  # fmt: skip
        groups = groups_of([pk for pk in of_agency.values() if pk])
        kinds = kinds_of({place.opened_by for place in self.versions})
        for place, number in self.versions.items():
            level, bloc = groups.get(of_agency[place.agency], (None, ""))
            cell = (place.province or 0, place.sector or 0, level or 0, bloc,
                    place.autonomy_group, place.service_class, kinds[place.opened_by])  # fmt: skip
            add_versions(found, (*cell, place.begins, place.ends, at, None, number))
        for (province, *life), amounts in self.figures.items():
            add_figures(found, (province or 0, *life, at, None, *amounts))
        return found


NONE_KNOWN = (None,) * len(FIGURES)


def moves_of(new: Mapping[str, object], old: Sequence[object]) -> Moves:
    """By how much the figures in ``new`` differ from ``old``, which is in the order of
    ``FIGURES``."""
    return [
        (place, (now is not None) - (before is not None), int(now or 0) - int(before or 0))
        for (place, name), before in zip(PLACES, old, strict=True)
        if (now := new.get(name, before)) != before
    ]


def put(sums: Amounts, moves: Moves) -> None:
    for place, number, amount in moves:
        sums[place] += number
        sums[place + 1] += amount


def lives_of(
    units: Sequence[int], area: Collection[int | None]
) -> dict[int, tuple[dt.date, dt.date | None]]:
    """{unit: (first day, day of its end)} of those that the register only knows within ``area``."""
    chosen, parameter = among("unit_id", units)
    if None in area:
        inside, places = "province_id IS NULL", ()
    else:
        inside, one = among("province_id", sorted(area))
        places = (one,)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unit_id, min(valid_from),"  # noqa: S608
            " CASE WHEN count(*) = count(valid_to) THEN max(valid_to) END"
            f" FROM {table_of(UnitVersion)} WHERE superseded_at IS NULL AND {chosen}"
            f" GROUP BY unit_id HAVING count(*) = count(CASE WHEN {inside} THEN 1 END)",
            (parameter, *places),
        )
        return {unit: life for unit, *life in cursor.fetchall()}


def kinds_of(entries: Collection[int]) -> dict[int, str]:
    """{entry: kind}; the entry to come is a list."""
    rows = read_rows(
        RegisterEntry.objects.order_by(), ("pk", "kind"),
        among("pk", sorted(entries - {THIS_ENTRY})),
    )  # fmt: skip
    return {THIS_ENTRY: EntryKind.IMPORT.value, **dict(rows)}
