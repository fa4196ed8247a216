"""The rounds of :mod:`tests.bench.import_units`: what is taken in, and what each took."""

from __future__ import annotations

import datetime as dt
import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import connection
from django.utils import timezone

from tests.factories import make_agency, make_province
from units.imports import desk
from units.models import ImportBatch, Province

from . import bare_limit, stock_resource
from .clocks import Spent, spent_on
from .unit_sheets import AGENCIES, EDITIONS, write_sheet

FIRST_DAY = dt.date(2025, 1, 1)


class Rounds:
    """One register, growing; every list is taken as of a later day of the same year."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.folder = folder
        self.rows = rows
        self.day = FIRST_DAY
        self.sheets = {
            edition: write_sheet(folder / f"{number}.xlsx", rows, edition)
            for number, edition in enumerate(EDITIONS)
        }
        for name in AGENCIES:
            make_agency(name)
        self.provinces = 0
        self.spent: dict[str, list[Spent]] = defaultdict(list)

    def province(self) -> Province:
        self.provinces += 1
        return make_province(code=f"B{self.provinces}", name=f"Minh Họa {self.provinces}")

    def received(self, edition: str, province: Province) -> ImportBatch:
        self.day += dt.timedelta(days=1)
        with self.sheets[edition].open("rb") as file:
            return desk.receive(File(file), filename="list.xlsx", as_of=self.day,
                                province=province, today=dt.date(2026, 11, 22))  # fmt: skip

    def ours(self, what: str, edition: str, province: Province) -> ImportBatch:
        batch = self.received(edition, province)
        preview = self.timed(f"{what}_preview", lambda: desk.preview(batch))
        confirm = self.timed(
            f"{what}_confirm", lambda: desk.apply(batch, by=None, at=timezone.now())
        )
        self.spent[what].append(preview + confirm)
        assert not batch.counts["rejected"], batch.counts
        return batch

    def limit(self, what: str, edition: str, province: Province) -> None:
        self.timed(f"{what}_limit", lambda: bare_limit.take_in(self.sheets[edition], province.pk))

    def timed(self, what: str, act: Callable[[], object]) -> Spent:
        spent = spent_on(act)
        self.spent[what].append(spent)
        return spent

    def settle(self) -> None:
        """What the database does by itself within a minute of a large change."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def run(self, runs: int) -> Province:
        """All new, by turns with the limit, each time in an empty province; then the three kinds
        of second lists in the last of them."""
        for _run in range(runs):
            province = self.province()
            self.ours("all_new", "as it was", province)
            self.limit("all_new", "as it was", province)
        self.settle()
        turns = (("all_changed", "all"), ("few_changed", "five in a hundred"))
        for what, edition in turns:
            for run in range(2 * (runs + 1) // 2):
                wanted = edition if run % 2 == 0 else "as it was"
                self.ours(what, wanted, province)
                self.limit(what, wanted, province)
            self.settle()
            if run % 2 == 0:
                self.ours("back", "as it was", province)
        for _run in range(runs):
            self.ours("unchanged", "as it was", province)
            self.limit("unchanged", "as it was", province)
        return province


def measure(folder: Path, rows: int, *, stock_rows: int, runs: int) -> dict[str, object]:
    settings.MEDIA_ROOT = folder / "files"
    bare_limit.make_tables()
    rounds = Rounds(folder, rows)
    province = rounds.run(runs)
    found = report(rounds)
    if stock_rows:
        found |= stock(folder, stock_rows, found["seconds_cpu"]["few_changed"] / rows)
    found |= peak(rounds, province)
    return found


def report(rounds: Rounds) -> dict[str, object]:
    """The ratios are of processor time; the same by the clock on the wall stands beside them."""
    kinds = {"few_changed": "", "all_new": "_all_new", "all_changed": "_all_changed",
             "unchanged": "_unchanged"}  # fmt: skip
    found: dict[str, object] = {"rows": rounds.rows, "columns": 18}
    for what, ending in kinds.items():
        found[f"times_the_limit{ending}"] = times(rounds, what, "cpu")
    found["by_the_wall"] = {what: times(rounds, what, "wall") for what in kinds}
    for clock in Spent._fields:
        found[f"seconds_{clock}"] = {
            what: round(statistics.median(getattr(one, clock) for one in all_), 2)
            for what, all_ in rounds.spent.items()
        }
    return found


def times(rounds: Rounds, what: str, clock: str) -> float:
    pairs = zip(rounds.spent[what], rounds.spent[f"{what}_limit"], strict=True)
    return round(
        statistics.median(getattr(ours, clock) / getattr(bare, clock) for ours, bare in pairs), 2
    )


def stock(folder: Path, rows: int, ours: float) -> dict[str, object]:
    """Stock takes as long for each row of a longer list: ``ours`` is in seconds of the processor a
    row."""
    stock_resource.make_tables()
    before, after = (
        write_sheet(folder / f"stock{number}.xlsx", rows, edition)
        for number, edition in enumerate(EDITIONS[:2])
    )
    stock_resource.take_in(before)
    spent = spent_on(lambda: stock_resource.take_in(after)).cpu
    return {
        "stock_rows": rows,
        "stock_seconds_cpu": round(spent, 2),
        "stock_ms_a_row": round(spent / rows * 1000, 2),
        "times_faster_than_stock": round(spent / rows / ours, 1),
    }


def peak(rounds: Rounds, province: Province) -> dict[str, object]:
    """A worker of its own takes in a list of which all rows are changed, and says what it held."""
    batch = rounds.received("all", province)
    url = database_url()
    connection.close()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.import_worker", str(batch.pk)],
        env={**os.environ, "DATABASE_URL": url, "DATA_DIR": str(rounds.folder)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def database_url() -> str:
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    login = f"{facts['USER']}:{facts['PASSWORD']}@" if facts["PASSWORD"] else f"{facts['USER']}@"
    return f"postgres://{login}{facts['HOST']}:{facts['PORT'] or 5432}/{facts['NAME']}"
