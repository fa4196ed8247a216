"""The ledger rows of a confirmed list of figures, as plain rows: there may be 100,000 of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection

from ... import register
from ...choices import RowOutcome
from ...models import ImportBatch, RegisterEntry, UnitVersion, YearFigures
from ...models.figures import FIGURES as NAMES
from ..bulk_rows import insert_rows
from ..engine import Progress
from .lives import lives_of, then
from .plan import figures_of

CHUNK = 5000
WRITTEN = (RowOutcome.CREATED, RowOutcome.CHANGED)
CONTENT = ("unit", "year", "province", "source_sheet", "source_row", *NAMES)


@dataclass
class Rows:
    """What confirming writes, in the order of :data:`CONTENT`, and the keys of what it retires."""

    written: list[tuple] = field(default_factory=list)
    retired: list[int] = field(default_factory=list)


class PlannedRow(NamedTuple):
    pk: int
    sheet: str
    number: int
    unit_id: int
    changes: dict[str, list]


def rows_to_write(batch: ImportBatch, progress: Progress | None) -> Rows:
    """All ledger rows of the plan, read and put together before any lock is held.

    What was known of the year and is not in the list stays as it was. Whether the register has
    moved since the preview is seen only when the rows are written.
    """
    rows = Rows()
    total, done = batch.rows.filter(outcome__in=WRITTEN).count(), 0
    for chunk in chunks(batch):
        put_together(batch, chunk, rows)
        done += len(chunk)
        if progress:
            progress(done, total)
    return rows


def chunks(batch: ImportBatch) -> Iterator[list[PlannedRow]]:
    last = 0
    rows = batch.rows.filter(outcome__in=WRITTEN).order_by("pk").values_list(*PlannedRow._fields)
    while found := [PlannedRow._make(row) for row in rows.filter(pk__gt=last)[:CHUNK]]:
        yield found
        last = found[-1].pk


def put_together(batch: ImportBatch, chunk: Sequence[PlannedRow], rows: Rows) -> None:
    given = {
        (row.unit_id, year): (row, figures)
        for row in chunk
        for year, figures in by_year(row.changes).items()
    }
    units = {unit for unit, _year in given}
    known = figures_of(units, {year for _unit, year in given})
    lives = lives_of(UnitVersion.objects.known().filter(unit__in=units))
    for (unit, year), (row, figures) in given.items():
        before = known.get((unit, year), {})
        if before:
            rows.retired.append(before["pk"])
            province = before["province_id"]
        else:
            stretch = then(lives[unit], year)
            province = stretch.province if stretch else batch.province_id
        content = (figures.get(name, before.get(name)) for name in NAMES)
        sheet = row.sheet or batch.sheet
        rows.written.append((unit, year, province, sheet, row.number, *map(whole, content)))


def whole(value: object) -> int | None:
    """Figures are whole numbers, also those that the database hands out as decimals."""
    return None if value is None else int(value)


def by_year(changes: dict[str, list]) -> dict[int, dict[str, object]]:
    """{year: {figure: new value}} of the changes of one row."""
    found: dict[int, dict[str, object]] = defaultdict(dict)
    for name, (_old, new) in changes.items():
        figure, _colon, year = name.partition(":")
        found[int(year)][figure] = new
    return found


def write_rows(rows: Rows, entry: RegisterEntry) -> None:
    """Retire and write as :func:`units.register.write` does; the caller holds the transaction and
    the units. Raises :class:`units.register.RegisterMoved`."""
    standing = YearFigures.objects.filter(superseded_at__isnull=True)
    for start in range(0, len(rows.retired), CHUNK):
        chunk = rows.retired[start : start + CHUNK]
        gone = standing.filter(pk__in=chunk)
        if gone.update(superseded_at=entry.recorded_at, superseded_by=entry) != len(chunk):
            raise register.RegisterMoved
    at = connection.ops.adapt_datetimefield_value(entry.recorded_at)
    fields = ("recorded_at", "recorded_by", *CONTENT)
    insert_rows(YearFigures, fields, ((at, entry.pk, *row) for row in rows.written))
