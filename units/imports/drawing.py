"""A confirmed plan drawn up as rows of the ledgers, before anybody is kept waiting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

import orjson
from django.db import connection

from .. import long_entry
from ..bulk_rows import read_rows
from ..long_entry import THIS_ENTRY, keys_of
from ..models import ImportBatch, UnitVersion
from ..models.figures import FIGURES
from ..names import sort_key
from ..tally_differences import NONE_KNOWN, Differences, Place, moves_of
from .continuations import goes_on, take_up
from .drawn import WRITTEN, DrawnUp, plan_of
from .engine import Progress
from .holdings import ATTRIBUTES, area_beyond, area_of
from .laid_aside import LaidAside

SEARCH_KEY = UnitVersion._meta.get_field("search_key").max_length
TOLD_EACH = 500


class PlannedRow(NamedTuple):
    """A row of the plan, and the version that it was compared with."""

    pk: int
    sheet: str
    number: int
    changes: str
    search_key: str
    base: int | None
    base__unit: int | None = None
    base__valid_from: dt.date | None = None
    base__valid_to: dt.date | None = None
    base__code: str = ""
    base__name: str = ""
    base__agency: int | None = None
    base__sector: int | None = None
    base__service_class: str = ""
    base__autonomy_group: str = ""
    base__search_key: str = ""
    base__sort_key: str = ""
    base__province: int | None = None
    base__opened_by: int | None = None
    base__closed_by: int | None = None
    base_figures: int | None = None
    base_figures__province: int | None = None


OF_A_NEW_UNIT = PlannedRow._fields[:6]
OWN = len(PlannedRow._fields)
KNOWN_FIGURES = tuple(f"base_figures__{name}" for name in FIGURES)
NAMES_OF_FIGURES, NAMES_OF_ATTRIBUTES = frozenset(FIGURES), frozenset(ATTRIBUTES)


def draw_up(batch: ImportBatch, progress: Progress | None = None) -> DrawnUp:
    """Everything that confirming writes, but for what only writing can know: the entry, the ids of
    new units and of new agencies."""
    plan = plan_of(batch)
    area = area_of(batch.province)
    differences = Differences(area | area_beyond(batch.province, area))
    asides = (LaidAside(plan[0]) for _each in range(4))
    drawing = Drawing(batch, DrawnUp(plan, differences, *asides))
    # As the index has them: by key alone the rows of all batches would be looked through.
    planned = batch.rows.filter(outcome__in=WRITTEN, pk__lte=plan[1]).order_by("outcome", "pk")
    new, known = planned.filter(base=None), planned.exclude(base=None).exclude(goes_on(batch.as_of))
    taken = take_up(batch, drawing.out)
    rows = chain(
        ((PlannedRow(*row), NONE_KNOWN) for row in read_rows(new, OF_A_NEW_UNIT)),
        (
            (PlannedRow._make(row[:OWN]), row[OWN:])
            for row in read_rows(known, (*PlannedRow._fields, *KNOWN_FIGURES))
        ),
    )
    for done, (row, figures) in enumerate(rows, start=taken + 1):
        drawing.add(row, figures)
        if progress and (done % TOLD_EACH == 0 or done == plan[0]):
            progress(done, plan[0])
    differences.settle()
    return drawing.out


class Drawing:
    """Turns rows of a plan into rows of the ledgers."""

    def __init__(self, batch: ImportBatch, out: DrawnUp) -> None:
        self.out = out
        self.day = batch.as_of
        self.begun = connection.ops.adapt_datefield_value(batch.as_of)
        self.province = batch.province_id
        self.sheet = batch.sheet

    def add(self, row: PlannedRow, known: Sequence[object]) -> None:
        """``known`` are the figures that it was compared with."""
        new = {name: change[1] for name, change in orjson.loads(row.changes).items()}
        if new.get("agency").__class__ is str:
            self.out.agencies.add(new["agency"])
        figures = not NAMES_OF_FIGURES.isdisjoint(new)
        if row.base is None:
            self._open(row, new, figures)
        else:
            versions = self._go_on(row, new)
            moved = self._figures_moved(row, new, known) if figures else ()
            self.out.differences.go_on(row.base__unit, versions, *moved)
        if figures:
            self._add_figures(row, new, known)

    def _open(self, row: PlannedRow, new: dict[str, object], figures: bool) -> None:
        """A unit that the register meets here: it knows nothing earlier, and invents nothing."""
        self.out.founded.append(founding(new))
        version = self._version(row, new, None, None, THIS_ENTRY, None)
        self.out.new.append(version)
        self.out.differences.begin(place_of(version), self.day.year, new if figures else None)

    def _go_on(self, row: PlannedRow, new: dict[str, object]) -> Sequence[tuple[Place, int]]:
        """Let a known unit be what the list says from its day until what is known to come next;
        the places where it is counted from now on (1), and no more (-1)."""
        self.out.units.add(row.base__unit)
        self.out.differences.areas.add(row.base__province or 0)
        if day := founding(new):
            self.out.learned[row.base__unit] = day
        if row.base__valid_from > self.day:
            self.out.differences.others.add(row.base__unit)
            self.out.versions.append(self._version(
                row, new, row.base__unit, row.base__valid_from, THIS_ENTRY, row.base__opened_by
            ))  # fmt: skip
            return ()
        if NAMES_OF_ATTRIBUTES.isdisjoint(new):
            return ()
        self.out.retired.append(row.base)
        left = place_of_base(row)
        if row.base__valid_from == self.day:
            version = self._continued(row, new, row.base__opened_by)
            moved = [(left, -1), (place_of(version), 1)]
        else:
            self.out.ended.append(row.base)
            version = self._continued(row, new, THIS_ENTRY)
            ended = Place(*left[:-1], self.begun)
            moved = [(left, -1), (ended, 1), (place_of(version), 1)]
        self.out.versions.append(version)
        return moved

    def _version(
        self, row: PlannedRow, new: dict, unit: int | None, until: dt.date | None, opened, closed
    ) -> tuple[object, ...]:
        """A version of which the list alone speaks."""
        name, code = new.get("name", ""), new.get("code", "")
        return (
            unit, self.begun, until, code, name, new.get("agency"), self.province,
            new.get("sector"), new.get("service_class", ""), new.get("autonomy_group", ""),
            row.search_key[:SEARCH_KEY], sort_key(name),  # the row is found by the same key
            row.sheet or self.sheet, row.number, opened, closed,
        )  # fmt: skip

    def _continued(self, row: PlannedRow, new: dict, opened: int) -> tuple[object, ...]:
        """The version that was in force, with what the list changes in it."""
        name, code = new.get("name", row.base__name), new.get("code", row.base__code)
        same = "name" not in new and "code" not in new
        keys = (row.base__search_key, row.base__sort_key) if same else keys_of(name, code)
        return (
            row.base__unit, self.begun, row.base__valid_to, code, name,
            new.get("agency", row.base__agency), row.base__province,
            new.get("sector", row.base__sector),
            new.get("service_class", row.base__service_class),
            new.get("autonomy_group", row.base__autonomy_group), *keys,
            row.sheet or self.sheet, row.number, opened, row.base__closed_by,
        )  # fmt: skip

    def _figures_moved(self, row: PlannedRow, new: dict, known: Sequence[object]) -> tuple:
        province = row.base_figures__province if row.base_figures else row.base__province
        return province, self.day.year, moves_of(new, known)

    def _add_figures(self, row: PlannedRow, new: dict, known: Sequence[object]) -> None:
        """Figures of the list's year; what it doesn't say of them stays as it was known."""
        province = self.province if row.base is None else row.base__province
        if row.base_figures:
            self.out.retired_figures.append(row.base_figures)
            province = row.base_figures__province
        figures = map(new.get, FIGURES, known)
        drawn = (self.day.year, province, *figures, row.sheet or self.sheet, row.number)
        if row.base is None:
            self.out.new_figures.append((len(self.out.founded) - 1, *drawn))
        else:
            self.out.figures.append((row.base__unit, *drawn))


#: Where a drawn-up version has what it is counted by.
COUNTED = itemgetter(*map(long_entry.VERSION.index, (
    "province", "sector", "agency", "autonomy_group", "service_class", "opened_by", "valid_from",
    "valid_to",
)))  # fmt: skip


def place_of(version: Sequence[object]) -> Place:
    return Place._make(COUNTED(version))


def place_of_base(row: PlannedRow) -> Place:
    """Where the version is counted that a row was compared with."""
    return Place(
        row.base__province, row.base__sector, row.base__agency, row.base__autonomy_group,
        row.base__service_class, row.base__opened_by, row.base__valid_from, row.base__valid_to,
    )  # fmt: skip


def founding(new: dict[str, object]) -> str | None:
    """The day of establishment, as both databases take it."""
    return new.get("established_on") or None
