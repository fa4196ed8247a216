"""Small lists for the tests of the desk, sent in as a clerk would send them."""

from __future__ import annotations

import csv
import datetime as dt
import io

from django.core.files.base import ContentFile
from django.utils import timezone

from units.imports import desk
from units.imports.instructions import Instructions
from units.imports.plan import as_report
from units.models import ImportBatch, UnitVersion

HEADINGS = {
    "code": "Mã đơn vị",
    "name": "Tên đơn vị",
    "agency": "Cơ quan quản lý trực tiếp",
    "sector": "Lĩnh vực",
    "autonomy": "Nhóm tự chủ",
    "founded": "Ngày thành lập",
    "people": "Số biên chế",
    "present": "Có mặt",
    "spending": "Kinh phí NSNN cấp (triệu đồng)",
    "kind": "Công lập",
}
FIRST_ROW = 2


def as_csv(rows: list[dict[str, object]]) -> bytes:
    """A CSV file with a column for each key that some row has; its first data row is row 2."""
    keys = [key for key in HEADINGS if any(key in row for row in rows)]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS[key] for key in keys)
    writer.writerows([row.get(key, "") for key in keys] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def received(province, as_of: dt.date, rows, *, filename="list.csv", by=None, **instructions):
    return desk.receive(
        ContentFile(as_csv(rows)),
        filename=filename,
        as_of=as_of,
        province=province,
        today=dt.date(2026, 12, 31),
        instructions=Instructions(**{"create_agencies": True, **instructions}),
        by=by,
    )


def previewed(province, as_of: dt.date, rows, **options) -> ImportBatch:
    batch = received(province, as_of, rows, **options)
    desk.preview(batch)
    return batch


def imported(province, as_of: dt.date, rows, *, accept_good_rows=False, **options) -> ImportBatch:
    batch = previewed(province, as_of, rows, **options)
    desk.apply(batch, by=None, at=timezone.now(), accept_good_rows=accept_good_rows)
    return batch


def counts(batch: ImportBatch) -> dict[str, int]:
    """Only what is not zero, and without the rows read."""
    return {key: n for key, n in batch.counts.items() if n and key != "rows_read"}


def problems(batch: ImportBatch) -> list[tuple[int, str]]:
    return [(one["row"], one["code"]) for one in as_report(batch)["problems"]]


def versions(**wanted) -> list[tuple]:
    """What the register holds: (from, to, name, code, agency's name) of each version."""
    rows = UnitVersion.objects.known().filter(**wanted).order_by("unit_id", "valid_from")
    return list(rows.values_list("valid_from", "valid_to", "name", "code", "agency__name"))


def state() -> list[tuple]:
    """Everything the register holds of units, without keys and clocks."""
    rows = UnitVersion.objects.known().order_by("unit_id", "valid_from")
    return list(
        rows.values_list(
            "unit_id", "valid_from", "valid_to", "name", "code", "agency", "sector",
            "autonomy_group", "province", "unit__ceased_on", "unit__established_on",
        )
    )  # fmt: skip
