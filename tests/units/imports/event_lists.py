"""Small lists of events for the tests, sent in as a clerk would send them."""

from __future__ import annotations

import csv
import datetime as dt
import io

from django.core.files.base import ContentFile
from django.utils import timezone

from tests.factories import make_unit
from units.imports import desk
from units.imports.instructions import Instructions
from units.models import ImportBatch

TODAY = dt.date(2026, 11, 22)
FIRST_ROW = 2
FIELDS = (
    "event", "kind", "operative_on", "legal_effect_on", "decided_on", "decision_no", "issuer",
    "sequence", "role", "unit_code", "unit_name", "agency", "sector", "extent", "to",
    "autonomy_group", "company_name", "company_tax_code", "note",
)  # fmt: skip


def event(label: str, kind: str, on: str, *parts: dict, **said) -> list[dict]:
    """The rows of one event: what is said of it as a whole stands on its first row only."""
    whole = {"kind": kind, "operative_on": on, "decision_no": f"{label}/QĐ-MH", **said}
    rows = [{"event": label, **part} for part in parts]
    rows[0] = whole | rows[0]
    return rows


def part(role: str, code: str = "", name: str = "", **said) -> dict:
    return {"role": role, "unit_code": code, "unit_name": name, **said}


def as_csv(rows: list[dict], headings: dict[str, str] | None = None) -> bytes:
    """A CSV file with a column for each field that some row has; its first data row is row 2."""
    keys = [key for key in FIELDS if any(key in row for row in rows)]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow((headings or {}).get(key, key) for key in keys)
    writer.writerows([row.get(key, "") for key in keys] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def received(province, rows, *, headings=None, by=None, **instructions) -> ImportBatch:
    return desk.receive(
        ContentFile(as_csv(rows, headings)),
        filename="events.csv",
        as_of=TODAY,
        province=province,
        today=TODAY,
        layout="events",
        instructions=Instructions(**instructions),
        by=by,
    )


def previewed(province, rows, **options) -> ImportBatch:
    batch = received(province, rows, **options)
    desk.preview(batch)
    return batch


def imported(province, rows, *, accept_good_rows=False, **options) -> ImportBatch:
    batch = previewed(province, rows, **options)
    desk.apply(batch, by=None, at=timezone.now(), accept_good_rows=accept_good_rows)
    return batch


def units_named(province, *codes: str, **fields) -> dict[str, object]:
    """A unit for each code, called "Trường" and its code."""
    return {code: make_unit(province, code=code, name=f"Trường {code}", **fields) for code in codes}
