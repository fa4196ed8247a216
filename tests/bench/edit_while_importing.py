"""How long an edit at a page waits while a worker writes a long list:
``python -m tests.bench.edit_while_importing --rows 50000``.

Prints one JSON object. A real worker process previews and writes lists (all rows new, then five in
a hundred changed, then all changed, then taken back) into one province, while this process corrects
a unit of another province again and again and notes how long each correction took. Seconds.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from .ground import throwaway_database

LIMIT_ON_SQLITE = 3.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--pause", type=float, default=0.02, help="seconds between two edits")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        throwaway_database(on_disk=f"{folder}/bench.sqlite3") as vendor,
    ):
        found = measure(Path(folder), options.rows, options.pause)
    longest = max(part["longest_edit"] for part in found.values())
    said = {"database": vendor, "rows": options.rows, "longest_edit": longest, **found}
    sys.stdout.write(json.dumps(said) + "\n")


def measure(folder: Path, rows: int, pause: float) -> dict[str, dict[str, float]]:
    from django.conf import settings

    from tests.factories import make_agency, make_province, make_unit
    from tests.units.imports.worker_processes import Workers, seen_by_others

    from .unit_sheets import AGENCIES, EDITIONS, write_sheet

    settings.IMPORT_INLINE_ROWS, settings.MEDIA_ROOT = 1, folder / "files"
    for name in AGENCIES:
        make_agency(name)
    province, elsewhere = make_province(), make_province(code="MX", name="Minh Xuân")
    editor = Editor(make_unit(elsewhere), pause)
    found = {"idle": editor.go_on(editor.for_seconds(3))}
    with seen_by_others(folder) as database:
        workers = Workers(database, folder)
        workers.go()
        try:
            for number, edition in enumerate(EDITIONS):
                sheet = write_sheet(folder / f"{number}.xlsx", rows, edition)
                found |= take_in(sheet, province, number, editor)
        finally:
            workers.close()
    return found


def take_in(sheet: Path, province, number: int, editor: Editor) -> dict[str, dict[str, float]]:
    import datetime as dt

    from django.core.files import File
    from django.utils import timezone

    from units.imports import desk
    from units.imports.tasks import confirm, show_changes

    with sheet.open("rb") as file:
        batch = desk.receive(
            File(file),
            filename=sheet.name,
            as_of=dt.date(2025, 1, 1 + number),
            province=province,
            today=dt.date(2026, 11, 22),
        )
    desk.look(batch)
    name = ("new", "few changed", "all changed")[number]
    show_changes(batch, by=None)
    preview = editor.go_on(editor.until(batch, "previewed"))
    confirm(batch, by=None, at=timezone.now(), accept_good_rows=False)
    write = editor.go_on(editor.until(batch, "applied"))
    return {f"{name}: preview": preview, f"{name}: write": write}


class Editor:
    """Somebody who corrects one unit again and again."""

    def __init__(self, unit, pause: float) -> None:
        self.unit = unit
        self.pause = pause
        self.edits = 0

    def go_on(self, goes_on: Callable[[], bool]) -> dict[str, float]:
        longest, before, started = 0.0, self.edits, time.perf_counter()
        while goes_on():
            longest = max(longest, self.edit())
            time.sleep(self.pause)
        took = time.perf_counter() - started
        return {"longest_edit": round(longest, 3), "edits": self.edits - before,
                "seconds": round(took, 2)}  # fmt: skip

    def edit(self) -> float:
        from django.utils import timezone

        from units.corrections import correct

        self.edits += 1
        version = self.unit.versions.known().get()
        change = {"name": f"Trường được sửa lần {self.edits}"}
        started = time.perf_counter()
        correct(version, change, by=None, at=timezone.now(), reason="bench")
        return time.perf_counter() - started

    def for_seconds(self, seconds: float) -> Callable[[], bool]:
        until = time.perf_counter() + seconds
        return lambda: time.perf_counter() < until

    def until(self, batch, status: str) -> Callable[[], bool]:
        def is_there() -> bool:
            batch.refresh_from_db()
            assert batch.status in (status, "comparing", "queued", "writing"), batch.problem
            return batch.status == status

        return lambda: not is_there()


if __name__ == "__main__":
    main()
