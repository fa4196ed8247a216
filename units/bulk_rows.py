"""Many plain rows into one table at the speed of the database, without model instances."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice

from django.db import connection, models
from django.utils.dateparse import parse_date

FETCHED = 2_000
#: Days that are not read twice; some eighty years.
DAYS = 30_000
#: Django looks at the first row by a copy of the iterator, and so keeps all rows that are given to
#: one call.
INSERTED = 5_000
#: Of SQLite, in KB as its pragma counts them.
ROOM = -48_000


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
            statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
            rows = iter(rows)
            while some := list(islice(rows, INSERTED)):
                cursor.executemany(statement, some)


def insert_selected(
    model: type[models.Model], rows: models.QuerySet, values: dict[str, models.Expression | None]
) -> None:
    """Insert into ``model``'s table one row for each of ``rows``: {field: its value}, None for the
    value of the same field there. Fields that are not named stay empty."""
    given = {f"given_{name}": value for name, value in values.items() if value is not None}
    taken = [f"given_{name}" if f"given_{name}" in given else column_of(model, name)
             for name in values]  # fmt: skip
    selected = rows.annotate(**given).values_list(*taken)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(model._meta.get_field(name).column) for name in values)
    query, params = selected.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) {query}", params)


def column_of(model: type[models.Model], name: str) -> str:
    field = model._meta.get_field(name)
    return field.attname if isinstance(field, models.ForeignKey) else name


def read_rows(
    rows: models.QuerySet, names: Sequence[str], chosen: tuple[str, object] | None = None
) -> Iterator[tuple]:
    """Many rows as the database gives them, without Django's converters: an amount is whatever
    number it keeps, JSON on SQLite is text. ``chosen`` is a further condition on the columns read,
    as :func:`among` makes it.

    They come through a cursor of the server, where there is one: else a client of PostgreSQL would
    hold all of them before the first is looked at.
    """
    statement, parameters = rows.values_list(*names).query.sql_with_params()
    if chosen:
        condition, among_these = chosen
        statement = f"SELECT * FROM ({statement}) AS found WHERE {condition}"  # noqa: S608
        parameters = (*parameters, among_these)
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while some := cursor.fetchmany(FETCHED):
            yield from some


def remember_days() -> None:
    """SQLite keeps a day as text, which Django turns into a day again for each row that is read.
    A register has few days and many rows; a day once read is the same object ever after."""
    sqlite3.register_converter("date", lru_cache(maxsize=DAYS)(_day))


def _day(text: bytes) -> dt.date | None:
    return parse_date(text.decode())


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


def read_without_mapping() -> None:
    """SQLite shows up to 128 MB of its file to whoever reads it as if they were memory of the
    process, and keeps 32 MB of pages besides: good for pages of people, but a worker that passes
    over whole tables once has no use for them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")
            cursor.execute("PRAGMA cache_size=-8000")


@contextmanager
def room_to_write() -> Iterator[None]:
    """More room for the pages of SQLite while many rows go into tables with many indexes. With the
    usual 32 MB it would write the same pages out and read them back over and over, in which time
    everybody else waits for the one lock."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        usual = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA cache_size={ROOM}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size={usual}")


def count_anew(*tables: type[models.Model]) -> None:
    """Have PostgreSQL look at tables that many rows have just come into. Until it does so by
    itself, in a minute or so, it plans as if they were not there: the next list of fifty thousand
    would be compared row by row with each of the last. What rows are joined and chosen by is
    enough; to sort samples of names takes most of the time. SQLite plans without such counts."""
    if connection.vendor == "postgresql":
        told = ", ".join(f"{table_of(one)} ({columns_of(one, chosen_by(one))})" for one in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {told}")


def chosen_by(model: type[models.Model]) -> list[str]:
    """Keys, days and moments; no texts."""
    kinds = (models.AutoField, models.ForeignKey, models.DateField)
    return [field.name for field in model._meta.concrete_fields if isinstance(field, kinds)]
