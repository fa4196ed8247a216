"""What the kept counts must be, counted from the ledgers: one definition for writing and checking.

A version counts from the day it begins to the day it ends, and from the moment it was recorded to
the moment it was superseded: four corners, each of which moves a number up or down. The sum of all
corners up to a day and a moment is the number of units in force on that day as known then. A figure
of a year counts for as long as its unit lives in that year.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from .bulk_rows import among, table_of
from .choices import EntryKind
from .models import Agency, RegisterEntry, UnitVersion, YearFigures
from .models.figures import FIGURES
from .tally_subjects import Subject

#: Their plain names: a recount of a country takes each millions of times.
UNITS, LISTED, SECTOR, LEVEL, AUTONOMY, SERVICE, HAVING, SUM, HAVING_ALIVE, SUM_ALIVE = (
    subject.value for subject in Subject
)
#: area, subject, key, bloc, value, day, moment: as in :class:`units.models.Tally`.
Corner = tuple[int, str, int, str, str, str, object]
Corners = Counter[Corner]


@dataclass(frozen=True)
class Scope:
    """Conditions on ledger rows, each with one parameter; ``{0}`` is the alias of the table."""

    versions: str
    figures: str
    parameters: tuple[object, ...]


def of_units(ids: Collection[int]) -> Scope:
    chosen, parameter = among("{0}unit_id", sorted(ids))
    return Scope(chosen, chosen, (parameter,))


def of_area(area: int) -> list[Scope]:
    """All that lies in a province; 0: units of ministries. In halves, as the indexes have it."""
    place = "{0}province_id = %s" if area else "{0}province_id IS NULL"
    parameters = (area,) if area else ()
    halves = (f"{place} AND {{0}}superseded_at IS {known}" for known in ("NULL", "NOT NULL"))
    return [Scope(half, half, parameters) for half in halves]


def recount(*scopes: Scope) -> Corners:
    """The kept counts that the ledger rows within ``scopes`` come to; two queries for each."""
    found: Corners = Counter()
    for scope in scopes:
        for row in selected(VERSIONS, scope.versions, scope.parameters):
            add_versions(found, row)
        for row in selected(FIGURES_OF_LIVES, scope.figures, scope.parameters * 2):
            add_figures(found, row)
    return found


def recount_as_known(at: object, scope: Scope) -> Corners:
    """The counts that what is known now of the units within ``scope`` comes to, as if all of it had
    been recorded ``at`` a moment: two of these, before and after a writing, differ by just what
    :func:`recount` would."""
    found: Corners = Counter()
    condition = "{0}superseded_at IS NULL AND " + scope.versions
    for *cell, _recorded, _superseded, number in selected(VERSIONS, condition, scope.parameters):
        add_versions(found, (*cell, at, None, number))
    for row in selected(FIGURES_KNOWN, scope.versions, scope.parameters):
        add_figures(found, (*row[:4], at, None, *row[4:]))
    return found


def recount_now(areas: Collection[int] | None) -> Corners:
    """The counts of units alone, as they are known now, in all ``areas`` (None: everywhere)."""
    found: Corners = Counter()
    condition, parameters = "{0}superseded_at IS NULL", ()
    if areas is not None:
        chosen, parameter = among("{0}province_id", sorted(areas))
        condition, parameters = f"{condition} AND {chosen}", (parameter,)
    for row in selected(VERSIONS, condition, parameters):
        add_versions(found, row)
    return found


def selected(query: str, condition: str, parameters: Sequence[object]) -> Iterator[tuple]:
    names = {"versions": UnitVersion, "figures": YearFigures, "agencies": Agency,
             "entries": RegisterEntry}  # fmt: skip
    tables = {name: table_of(model) for name, model in names.items()}
    conditions = {"of_v": condition.format("v."), "of_f": condition.format("f.")}
    with connection.cursor() as cursor:
        cursor.execute(query.format(**tables, **conditions, sums=SUMS), parameters)
        while rows := cursor.fetchmany(5_000):
            yield from rows


VERSIONS = """
    SELECT coalesce(v.province_id, 0), coalesce(v.sector_id, 0), coalesce(a.level_id, 0),
           coalesce(a.bloc, ''), v.autonomy_group, v.service_class,
           e.kind,
           v.valid_from, v.valid_to, v.recorded_at, v.superseded_at, count(*)
    FROM {versions} v
    JOIN {entries} e ON e.id = v.opened_by_id
    LEFT JOIN {agencies} a ON a.id = v.agency_id
    WHERE {of_v}
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
"""

#: A unit's life is known anew whenever one of its versions is recorded or superseded.
FIGURES_OF_LIVES = """
    WITH touched AS (SELECT DISTINCT f.unit_id FROM {figures} f WHERE {of_f}),
    moments AS (
        SELECT v.unit_id, v.recorded_at AS since FROM {versions} v
        WHERE v.unit_id IN (SELECT unit_id FROM touched)
        UNION
        SELECT v.unit_id, v.superseded_at FROM {versions} v
        WHERE v.superseded_at IS NOT NULL AND v.unit_id IN (SELECT unit_id FROM touched)
    ),
    stretches AS (
        SELECT unit_id, since, lead(since) OVER (PARTITION BY unit_id ORDER BY since) AS until
        FROM moments
    ),
    lives AS (
        SELECT s.unit_id, s.since, s.until, min(v.valid_from) AS begins,
               CASE WHEN count(*) = count(v.valid_to) THEN max(v.valid_to) END AS ends
        FROM stretches s
        JOIN {versions} v ON v.unit_id = s.unit_id AND v.recorded_at <= s.since
            AND (v.superseded_at IS NULL OR v.superseded_at > s.since)
        GROUP BY s.unit_id, s.since, s.until
    )
    SELECT coalesce(f.province_id, 0), f.year, l.begins, l.ends,
           CASE WHEN f.recorded_at > l.since THEN f.recorded_at ELSE l.since END,
           CASE WHEN f.superseded_at IS NULL OR f.superseded_at > l.until THEN l.until
                ELSE f.superseded_at END,
           {sums}
    FROM lives l
    JOIN {figures} f ON f.unit_id = l.unit_id AND (l.until IS NULL OR f.recorded_at < l.until)
        AND (f.superseded_at IS NULL OR f.superseded_at > l.since)
    WHERE {of_f}
    GROUP BY 1, 2, 3, 4, 5, 6
"""
#: The same of what is known now, where it does not matter since when.
FIGURES_KNOWN = """
    WITH lives AS (
        SELECT v.unit_id, min(v.valid_from) AS begins,
               CASE WHEN count(*) = count(v.valid_to) THEN max(v.valid_to) END AS ends
        FROM {versions} v
        WHERE v.superseded_at IS NULL AND {of_v}
        GROUP BY v.unit_id
    )
    SELECT coalesce(f.province_id, 0), f.year, l.begins, l.ends, {sums}
    FROM lives l
    JOIN {figures} f ON f.unit_id = l.unit_id AND f.superseded_at IS NULL
    GROUP BY 1, 2, 3, 4
"""
SUMS = ", ".join(f"count(f.{name}), sum(CAST(f.{name} AS bigint))" for name in FIGURES)


def periods(
    begins: object, ends: object, recorded: object, superseded: object
) -> Iterator[tuple[str, object, int]]:
    """(day, moment, +1 or -1): the corners of a period that was known for some time."""
    for moment, sign in ((recorded, 1), (superseded, -1)):
        if moment is not None:
            yield str(begins), moment, sign
            if ends is not None:
                yield str(ends), moment, -sign


def add_versions(found: Corners, row: tuple) -> None:
    area, sector, level, bloc, group, service, opened, begins, ends, *known, number = row
    cells = (
        (UNITS, 0, "", ""),
        (SECTOR, sector, "", ""),
        (LEVEL, level, "", ""),
        (AUTONOMY, 0, bloc, group),
        (SERVICE, 0, bloc, service),
    )
    for day, moment, sign in periods(begins, ends, *known):
        for cell in cells:
            found[area, *cell, day, moment] += sign * number
    if opened != EntryKind.EVENT:
        for day, moment, sign in periods(begins, None, *known):
            found[area, LISTED, 0, "", "", day, moment] += sign * number


def moment_of(value: object) -> object:
    """SQLite gives a moment that it has worked out as text, and one of a column as a moment."""
    return dt.datetime.fromisoformat(value) if isinstance(value, str) else value


def add_figures(found: Corners, row: tuple) -> None:
    area, year, begins, ends, *known = row[:6]
    sums, (recorded, superseded) = row[6:], map(moment_of, known)
    first, after = f"{year:04}-01-01", f"{year + 1:04}-01-01"
    lives = (
        (HAVING, SUM, max(str(begins), first)),
        # Of a unit that the register meets only later it is not known that it was not there yet.
        (HAVING_ALIVE, SUM_ALIVE, first),
    )
    end = None if ends is None or str(ends) >= after else str(ends)
    for having, total, start in lives:
        if start >= after or (end is not None and end <= start):
            continue
        for day, moment, sign in periods(start, end, recorded, superseded):
            for name, number, amount in zip(FIGURES, sums[::2], sums[1::2], strict=True):
                if number or amount:
                    found[area, having, year, "", name, day, moment] += sign * number
                    found[area, total, year, "", name, day, moment] += sign * int(amount)


def areas_of(corners: Iterable[Corner]) -> set[int]:
    return {corner[0] for corner in corners}
