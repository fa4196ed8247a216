"""A worker killed at any moment loses nothing: the list is taken up again by itself and written
whole, once, and nobody ever sees half of it."""

import datetime as dt
import random
from collections import Counter

import pytest
from django.utils import timezone

from tests.factories import make_province
from units.imports import desk
from units.imports.tasks import confirm, show_changes
from units.models import ImportBatch, RegisterEntry, UnitVersion, YearFigures
from units.models.figures import FIGURES

from .desk_lists import received
from .worker_processes import Workers, seen_by_others, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

LISTS = 20
ROWS = 2_000
#: Where in the work the next kill is aimed at; the last one is any moment at all.
AIMS = ("reading", "comparing", "keeping", "preparing", "writing", "")
VERSION = (
    "valid_from", "valid_to", "name", "code", "agency__name", "autonomy_group",
    "source_sheet", "source_row", "unit__ceased_on",
)  # fmt: skip


def rows_of(number: int) -> list[dict]:
    """A third of the units is called anew by each list, a hundred are new, a hundred missing."""
    return [
        {
            "code": f"K{n}",
            "name": f"Trường {n} lần {(n + number) // 3}",
            "agency": f"Sở {n % 7}",
            "autonomy": str(n % 4 + 1),
            "people": n % 90 + number,
        }
        for n in range(100 * number, 100 * number + ROWS)
    ]


def digest(province) -> tuple[list, list]:
    """All that the ledgers hold for a province, by what was written and not by keys or clocks."""
    found = []
    for ledger, names in ((UnitVersion, VERSION), (YearFigures, ("year", *FIGURES))):
        entries = {None: None}
        batches = ImportBatch.objects.filter(province=province).order_by("pk")
        for place, pk in enumerate(batches.values_list("pk", flat=True)):
            entries |= {entry.pk: place for entry in RegisterEntry.objects.filter(batch=pk)}
        links = ["recorded_by", "superseded_by"]
        if ledger is UnitVersion:
            links += ["opened_by", "closed_by"]
        rows = ledger.objects.filter(province=province).values_list(*names, *links)
        told = [
            (*row[: len(names)], *(entries[link] for link in row[len(names) :])) for row in rows
        ]
        found.append(sorted(map(repr, told)))
    return tuple(found)


class Hunt:
    """Kills the worker of a list now and then, until the list is where it should get to."""

    def __init__(self, workers: Workers, chance: random.Random) -> None:
        self.workers = workers
        self.chance = chance
        self.hits: Counter[str] = Counter()
        self.seen: set[int] = set()

    def chase(self, batch: ImportBatch, target: str, aims: list[str]) -> None:
        for aim in aims:
            self.workers.go()
            delay = self.chance.uniform(0, 0.05 if aim else 1)
            wait_until(lambda aim=aim: self._is_there(batch, target, aim))
            wait_until(self._after(delay, batch, target))
            self.workers.kill()
            batch.refresh_from_db()
            if batch.beat_at:
                self.hits[batch.progress.get("phase", "claimed")] += 1
        self.workers.go()
        wait_until(lambda: self._is_there(batch, target))
        assert batch.status == target, batch.problem

    def _is_there(self, batch: ImportBatch, target: str, aim: str | None = None) -> bool:
        batch.refresh_from_db()
        self.seen.add(UnitVersion.objects.known().filter(province=batch.province).count())
        settled = batch.beat_at is None and batch.status in (target, "uploaded", "cancelled")
        return settled or aim == "" or batch.progress.get("phase", "none yet") == aim

    def _after(self, delay: float, batch: ImportBatch, target: str):
        until = timezone.now() + dt.timedelta(seconds=delay)
        return lambda: timezone.now() >= until or self._is_there(batch, target)


def taken_in(province, number: int) -> ImportBatch:
    as_of = dt.date(2021, 1, 31) + dt.timedelta(days=90 * number)
    batch = received(province, as_of, rows_of(number), filename=f"list{number}.csv")
    batch.reading = {"rows": ROWS}
    batch.save(update_fields=["reading"])
    return batch


def test_twenty_lists_survive_workers_killed_at_random_moments(tmp_path, settings):
    settings.IMPORT_INLINE_ROWS = 1
    seed = random.randrange(10_000)
    chance = random.Random(seed)
    with seen_by_others(tmp_path) as database:
        workers = Workers(database, tmp_path, IMPORT_BEAT_LIMIT=1, IMPORT_ATTEMPTS=50)
        hunt = Hunt(workers, chance)
        undisturbed, disturbed = make_province(), make_province(code="MX", name="Minh Xuân")
        try:
            for number in range(LISTS):
                quiet = taken_in(undisturbed, number)
                desk.preview(quiet)
                desk.apply(quiet, by=None, at=timezone.now())
                known = UnitVersion.objects.known()
                before = known.filter(province=disturbed).count()
                after = known.filter(province=undisturbed).count()

                hunt.seen.clear()
                batch = taken_in(disturbed, number)
                aims = [AIMS[number % len(AIMS)], *([""] if chance.random() < 0.4 else [])]
                show_changes(batch, by=None)
                hunt.chase(batch, "previewed", [aim for aim in aims if aim in AIMS[:3]])
                assert batch.counts == quiet.counts
                confirm(batch, by=None, at=timezone.now(), accept_good_rows=False)
                hunt.chase(batch, "applied", [aim for aim in aims if aim not in AIMS[:3]])
                assert hunt.seen <= {before, after}, f"half a list was seen, seed {seed}"
                assert batch.entries.count() == 1
            assert digest(disturbed) == digest(undisturbed), f"seed {seed}"
        finally:
            workers.close()
    print(f"seed {seed}, killed while: {dict(hunt.hits)}")  # noqa: T201
    assert sum(hunt.hits.values()) >= LISTS / 2, hunt.hits
    assert {"writing"} < hunt.hits.keys(), hunt.hits
