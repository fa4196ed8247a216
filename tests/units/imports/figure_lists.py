"""Lists of figures and of agencies for the tests of the desk, as rows of a workbook."""

from __future__ import annotations

import datetime as dt
import io

from django.core.files.base import ContentFile
from django.utils import timezone
from openpyxl import Workbook

from units.imports import desk
from units.imports.instructions import Instructions
from units.models import ImportBatch, YearFigures


def as_xlsx(rows: list[list[object]], merged: tuple[str, ...] = ()) -> bytes:
    """A workbook of one sheet; ``merged`` are areas such as "C1:D1"."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Biểu"
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def received(
    layout: str, province, as_of: dt.date, rows, *, merged=(), by=None, **instructions
) -> ImportBatch:
    return desk.receive(
        ContentFile(as_xlsx(rows, merged)),
        filename="list.xlsx",
        as_of=as_of,
        province=province,
        today=dt.date(2026, 12, 31),
        layout=layout,
        instructions=Instructions(**instructions),
        by=by,
    )


def previewed(layout: str, province, as_of: dt.date, rows, **options) -> ImportBatch:
    batch = received(layout, province, as_of, rows, **options)
    desk.look(batch)
    desk.preview(batch)
    return batch


def imported(
    layout: str, province, as_of: dt.date, rows, *, accept_good_rows=False, by=None, **options
) -> ImportBatch:
    batch = previewed(layout, province, as_of, rows, by=by, **options)
    desk.apply(batch, by=by, at=timezone.now(), accept_good_rows=accept_good_rows)
    batch.refresh_from_db()
    return batch


def figures(*names: str) -> list[tuple]:
    """What is known now: (unit's latest code, year, figures ...)."""
    rows = YearFigures.objects.known().order_by("unit__versions__code", "year")
    rows = rows.filter(unit__versions__superseded_at=None, unit__versions__valid_to=None)
    return list(rows.values_list("unit__versions__code", "year", *names))
