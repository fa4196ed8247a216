"""The ledger rows of a confirmed list of figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ...choices import RowOutcome
from ...models import ImportBatch, Unit, UnitVersion, YearFigures
from ...models.figures import FIGURES as NAMES
from ..engine import Progress
from .lives import lives_of, then
from .plan import figures_of

CHUNK = 5000
WRITTEN = (RowOutcome.CREATED, RowOutcome.CHANGED)


@dataclass
class Rows:
    """What confirming writes and what it retires."""

    written: list[YearFigures] = field(default_factory=list)
    retired: list[YearFigures] = field(default_factory=list)


class PlannedRow(NamedTuple):
    pk: int
    sheet: str
    number: int
    unit_id: int
    changes: dict[str, list]


def rows_to_write(batch: ImportBatch, progress: Progress | None) -> Rows:
    """All ledger rows of the plan, read and put together before any lock is held.

    What was known of the year and is not in the list stays as it was. Raises nothing: whether the
    register has moved since is seen when the rows are written.
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


def put_together(batch: ImportBatch, chunk: list[PlannedRow], rows: Rows) -> None:
    given: dict[tuple[int, int], tuple[PlannedRow, dict[str, object]]] = {}
    for row in chunk:
        for year, figures in by_year(row.changes).items():
            given[row.unit_id, year] = row, figures
    units = {unit for unit, _year in given}
    known = figures_of(units, {year for _unit, year in given})
    lives = lives_of(UnitVersion.objects.known().filter(unit__in=units))
    for (unit, year), (row, figures) in given.items():
        before = known.get((unit, year))
        stretch = then(lives[unit], year)
        if before:
            rows.retired.append(YearFigures(pk=before["pk"], unit=Unit(pk=unit), year=year))
            figures = {name: before[name] for name in NAMES} | figures
        rows.written.append(
            YearFigures(
                unit=Unit(pk=unit),
                year=year,
                province_id=before["province_id"] if before else stretch and stretch.province,
                source_sheet=row.sheet or batch.sheet,
                source_row=row.number,
                **figures,
            )
        )


def by_year(changes: dict[str, list]) -> dict[int, dict[str, object]]:
    """{year: {figure: new value}} of the changes of one row."""
    found: dict[int, dict[str, object]] = defaultdict(dict)
    for name, (_old, new) in changes.items():
        figure, _colon, year = name.partition(":")
        found[int(year)][figure] = new
    return found
