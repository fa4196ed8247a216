"""The ledger rows of a confirmed list of figures, as plain rows: there may be 100,000 of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ...choices import RowOutcome
from ...long_entry import retire, write_figures
from ...models import ImportBatch, RegisterEntry, UnitVersion, YearFigures
from ...models.figures import FIGURES as NAMES
from ...tally_keeping import keeping
from ..collector import collector_paused
from ..engine import Progress
from .lives import lives_of, then
from .plan import figures_of

CHUNK = 5000
WRITTEN = (RowOutcome.CREATED, RowOutcome.CHANGED)


@dataclass
class Rows:
    """What confirming writes, as :data:`units.long_entry.YEAR_FIGURES` says, and the keys of what
    it retires."""

    written: list[tuple] = field(default_factory=list)
    retired: list[int] = field(default_factory=list)


class PlannedRow(NamedTuple):
    pk: int
    sheet: str
    number: int
    unit_id: int
    changes: dict[str, list]


@collector_paused()
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
        rows.written.append((unit, year, province, *map(whole, content), sheet, row.number))


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
    """Retire and write under ``entry``; the caller holds the transaction and the units. Raises
    :class:`units.register.RegisterMoved`."""
    with keeping((row[0] for row in rows.written), entry.recorded_at):
        retire(entry, YearFigures, rows.retired)
        write_figures(entry, rows.written)
