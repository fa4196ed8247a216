"""What a list does, row by row: the whole line while it is compared, and the little that is kept of
it afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..choices import RowOutcome
from .clean_rows import CleanRows
from .differences import Compared
from .records import Problem, Record


@dataclass(slots=True)
class Line:
    """One row of the plan. ``changes`` is {field: [old, new]} in plain values; an agency that is to
    be created is its name instead of an id. ``base`` is the version it was compared with (the
    first later one when the list is older than all that is known), ``place`` where the row stands
    among all rows of the list."""

    record: Record
    outcome: str
    unit: int | None = None
    base: int | None = None
    base_figures: int | None = None
    changes: dict[str, list] = field(default_factory=dict)
    place: int = -1

    @property
    def problems(self) -> list[Problem]:
        return self.record.problems

    @property
    def has_problems(self) -> bool:
        return bool(self.record.problems)

    @property
    def name(self) -> str:
        return str(self.record.values.get("name") or "")

    @property
    def agency(self) -> object:
        return self.record.values.get("agency") or None

    @property
    def fields(self) -> Iterable[str]:
        """What changes."""
        return self.changes


def as_line(found: Compared, rows: CleanRows) -> Line:
    """What plain comparison found: a new unit, or what a row changes in a known one."""
    row = rows.rows[found.place]
    record = Record(row.number, found.values, row.cells, row.inherited)
    if (base := found.base) is None:
        return Line(record, RowOutcome.CREATED, changes=found.changes, place=found.place)
    return Line(record, RowOutcome.CHANGED, base.unit, base.pk, found.figures, found.changes,
                found.place)  # fmt: skip


@dataclass(slots=True)
class ToldLine:
    """The same without its texts, which are laid aside: of 200,000 rows all can be kept.

    ``former_name`` is what a row that brings another name found in the register."""

    rows: CleanRows
    place: int
    outcome: str
    unit: int | None
    fields: tuple[str, ...]
    former_name: str

    @property
    def record(self) -> Record:
        return self.rows.record(self.place)

    @property
    def problems(self) -> list[Problem]:
        return self.rows.problems.setdefault(self.place, [])

    @property
    def has_problems(self) -> bool:
        return bool(self.rows.problems.get(self.place))

    @property
    def name(self) -> str:
        return str(self.rows.said("name", self.place) or "")

    @property
    def agency(self) -> object:
        return self.rows.said("agency", self.place) or None


def as_told(line: Line, rows: CleanRows, once: dict[tuple, tuple]) -> ToldLine:
    """``once`` remembers which fields change together: few combinations, in many rows."""
    fields = tuple(line.changes)
    former = line.changes["name"][0] if "name" in line.changes else None
    return ToldLine(
        rows, line.place, line.outcome, line.unit, once.setdefault(fields, fields), former or ""
    )
