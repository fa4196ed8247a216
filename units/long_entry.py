"""An entry of many thousands of rows: what :func:`units.register.write` does, on plain rows.

Each step is a few statements or one stream of rows, whatever their number, so that others wait for
the database's own work only: whoever writes a long entry has drawn up its rows before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db import connection

from .bulk_rows import among, columns_of, insert_rows, table_of
from .models import RegisterEntry, Unit, UnitVersion, YearFigures
from .models.entry import LedgerRow
from .models.figures import FIGURES
from .names import search_key, sort_key
from .register import RegisterMoved
from .tally_differences import THIS_ENTRY

#: What a drawn-up version says, in this order; the entry and the clock come when it is written.
#: ``opened_by`` and ``closed_by`` may be :data:`THIS_ENTRY`.
VERSION = (
    "unit", "valid_from", "valid_to", "code", "name", "agency", "province", "sector",
    "service_class", "autonomy_group", "search_key", "sort_key", "source_sheet", "source_row",
    "opened_by", "closed_by",
)  # fmt: skip
YEAR_FIGURES = ("unit", "year", "province", *FIGURES, "source_sheet", "source_row")
WRITTEN = ("recorded_at", "recorded_by")
#: Of rows that one statement changes, SQLite holds all pages as they were until it has ended.
AT_ONCE = 10_000


class Keys(NamedTuple):
    """The stored keys of a version, as ``UnitVersion.write_keys`` fills them."""

    search: str
    sort: str


def keys_of(name: str, code: str) -> Keys:
    return Keys(search_key(f"{name} {code}")[:380], sort_key(name))


def moment(entry: RegisterEntry) -> object:
    """When the entry was recorded, as the database keeps it."""
    return connection.ops.adapt_datetimefield_value(entry.recorded_at)


def lock_units(condition: str, parameter: object) -> None:
    """Keep other writers off the units that ``condition`` chooses, in the order of their ids."""
    if connection.features.has_select_for_update:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*) FROM (SELECT id FROM {table_of(Unit)} WHERE {condition}"  # noqa: S608
                " ORDER BY id FOR UPDATE) AS locked",
                [parameter],
            )


def found_units(days: Sequence[dt.date | str | None]) -> range | list[int]:
    """Create a unit for each day of establishment (None: not known); their ids in the same order.

    The caller holds a transaction: on SQLite nobody else can take the ids that follow.
    """
    if not days:
        return []
    ids = next_ids(len(days))
    insert_rows(Unit, ("id", "established_on"), zip(ids, days, strict=True))
    return ids


def next_ids(number: int) -> range | list[int]:
    table = Unit._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table_of(Unit), number],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    first = (last[0] if last else 0) + 1
    return range(first, first + number)


def retire(entry: RegisterEntry, ledger: type[LedgerRow], ids: Sequence[int]) -> None:
    """Supersede rows; raises :class:`RegisterMoved` when one of them is no longer known."""
    for some in slices(ids):
        chosen, parameter = among("id", some)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table_of(ledger)} SET superseded_at = %s, superseded_by_id = %s"  # noqa: S608
                f" WHERE superseded_at IS NULL AND {chosen}",
                [moment(entry), entry.pk, parameter],
            )
            if cursor.rowcount != len(some):
                raise RegisterMoved


def end_versions(entry: RegisterEntry, ids: Sequence[int], day: dt.date) -> None:
    """Write versions again as they were until ``day``, closed by the entry."""
    kept = [name for name in VERSION if name not in ("valid_to", "closed_by")]
    columns = columns_of(UnitVersion, kept)
    rest = columns_of(UnitVersion, ("valid_to", "closed_by", *WRITTEN))
    for some in slices(ids):
        chosen, parameter = among("id", some)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table_of(UnitVersion)} ({columns}, {rest})"  # noqa: S608
                f" SELECT {columns}, %s, %s, %s, %s FROM {table_of(UnitVersion)} WHERE {chosen}"
                " ORDER BY id",
                [day, entry.pk, moment(entry), entry.pk, parameter],
            )


def slices(ids: Sequence[int]) -> Iterator[list[int]]:
    return (list(ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE))


def write_versions(entry: RegisterEntry, rows: Iterable[Sequence[object]]) -> None:
    """Write versions, drawn up as :data:`VERSION` says."""
    clock = (moment(entry), entry.pk)

    def complete() -> Iterator[tuple[object, ...]]:
        for row in rows:
            *said, opened, closed = row
            opened = entry.pk if opened == THIS_ENTRY else opened
            closed = entry.pk if closed == THIS_ENTRY else closed
            yield (*said, opened, closed, *clock)

    insert_rows(UnitVersion, (*VERSION, *WRITTEN), complete())


def write_figures(entry: RegisterEntry, rows: Iterable[Sequence[object]]) -> None:
    """Write figures of a year, drawn up as :data:`YEAR_FIGURES` says."""
    clock = (moment(entry), entry.pk)
    insert_rows(YearFigures, (*YEAR_FIGURES, *WRITTEN), ((*row, *clock) for row in rows))


def learn_foundings(days: Mapping[int, dt.date | str]) -> None:
    """Fill in when units were established, {unit: day}; see ``Unit.established_on``."""
    if not days:
        return
    table = table_of(Unit)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"UPDATE {table} SET established_on = told.day"  # noqa: S608
                " FROM unnest(%s::bigint[], %s::date[]) AS told (unit, day) WHERE id = told.unit",
                [list(days), list(days.values())],
            )
        else:
            cursor.executemany(
                f"UPDATE {table} SET established_on = %s WHERE id = %s",  # noqa: S608
                [(day, unit) for unit, day in days.items()],
            )
