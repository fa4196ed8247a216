"""Who became whom: ancestors and descendants of a unit over any number of events.

One recursive query walks the succession edges in the order of time, so a unit that gave a part away
in 2016 does not hand on what it took in only in 2018, and a part that came back ends the walk.
The number of queries does not depend on how deep or wide the lineage is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from .models import ReorganizationEvent, Succession, Unit, UnitVersion
from .names import search_key
from .periods import holds

WALK = """
WITH RECURSIVE walk(event_id, predecessor_id, successor_id, extent, day, place, depth) AS (
    SELECT s.event_id, s.predecessor_id, s.successor_id, s.extent, e.operative_on, e.sequence, 1
    FROM {succession} s JOIN {event} e ON e.id = s.event_id
    WHERE s.{near} = %s AND {known}
    UNION
    SELECT s.event_id, s.predecessor_id, s.successor_id, s.extent, e.operative_on, e.sequence,
           walk.depth + 1
    FROM walk
    JOIN {succession} s ON s.{near} = walk.{far}
    JOIN {event} e ON e.id = s.event_id
    WHERE (e.operative_on, e.sequence) {order} (walk.day, walk.place) AND {known}
)
SELECT event_id, predecessor_id, successor_id, extent, day, MIN(depth)
FROM walk GROUP BY event_id, predecessor_id, successor_id, extent, day
ORDER BY MIN(depth), day, predecessor_id, successor_id
"""


@dataclass(frozen=True)
class Link:
    """One succession; ``depth`` is its distance from the unit asked about, 1 for a direct one."""

    event_id: int
    predecessor_id: int
    successor_id: int
    extent: str
    day: dt.date
    depth: int


@dataclass(frozen=True)
class Bearing:
    """A unit as a lineage shows it: its last known name and code, and its span of life."""

    unit_id: int
    code: str
    name: str
    begins: dt.date
    ends: dt.date | None
    in_force: bool


@dataclass(frozen=True)
class Lineage:
    """Everything about where a unit comes from and what became of it, as of a day."""

    unit_id: int
    on: dt.date
    back: list[Link]
    forward: list[Link]
    bearings: dict[int, Bearing]
    events: list[ReorganizationEvent]

    @property
    def bearing(self) -> Bearing | None:
        return self.bearings.get(self.unit_id)

    @property
    def ancestors(self) -> list[Bearing]:
        return self._bearings(link.predecessor_id for link in self.back)

    @property
    def descendants(self) -> list[Bearing]:
        return self._bearings(link.successor_id for link in self.forward)

    @property
    def current(self) -> list[Bearing]:
        """What became of it: the unit itself while it is in force, else its heirs that are."""
        if self.bearing and self.bearing.in_force:
            return [self.bearing]
        return [bearing for bearing in self.descendants if bearing.in_force]

    @property
    def status(self) -> str:
        """in_force | not_yet | ceased | unknown, on the day asked about."""
        if self.bearing is None:
            return "unknown"
        if self.bearing.in_force:
            return "in_force"
        return "not_yet" if self.bearing.begins > self.on else "ceased"

    def _bearings(self, unit_ids: Iterable[int]) -> list[Bearing]:
        wanted = dict.fromkeys(unit_ids)
        wanted.pop(self.unit_id, None)
        return [self.bearings[pk] for pk in wanted if pk in self.bearings]


def lineage_of(unit_id: int, *, on: dt.date, known: dt.datetime | None = None) -> Lineage:
    """The whole lineage of a unit in four queries. Planned events (after ``on``) are left out."""
    back = [link for link in walk(unit_id, backward=True, known=known) if link.day <= on]
    forward = [link for link in walk(unit_id, backward=False, known=known) if link.day <= on]
    unit_ids = {unit_id}
    for link in (*back, *forward):
        unit_ids |= {link.predecessor_id, link.successor_id}
    events = ReorganizationEvent.objects.filter(
        pk__in={link.event_id for link in (*back, *forward)}
    )
    return Lineage(
        unit_id=unit_id,
        on=on,
        back=back,
        forward=forward,
        bearings=bearings_of(unit_ids, on=on, known=known),
        events=list(events.order_by("operative_on", "sequence", "pk")),
    )


def walk(unit_id: int, *, backward: bool, known: dt.datetime | None = None) -> list[Link]:
    """All links towards the ancestors (``backward``) or the descendants, nearest first."""
    near, far = (
        ("successor_id", "predecessor_id") if backward else ("predecessor_id", "successor_id")
    )
    condition, moments = "s.superseded_at IS NULL", []
    if known is not None:
        condition = "s.recorded_at <= %s AND (s.superseded_at IS NULL OR s.superseded_at > %s)"
        moment = connection.ops.adapt_datetimefield_value(known)
        moments = [moment, moment]
    sql = WALK.format(
        succession=Succession._meta.db_table,
        event=ReorganizationEvent._meta.db_table,
        near=near,
        far=far,
        order="<=" if backward else ">=",
        known=condition,
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [unit_id, *moments, *moments])
        return [Link(*row[:4], as_day(row[4]), row[5]) for row in cursor.fetchall()]


def as_day(value: dt.date | str) -> dt.date:
    """SQLite hands dates of raw queries over as text."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def bearings_of(
    unit_ids: Iterable[int], *, on: dt.date, known: dt.datetime | None = None
) -> dict[int, Bearing]:
    """Name, code and span of each unit; the name is that of ``on``, else the last before it."""
    rows: dict[int, list[UnitVersion]] = {}
    versions = UnitVersion.objects.known(known).filter(unit__in=set(unit_ids))
    for version in versions.order_by("unit_id", "valid_from"):
        rows.setdefault(version.unit_id, []).append(version)
    return {unit_id: bearing_of(known_rows, on) for unit_id, known_rows in rows.items()}


def bearing_of(rows: list[UnitVersion], on: dt.date) -> Bearing:
    begun = [row for row in rows if row.valid_from <= on] or rows[:1]
    shown = begun[-1]
    return Bearing(
        unit_id=shown.unit_id,
        code=shown.shown_code,
        name=shown.name,
        begins=rows[0].valid_from,
        ends=rows[-1].valid_to,
        in_force=any(holds(row.valid_from, row.valid_to, on) for row in rows),
    )


def units_called(text: str, *, province=None) -> list[Unit]:
    """Units that bear or once bore exactly this code, or the register's own code, or this name."""
    versions = UnitVersion.objects.known()
    if province is not None:
        versions = versions.in_province(province)
    found = versions.filter(code=text)
    if not found.exists() and text.upper().startswith("DV") and text[2:].isdigit():
        found = versions.filter(unit_id=int(text[2:]))
    if not found.exists():
        key = search_key(text)
        candidates = versions.filter(search_key__startswith=key).only("unit_id", "name")
        found = versions.filter(
            unit__in=[row.unit_id for row in candidates if search_key(row.name) == key]
        )
    return list(Unit.objects.filter(pk__in=found.values("unit")).order_by("pk"))


def names_borne(unit_ids: Iterable[int], *, on: dt.date) -> dict[int, list[str]]:
    """Names that units bore before the one of ``on``, oldest first: what a search result says."""
    rows = UnitVersion.objects.known().filter(unit__in=set(unit_ids), valid_from__lte=on)
    names: dict[int, list[str]] = {}
    for unit_id, name in rows.order_by("valid_from").values_list("unit_id", "name"):
        names.setdefault(unit_id, []).append(name)
    return {
        unit_id: former
        for unit_id, borne in names.items()
        if (former := [name for name in dict.fromkeys(borne) if name != borne[-1]])
    }
