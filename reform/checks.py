"""Is the database new enough? Asked before anything is migrated, answered in one sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from django.core.checks import Error, Tags, register
from django.db import connections

OLDEST_POSTGRESQL = 15
OLDEST_SQLITE = (3, 35)  # rows written by an insert come back with their keys (RETURNING)


def too_old_sqlite(version: tuple[int, ...]) -> list[Error]:
    """`version` as sqlite3.sqlite_version_info gives it."""
    if version >= OLDEST_SQLITE:
        return []
    return [
        Error(
            f"SQLite {'.'.join(map(str, version))} is too old: 3.35 or newer is needed.",
            hint="Install a newer Python, or set DATABASE_URL=postgres://… to use PostgreSQL.",
            id="reform.E001",
        )
    ]


def too_old_postgresql(version: int) -> list[Error]:
    """`version` as the server gives it: 150004 is 15.4."""
    if version // 10000 >= OLDEST_POSTGRESQL:
        return []
    return [
        Error(
            f"PostgreSQL {version // 10000} is too old: {OLDEST_POSTGRESQL} or newer is needed.",
            hint="Upgrade the server, or point DATABASE_URL at a newer one.",
            id="reform.E002",
        )
    ]


@register(Tags.database)
def supported_database(
    app_configs: object = None, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[Error]:
    """`migrate` and `check --database default` run this."""
    problems: list[Error] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor == "postgresql":
            problems += too_old_postgresql(connection.pg_version)
        else:
            problems += too_old_sqlite(sqlite3.sqlite_version_info)
    return problems
