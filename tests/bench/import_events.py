"""What a list of events costs to take in: ``python -m tests.bench.import_events --rows 50000``.

Prints one JSON object: seconds of the preview, of the writing and of a second preview of the same
file (which changes nothing), of taking the list back, queries per 500 rows, and the peak of memory.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import json
import resource
import sys
import time
from collections.abc import Callable

from .ground import throwaway_database

BLOCK = 10
UNITS_OF_A_BLOCK = 8
TODAY, FIRST_DAY = dt.date(2026, 11, 22), dt.date(2016, 1, 1)
HEADINGS = ("Sự kiện", "Hình thức sắp xếp", "Ngày có hiệu lực thi hành", "Số quyết định", "Vai trò",
            "Mã đơn vị", "Tên đơn vị")  # fmt: skip


def block(n: int) -> list[tuple[str, ...]]:
    """Ten rows, five events: a merger, a consolidation, a rename, a dissolution, and the end of
    what the consolidation set up."""
    codes = [f"MH{n}-{place}" for place in range(UNITS_OF_A_BLOCK)]
    day = FIRST_DAY + dt.timedelta(days=n % 3000)
    later, number = f"{day + dt.timedelta(days=30):%d/%m/%Y}", f"{n}/QĐ-MH"
    first = f"{day:%d/%m/%Y}"
    return [
        (f"{n}a", "sáp nhập", first, number, "bị sáp nhập", codes[0], ""),
        (f"{n}a", "", "", "", "bị sáp nhập", codes[1], ""),
        (f"{n}a", "", "", "", "nhận sáp nhập", codes[2], ""),
        (f"{n}b", "hợp nhất", first, number, "bị hợp nhất", codes[3], ""),
        (f"{n}b", "", "", "", "bị hợp nhất", codes[4], ""),
        (f"{n}b", "", "", "", "mới", f"MH{n}-N", f"Trường Mới {n}"),
        (f"{n}c", "đổi tên", first, number, "", codes[5], f"Trường Đổi Tên {n}"),
        (f"{n}d", "giải thể", first, number, "chấm dứt", codes[6], ""),
        (f"{n}e", "sáp nhập", later, number, "bị sáp nhập", f"MH{n}-N", ""),
        (f"{n}e", "", "", "", "nhận sáp nhập", codes[7], ""),
    ]


def sheet(rows: int) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for n in range(rows // BLOCK):
        writer.writerows(block(n))
    return text.getvalue().encode("utf-8-sig")


def fill(rows: int):
    """All units that the list speaks of; returns the province."""
    from tests.factories import make_province, make_units
    from units.models import Unit, UnitVersion

    province = make_province()
    codes = [f"MH{n}-{place}" for n in range(rows // BLOCK) for place in range(UNITS_OF_A_BLOCK)]
    for start in range(0, len(codes), 5_000):
        make_units([
            UnitVersion(unit=Unit(), valid_from=dt.date(2015, 12, 31), code=code,
                        name=f"Trường Minh Họa {code}", province=province)
            for code in codes[start : start + 5_000]
        ])  # fmt: skip
    return province


def timed(act: Callable[[], object]) -> tuple[float, int]:
    """Seconds and number of queries."""
    from django.db import connection

    number = 0

    def count(execute, sql, params, many, context):
        nonlocal number
        number += 1
        return execute(sql, params, many, context)

    started = time.perf_counter()
    with connection.execute_wrapper(count):
        act()
    return time.perf_counter() - started, number


def measure(rows: int) -> dict[str, object]:
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from units.imports import desk

    province, content = fill(rows), sheet(rows)

    def receive():
        return desk.receive(ContentFile(content), filename="events.csv", as_of=TODAY,
                            province=province, today=TODAY, layout="events")  # fmt: skip

    batch, again = receive(), receive()
    previewing, asked = timed(lambda: desk.preview(batch))
    writing, written = timed(lambda: desk.apply(batch, by=None, at=timezone.now()))
    repeating, _queries = timed(lambda: desk.preview(again))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    events = batch.events.count()
    undoing, _queries = timed(
        lambda: desk.undo(batch, by=None, at=timezone.now(), reason="benchmark")
    )
    try:
        return {
            "rows": batch.counts["rows_read"],
            "events": events,
            "rejected": batch.counts["rejected"],
            "seconds": round(previewing + writing, 1),
            "preview_seconds": round(previewing, 1),
            "write_seconds": round(writing, 1),
            "rows_per_second": round(rows / (previewing + writing)),
            "queries_per_500_rows": round((asked + written) * 500 / rows, 1),
            "again_seconds": round(repeating, 1),
            "again_unchanged": again.counts["unchanged"],
            "undo_seconds": round(undoing, 1),
            "peak_mb": round(peak / 1024),
        }
    finally:
        for one in (batch, again):
            one.file.delete(save=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--json", action="store_true", help="the only form there is")
    options = parser.parse_args()
    with throwaway_database() as vendor:
        sys.stdout.write(json.dumps({"database": vendor, **measure(options.rows)}) + "\n")


if __name__ == "__main__":
    main()
