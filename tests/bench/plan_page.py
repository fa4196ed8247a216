"""What the plan page and the pages of the country cost at a million units, against fifty thousand:
``python -m tests.bench.plan_page --units 1000000 --json``.

Prints one JSON object. The issue's limits: ``large_over_small`` at most 1.3, ``past_over_today`` at
most 2, ``queries`` at most 15; an unchanged page is a 304. Both countries are there at once and
asked by turns, so that a slow moment of the machine hits both; trust ``cpu``: this process and the
server's process behind its connection.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from .clocks import Spent, spent_on
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


def cost(get, path: str, **headers) -> Spent:
    answers = []
    spent = spent_on(lambda: answers.append(get(path, **headers)))
    assert answers[0].status_code == (304 if headers else 200), (path, answers[0].status_code)
    return spent


def by_turns(names: dict[str, str], runs: int) -> dict[str, dict]:
    """Page -> size -> what is asked -> median milliseconds; ``names``: size -> database."""
    from django.test import Client

    client = Client()
    found = {page: {size: defaultdict(list) for size in names} for page in PAGES}
    for page, path in PAGES.items():
        past = PAST_OF.get(page, path + PAST)
        for _run in range(runs):
            for size, name in names.items():
                use(name)
                tag = client.get(path).headers["ETag"]  # the first one opens files and statements
                told = found[page][size]
                told["today"].append(cost(client.get, path))
                told["past"].append(cost(client.get, past))
                told["known"].append(cost(client.get, path + KNOWN))
                told["unchanged"].append(cost(client.get, path, HTTP_IF_NONE_MATCH=tag))
    return {
        page: {size: medians(told) for size, told in sizes.items()} for page, sizes in found.items()
    }


def medians(told: dict[str, list[Spent]]) -> dict[str, dict[str, float]]:
    def median(spent: list[Spent], clock: str) -> float:
        return round(statistics.median(getattr(one, clock) for one in spent) * 1000, 1)

    return {
        asked: {f"{clock}_ms": median(spent, clock) for clock in Spent._fields}
        for asked, spent in told.items()
    }


def queries(path: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        Client().get(path)
    return len(captured)


def use(name: str) -> None:
    """Ask another database from now on."""
    from django.db import connection

    if connection.settings_dict["NAME"] != name:
        connection.close()
        connection.settings_dict["NAME"] = name
    connection.ensure_connection()


def ratios(sizes: dict[str, dict]) -> dict[str, dict]:
    def over(one: dict, other: dict, clock: str) -> float:
        return round(one[clock] / max(other[clock], 0.1), 2)

    small, large = sizes["small"], sizes["large"]
    return {
        clock: {
            "large_over_small": over(large["today"], small["today"], clock),
            "past_over_today": over(large["past"], large["today"], clock),
            "unchanged_over_full": over(large["unchanged"], large["today"], clock),
        }
        for clock in ("wall_ms", "cpu_ms")
    }


def grown(first: int, last: int) -> dict[str, object]:
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
    }


def copied() -> str:
    """The name of a copy of the database as it is now."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.creation.clone_test_db("small", verbosity=0, autoclobber=True)
    return connection.creation.get_test_db_clone_settings("small")["NAME"]


def compared(small: int, large: int, runs: int) -> dict[str, object]:
    from django.db import connection

    from .country import ground

    ground()
    own = connection.settings_dict["NAME"]
    told: dict[str, object] = {"small": grown(0, small)}
    names = {"small": copied(), "large": own}
    try:
        told["large"] = grown(small, large)
        sys.stderr.write(json.dumps(told) + "\n")
        found = by_turns(names, runs)
        told["pages"] = {
            page: {"queries": queries(PAGES[page]), **sizes, "ratios": ratios(sizes)}
            for page, sizes in found.items()
        }
    finally:
        use(own)
        connection.creation.destroy_test_db(suffix="small", verbosity=0)
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=50_000)
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--on-disk", default="", help="a file for SQLite; default: a temporary one")
    parser.add_argument("--json", action="store_true", help="the only form there is")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        on_disk = options.on_disk or str(Path(folder, "country.sqlite3"))
        with throwaway_database(on_disk=on_disk) as vendor:
            from django.conf import settings

            settings.PUBLIC_PLAN_PAGES = True
            told = compared(options.small, options.units, options.runs)
            sys.stdout.write(json.dumps({"database": vendor, **told}) + "\n")


if __name__ == "__main__":
    main()
