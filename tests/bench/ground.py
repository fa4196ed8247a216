"""A throwaway database for a benchmark, on whatever ``DATABASE_URL`` says, and honest timing."""

from __future__ import annotations

import contextlib
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator

import django


@contextlib.contextmanager
def throwaway_database(*, on_disk: str = "") -> Iterator[str]:
    """Set Django up on a fresh test database; yields the vendor's name; drops the database.

    ``on_disk`` is the file that SQLite then keeps it in, instead of in memory.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reform.settings")
    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    if on_disk and connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = on_disk
    setup_test_environment(debug=False)
    with contextlib.redirect_stdout(sys.stderr):  # the answer alone stands on standard output
        config = setup_databases(verbosity=0, interactive=False)
    try:
        yield connection.vendor
    finally:
        teardown_databases(config, verbosity=0)


def paired_medians(first: Callable, second: Callable, *, runs: int = 15) -> tuple[float, float]:
    """Median seconds of two calls run by turns, so that a slow moment of the machine hits both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _run in range(runs):
        for kept, call in zip(times, (first, second), strict=True):
            started = time.perf_counter()
            call()
            kept.append(time.perf_counter() - started)
    return statistics.median(times[0]), statistics.median(times[1])
