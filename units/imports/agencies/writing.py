"""Writing a confirmed list of agencies, set-based; the rows of the batch keep old and new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import QuerySet

from ... import register
from ...choices import RowOutcome
from ...models import Agency, ImportBatch, ImportRow
from ...tally_keeping import regrouping
from .known import LINKS

CHUNK = register.CHUNK
WRITTEN = (RowOutcome.CREATED, RowOutcome.CHANGED)
COLUMNS = {name: f"{name}_id" for name in ("level", *LINKS)}
DAYS = ("valid_from", "valid_to")
#: What an update of an agency writes.
FIELDS = (
    "code", "name", "level", "bloc", "parent", "valid_from", "valid_to", "succeeded_by",
    "search_key", "sort_key",
)  # fmt: skip


#: Where a row stands: its sheet, where the list has several, and its number.
Place = tuple[str, int]


class PlannedRow(NamedTuple):
    pk: int
    sheet: str
    number: int
    outcome: str
    agency_id: int | None
    changes: dict[str, list]

    @property
    def place(self) -> Place:
        return self.sheet, self.number


@dataclass
class Rows:
    """What confirming writes: ``new`` agencies by the row they stand in, ``changed`` ones, and the
    links to agencies that have no key yet: (agency, column, row). ``plan`` is {row: its key}."""

    new: dict[Place, Agency] = field(default_factory=dict)
    changed: list[Agency] = field(default_factory=list)
    links: list[tuple[Agency, str, Place]] = field(default_factory=list)
    plan: dict[Place, int] = field(default_factory=dict)

    @property
    def codes(self) -> set[str]:
        return {one.code for one in self.new.values() if one.code}


def planned(batch: ImportBatch) -> list[PlannedRow]:
    rows = batch.rows.filter(outcome__in=WRITTEN).order_by("pk")
    return [PlannedRow._make(row) for row in rows.values_list(*PlannedRow._fields)]


def rows_to_write(batch: ImportBatch) -> Rows:
    """The agencies of the plan as they will be, put together before any lock is held."""
    rows, plan = Rows(), planned(batch)
    standing = Agency.objects.in_bulk([row.agency_id for row in plan if row.agency_id])
    for row in plan:
        agency = standing.get(row.agency_id)
        if agency is None:
            agency = rows.new[row.place] = Agency(province_id=batch.province_id)
            rows.plan[row.place] = row.pk
        else:
            rows.changed.append(agency)
        for name, (_old, new) in row.changes.items():
            if isinstance(new, dict):
                rows.links.append((agency, COLUMNS[name], place_of(new)))
            else:
                set_value(agency, name, new)
        agency.write_keys()
    return rows


def place_of(link: Mapping[str, object]) -> Place:
    """The row that a link to a new agency names."""
    return str(link["sheet"]), int(link["row"])


def set_value(agency: Agency, name: str, value: object) -> None:
    """Give an agency a value as a plan keeps it."""
    if name in DAYS and value:
        value = dt.date.fromisoformat(str(value))
    setattr(agency, COLUMNS.get(name, name), value or ("" if name in ("bloc", "name") else None))


def write_rows(rows: Rows) -> None:
    """Create, then link and update; the caller holds the transaction.

    Raises :class:`units.register.RegisterMoved` when somebody took one of the codes.
    """
    if rows.codes and Agency.objects.filter(code__in=rows.codes).exists():
        raise register.RegisterMoved
    Agency.objects.bulk_create(rows.new.values(), batch_size=CHUNK)
    touched = {agency.pk: agency for agency in rows.changed}
    for agency, column, place in rows.links:
        setattr(agency, column, rows.new[place].pk)
        touched[agency.pk] = agency
    update(touched.values())
    named = [ImportRow(pk=pk, agency=rows.new[place]) for place, pk in rows.plan.items()]
    ImportRow.objects.bulk_update(named, ["agency"], batch_size=CHUNK)


def update(agencies: Iterable[Agency]) -> None:
    changed = list(agencies)
    with regrouping([agency.pk for agency in changed]):
        Agency.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=list(FIELDS),
            batch_size=CHUNK,
        )


def lock_agencies(ids: Iterable[int]) -> QuerySet[Agency]:
    """Keep editors of these agencies waiting until the transaction ends."""
    found = Agency.objects.select_for_update(of=("self",), no_key=True)
    return found.filter(pk__in=set(ids)).order_by("pk")


def restore(agency: Agency, changes: Mapping[str, list]) -> None:
    for name, (old, _new) in changes.items():
        set_value(agency, name, old)
    agency.write_keys()
