"""The plain way of writing a plan: one object a row, through ``register.write``.

The long entry must agree with it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from units import register
from units.choices import RowOutcome
from units.imports.holdings import ATTRIBUTES
from units.imports.references import create_agencies
from units.models import ImportBatch, RegisterEntry, Unit, UnitVersion, YearFigures
from units.models.figures import FIGURES

WRITTEN = (RowOutcome.CREATED, RowOutcome.CHANGED)
COLUMNS = {"agency": "agency_id", "sector": "sector_id"}


class PlannedRow(NamedTuple):
    pk: int
    sheet: str
    number: int
    base_id: int | None
    base_figures_id: int | None
    changes: dict[str, list]


def write_plainly(batch: ImportBatch, entry: RegisterEntry) -> None:
    """Write all rows of the plan under ``entry``, one object each, in one piece."""
    found = batch.rows.filter(outcome__in=WRITTEN).order_by("pk")
    rows = [PlannedRow._make(row) for row in found.values_list(*PlannedRow._fields)]
    names = {new_agency(row) for row in rows} - {None}
    Chunk(batch, entry, rows, create_agencies(sorted(names), batch.province)).write()


def new_agency(row: PlannedRow) -> str | None:
    """The name of the agency that the row asks for and the register doesn't have yet."""
    agency = row.changes.get("agency", (None, None))[1]
    return agency if isinstance(agency, str) else None


class Chunk:
    """Some rows of a plan on their way into the ledgers."""

    def __init__(
        self,
        batch: ImportBatch,
        entry: RegisterEntry,
        rows: list[PlannedRow],
        agencies: dict[str, int],
    ) -> None:
        self.batch = batch
        self.entry = entry
        self.rows = rows
        self.agencies = agencies
        bases = [row.base_id for row in rows if row.base_id]
        self.bases = UnitVersion.objects.select_related("unit").in_bulk(bases)
        figures = [row.base_figures_id for row in rows if row.base_figures_id]
        self.figures = YearFigures.objects.in_bulk(figures)
        self.retired: list[UnitVersion] = []
        self.written: list[UnitVersion] = []
        self.retired_figures: list[YearFigures] = []
        self.written_figures: list[YearFigures] = []
        self.founded: dict[int, dt.date] = {}

    def write(self) -> None:
        register.lock_units(base.unit_id for base in self.bases.values())
        for row in self.rows:
            attributes = self.attributes(row)
            if row.base_id is None:
                self.open_new(row, attributes)
            else:
                self.go_on(row, self.bases[row.base_id], attributes)
        register.write(self.entry, retired=self.retired, written=self.written)
        register.write(self.entry, retired=self.retired_figures, written=self.written_figures)
        learn_founding(self.founded)

    def attributes(self, row: PlannedRow) -> dict[str, object]:
        """The new values of a version, by column."""
        values = {name: row.changes[name][1] for name in ATTRIBUTES if name in row.changes}
        if isinstance(values.get("agency"), str):
            values["agency"] = self.agencies[values["agency"]]
        return {COLUMNS.get(name, name): value for name, value in values.items()}

    def source(self, row: PlannedRow) -> dict[str, object]:
        return {"source_sheet": row.sheet or self.batch.sheet, "source_row": row.number}

    def open_new(self, row: PlannedRow, attributes: dict[str, object]) -> None:
        """A unit that the register meets here: it knows nothing earlier, and invents nothing."""
        unit = Unit(established_on=founding(row))
        version = self.version(unit, row, attributes)
        self.written.append(version)
        self.add_figures(row, unit, self.batch.province_id)

    def version(self, unit: Unit, row: PlannedRow, attributes: dict, **period) -> UnitVersion:
        return UnitVersion(
            unit=unit,
            valid_from=self.batch.as_of,
            province_id=self.batch.province_id,
            **period,
            **attributes,
            **self.source(row),
        )

    def go_on(self, row: PlannedRow, base: UnitVersion, attributes: dict[str, object]) -> None:
        """Let a known unit be what the list says from its day until what is known to come next."""
        day = self.batch.as_of
        if base.valid_from > day:
            earlier = {"valid_to": base.valid_from, "closed_by_id": base.opened_by_id}
            self.written.append(self.version(base.unit, row, attributes, **earlier))
        elif attributes:
            self.retired.append(base)
            period: dict[str, object] = {"valid_from": day}
            if base.valid_from < day:
                closed = register.copy(base, valid_to=day, closed_by_id=self.entry.pk)
                self.written.append(closed)
                period["opened_by_id"] = self.entry.pk
            self.written.append(register.copy(base, **period, **attributes, **self.source(row)))
        if day_founded := founding(row):
            self.founded[base.unit_id] = day_founded
        self.add_figures(row, base.unit, base.province_id)

    def add_figures(self, row: PlannedRow, unit: Unit, province: int | None) -> None:
        given = {name: row.changes[name][1] for name in FIGURES if name in row.changes}
        if not given:
            return
        known = self.figures.get(row.base_figures_id)
        if known:
            self.retired_figures.append(known)
            given = {name: given.get(name, getattr(known, name)) for name in FIGURES}
            province = known.province_id
        figures = YearFigures(
            unit=unit,
            year=self.batch.as_of.year,
            province_id=province,
            **given,
            **self.source(row),
        )
        self.written_figures.append(figures)


def founding(row: PlannedRow) -> dt.date | None:
    day = row.changes.get("established_on", (None, None))[1]
    return dt.date.fromisoformat(day) if day else None


def learn_founding(days: dict[int, dt.date]) -> None:
    """Fill in when units were established, where that was not known.

    The day belongs to the unit and not to a period of it, so the ledgers don't hold it; the rows
    of the batch tell where it came from, and undoing the batch forgets it again.
    """
    units = [Unit(pk=pk, established_on=day) for pk, day in days.items()]
    Unit.objects.bulk_create(
        units, update_conflicts=True, update_fields=["established_on"], unique_fields=["pk"]
    )
