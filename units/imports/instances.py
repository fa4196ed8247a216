"""Many model instances into their tables at the speed of the database.

``bulk_create`` takes most of its time to build statements. Here keys are reserved beforehand, so
that rows of several tables can point at each other before any of them is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from django.db import connection, models

from .bulk_rows import insert_rows


def reserve_keys(rows: Sequence[models.Model]) -> None:
    """Give each of the unsaved ``rows``, all of one model, the key that it will be written under;
    the caller holds the transaction, and on SQLite with it the right to write."""
    if not rows:
        return
    table, column = rows[0]._meta.db_table, rows[0]._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, column, len(rows)],
            )
            keys = [key for (key,) in cursor.fetchall()]
        else:  # AUTOINCREMENT remembers the last key that was ever given
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or (0,))[0]
            keys = range(last + 1, last + 1 + len(rows))
    for row, key in zip(rows, keys, strict=True):
        row.pk = key


def insert_instances(rows: Sequence[models.Model]) -> None:
    """Insert instances of one model whose keys are reserved; what they point at by object has its
    key too. Nothing is done that ``save`` would do beside."""
    if not rows:
        return
    fields = rows[0]._meta.concrete_fields
    links = [(field.name, field.attname) for field in fields if field.is_relation]
    for row in rows:
        known = row._state.fields_cache
        for name, attname in links:
            if (other := known.get(name)) is not None:
                row.__dict__[attname] = other.pk
    names = [field.attname for field in fields]
    adapt = in_the_database_s_terms(rows[0], fields)
    insert_rows(
        type(rows[0]),
        [field.name for field in fields],
        (adapt(row.__dict__[name] for name in names) for row in rows),
    )


def in_the_database_s_terms(row: models.Model, fields: Iterable[models.Field]):
    """A function that turns the values of a row into what the database takes; days and moments are
    all that SQLite takes otherwise, and there are few different ones."""
    timed = {place for place, field in enumerate(fields) if isinstance(field, models.DateField)}

    @cache
    def moment(value: dt.date) -> object:
        if isinstance(value, dt.datetime):
            return connection.ops.adapt_datetimefield_value(value)
        return connection.ops.adapt_datefield_value(value)

    def adapt(values: Iterable[object]) -> list[object]:
        return [moment(value) if place in timed and value is not None else value
                for place, value in enumerate(values)]  # fmt: skip

    return adapt


def link_rows(
    model: type[models.Model], link: str, to: Mapping[int, int], *, also: str = "", value=None
) -> int:
    """Set the foreign key ``link`` of rows, {key: what it shall point at}, and one field ``also``
    to ``value``, where that is empty until now; returns the number of rows that were changed."""
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    column = quote(model._meta.get_field(link).column)
    beside = quote(model._meta.get_field(also).column) if also else ""
    setting = f", {beside} = %s" if also else ""
    still = f" AND {beside} IS NULL" if also else ""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            given = [value] if also else []
            cursor.execute(
                f"UPDATE {table} SET {column} = given.target{setting} "  # noqa: S608
                f"FROM unnest(%s::bigint[], %s::bigint[]) AS given (row, target) "
                f"WHERE {table}.{key} = given.row{still}",
                [*given, list(to), list(to.values())],
            )
        else:
            given = [connection.ops.adapt_datetimefield_value(value)] if also else []
            cursor.executemany(
                f"UPDATE {table} SET {column} = %s{setting} WHERE {key} = %s{still}",  # noqa: S608
                [(target, *given, row) for row, target in to.items()],
            )
        return cursor.rowcount
