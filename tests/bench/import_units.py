"""How fast a list of units is taken in: ``python -m tests.bench.import_units --rows 50000 --json``.

Prints one JSON object for each database. In one run are measured: ours (preview and confirm, with
validation, history and provenance), a stock ModelResource (on fewer rows, scaled by the row), and
the bare limit (``tests.bench.bare_limit``), the last two by turns with ours. Seconds are medians;
the ratios are of processor time, own, children's and the server's, so that a busy machine does not
spoil them (``by_the_wall`` has the others).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .ground import throwaway_database

STOCK_ROWS = 2_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--stock-rows", type=int, default=STOCK_ROWS, help="0: leave stock out")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"),
                        help="PostgreSQL is the one that DATABASE_URL names")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="the only form there is")
    options = parser.parse_args()
    if options.database:
        for vendor in ("sqlite", "postgresql"):
            if options.database in (vendor, "both"):
                on_database(vendor)
        return
    with tempfile.TemporaryDirectory() as folder:
        with throwaway_database(on_disk=f"{folder}/bench.sqlite3") as vendor:
            from .import_rounds import measure

            found = measure(
                Path(folder), options.rows, stock_rows=options.stock_rows, runs=options.runs
            )
        sys.stdout.write(json.dumps({"database": vendor, **found}) + "\n")


def on_database(vendor: str) -> None:
    """The same again, in a process that sees only the database of that vendor."""
    environment = dict(os.environ)
    if vendor == "sqlite":
        environment.pop("DATABASE_URL", None)
    elif not environment.get("DATABASE_URL", "").startswith("postgres"):
        sys.exit("Name a PostgreSQL server: DATABASE_URL=postgres://user@host:5432/name")
    asked = [word for word in sys.argv[1:] if not word.startswith("--database")]
    words = [word for word in asked if word not in ("sqlite", "postgresql", "both")]
    command = [sys.executable, "-m", "tests.bench.import_units", *words]
    subprocess.run(command, env=environment, check=True)


if __name__ == "__main__":
    main()
