"""What the plan page and the list of provinces cost in a country of a million units, against one of
fifty thousand: ``python -m tests.bench.plan_page --units 1000000 --json``.

Prints one JSON object. The issue's limits: ``large_over_small`` at most 1.3, ``past_over_today`` at
most 2, ``queries`` at most 15. The country grows within one database, so the two sizes are measured
one after the other: on a busy machine trust the seconds of this process (``cpu``) on SQLite.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from itertools import pairwise

from .ground import throwaway_database

PAGES = {
    "province": "/provinces/01/",
    "merged": "/provinces/68/",
    "overview": "/overview/",
    "list": "/provinces/",
}
PAST, KNOWN = "?on=2019-06-30", "?known=2021-06-30"
#: Former provinces have pages of their own on a past day; so the past is asked of the same land.
PAST_OF = {"province": "/provinces/01/?on=2019-06-30", "merged": "/provinces/68/?on=2026-01-31"}


def timed(get, path: str, runs: int) -> dict[str, float]:
    """Median milliseconds of an answer, of the clock and of this process."""
    wall, cpu = [], []
    for _run in range(runs):
        started, worked = time.perf_counter(), time.process_time()
        answer = get(path)
        wall.append(time.perf_counter() - started)
        cpu.append(time.process_time() - worked)
        assert answer.status_code in (200, 304), answer.status_code
    return {
        "wall_ms": round(statistics.median(wall) * 1000, 1),
        "cpu_ms": round(statistics.median(cpu) * 1000, 1),
    }


def measure(runs: int) -> dict[str, dict]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, found = Client(), {}
    for name, path in PAGES.items():
        full = client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        past = PAST_OF.get(name, path + PAST)
        found[name] = {
            "queries": len(captured),
            "today": timed(client.get, path, runs),
            "past": timed(client.get, past, runs),
            "known": timed(client.get, path + KNOWN, 3),
        }
        if tag := full.headers.get("ETag"):
            again = timed(
                lambda path, tag=tag: client.get(path, HTTP_IF_NONE_MATCH=tag), path, runs
            )
            found[name]["unchanged"] = again
    return found


def ratio(one: dict, other: dict, clock: str) -> float:
    return round(one[clock] / max(other[clock], 0.1), 2)


def compared(small: dict, large: dict) -> dict[str, dict]:
    return {
        name: {
            clock: {
                "large_over_small": ratio(page["today"], small[name]["today"], clock),
                "past_over_today": ratio(page["past"], page["today"], clock),
                "unchanged_over_full": "unchanged" in page
                and ratio(page["unchanged"], page["today"], clock),
            }
            for clock in ("wall_ms", "cpu_ms")
        }
        for name, page in large.items()
    }


def grown(first: int, last: int, runs: int) -> dict[str, object]:
    from django.db import transaction

    from units.models import Tally
    from units.tally_keeping import all_areas, rebuild

    from .country import grow

    started = time.perf_counter()
    with transaction.atomic():
        grow(first, last)
    written = time.perf_counter()
    rebuild(all_areas())
    counted = time.perf_counter()
    return {
        "units": last,
        "written_s": round(written - started, 1),
        "rebuilt_s": round(counted - written, 1),
        "kept_counts": Tally.objects.filter(recorded_at=None).count(),
        "pages": measure(runs),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=50_000)
    parser.add_argument("--units", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--on-disk", default="", help="the file of SQLite; default: in memory")
    parser.add_argument("--json", action="store_true", help="the only form there is")
    options = parser.parse_args()
    with throwaway_database(on_disk=options.on_disk) as vendor:
        from django.conf import settings

        from .country import ground

        settings.PUBLIC_PLAN_PAGES = True
        ground()
        small = grown(0, options.small, options.runs)
        told: dict[str, object] = {"database": vendor, "small": small, "larger": []}
        for before, units in pairwise((options.small, *options.units)):
            larger = grown(before, units, options.runs)
            larger["ratios"] = compared(small["pages"], larger["pages"])
            told["larger"].append(larger)
            sys.stderr.write(json.dumps(told) + "\n")
        sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
