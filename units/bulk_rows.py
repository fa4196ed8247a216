"""Many plain rows into one table at the speed of the database, without model instances."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection, models

FETCHED = 2_000


def insert_rows(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Insert ``rows``, given in the order of ``fields`` and in the database's own terms (JSON as
    text): by COPY on PostgreSQL, by one prepared statement elsewhere."""
    table, columns = table_of(model), columns_of(model, fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608


def read_rows(rows: models.QuerySet, names: Sequence[str]) -> Iterator[tuple]:
    """Many rows as the database gives them, without Django's converters: an amount is whatever
    number it keeps, JSON on SQLite is text."""
    with connection.cursor() as cursor:
        cursor.execute(*rows.values_list(*names).query.sql_with_params())
        while some := cursor.fetchmany(FETCHED):
            yield from some


def table_of(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def columns_of(model: type[models.Model], fields: Sequence[str]) -> str:
    """The columns of ``fields``, quoted, as a statement lists them."""
    quote = connection.ops.quote_name
    return ", ".join(quote(model._meta.get_field(name).column) for name in fields)


def among(column: str, ids: Sequence[int]) -> tuple[str, object]:
    """A condition "``column`` is one of ``ids``", however many, with its one parameter."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s)", list(ids)
    return f"{column} IN (SELECT value FROM json_each(%s))", json.dumps(ids)  # noqa: S608
