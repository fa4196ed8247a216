"""Two clocks: the one on the wall, and the one that stands still while others have the processor.

On a machine that is busy with other things only the second is worth comparing.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.db import connection


class Spent(NamedTuple):
    """Seconds; ``cpu`` is this process, its children that have ended, and on PostgreSQL the
    server's process behind this connection."""

    wall: float
    cpu: float

    def __add__(self, other: tuple) -> Spent:
        return Spent(self.wall + other[0], self.cpu + other[1])


def now() -> Spent:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = sum(one.ru_utime + one.ru_stime for one in used)
    return Spent(time.perf_counter(), cpu + of_the_server())


def of_the_server() -> float:
    """Seconds of the server's process; 0 where there is none, or on a machine of its own."""
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    facts = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    if not facts.is_file():
        return 0.0
    ticks = facts.read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def spent_on(act: Callable[[], object]) -> Spent:
    before = now()
    act()
    after = now()
    return Spent(after.wall - before.wall, after.cpu - before.cpu)
