"""Keeps the counts in step with the ledgers: in the transaction that writes, or all anew."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from .bulk_rows import columns_of, insert_rows, read_rows, table_of
from .models import (
    Agency,
    DataVersion,
    Province,
    RegisterEntry,
    Tally,
    UnitVersion,
    YearFigures,
)
from .tally_recount import (
    Corners,
    areas_of,
    of_area,
    of_units,
    recount,
    recount_as_known,
    recount_now,
)
from .tally_subjects import IN_YEARS, OF_FIGURES

CELL = ("area", "subject", "key", "bloc", "value", "day")
COLUMNS = (*CELL, "recorded_at", "number")
#: The area of units of ministries, and of all that belongs to no one province.
EVERYWHERE = 0
#: How a row of a ledger is tied to the entries that wrote and retired it.
LINKS = ("recorded_by", "superseded_by")
#: Of fewer units all that was ever known is counted sooner than asked whether it has to be.
MANY = 500


@contextmanager
def keeping(units: Iterable[int | None], at: dt.datetime | None = None) -> Iterator[set[int]]:
    """Within the block the ledgers of ``units`` are written, under lock and in one transaction; add
    the units that are created there to what it gives. At its end the counts are right again.

    ``at`` is the one moment at which all of it is recorded and superseded. Of many units, only
    what is known now is then counted, before and after. Without it, or where the register already
    holds something of a later moment, it is all that was ever known of them.
    """
    touched = {unit for unit in units if unit}
    count = recount
    if at and len(touched) > MANY and is_latest(at):
        count = partial(recount_as_known, connection.ops.adapt_datetimefield_value(at))
    before = count(of_units(touched)) if touched else Counter()
    yield touched
    after = count(of_units(touched)) if touched else Counter()
    areas = areas_of(before) | areas_of(after)
    after.subtract(before)
    add(after)
    bump(areas)


def is_latest(at: dt.datetime, area: Collection[int | None] | None = None) -> bool:
    """Whether the register holds nothing of a later moment, as it does where clocks ran back, or
    somebody was quicker. ``area``: nothing of units of these provinces (None: of ministries)."""
    later = list(RegisterEntry.objects.filter(recorded_at__gt=at).values_list("pk", flat=True))
    if area is None or not later:
        return not later
    inside = Q(province__in=[one for one in area if one])
    if None in area:
        inside |= Q(province=None)
    return not any(
        ledger.objects.filter(inside, **{f"{link}__in": later}).exists()
        for ledger in (UnitVersion, YearFigures)
        for link in LINKS
    )


def touched_units(entries: Iterable[int] | QuerySet) -> set[int]:
    """The units of all rows that these entries (their ids) wrote or retired."""
    units: set[int] = set()
    for ledger in (UnitVersion, YearFigures):
        for link in LINKS:
            rows = ledger.objects.filter(**{f"{link}__in": entries})
            units.update(rows.values_list("unit_id", flat=True))
    return units


def standing(corners: Corners) -> Corners:
    """The same, as the register knows it now: over all moments, and by whole years too."""
    found: Corners = Counter()
    for (area, subject, *cell, day, _moment), number in corners.items():
        found[area, subject, *cell, day, None] += number
        if subject in IN_YEARS:
            found[area, IN_YEARS[subject], *cell, f"{str(day)[:4]}-01-01", None] += number
    return found


def without_nothing(corners: Corners) -> list[tuple]:
    """Rows in one fixed order, so that two who write at once wait for each other and no more."""
    rows = [(*cell, number) for cell, number in corners.items() if number]
    return sorted(rows, key=lambda row: (*row[:6], str(row[6])))


def add(corners: Corners) -> None:
    """Add to what is kept; a cell that has no row yet gets one."""
    for target, known, rows in (
        (CELL, "IS NULL", without_nothing(standing(corners))),
        ((*CELL, "recorded_at"), "IS NOT NULL", without_nothing(corners)),
    ):
        if not rows:
            continue
        table, quote = table_of(Tally), connection.ops.quote_name
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table} ({columns_of(Tally, COLUMNS)})"  # noqa: S608
                f" VALUES ({', '.join(['%s'] * len(COLUMNS))})"
                f" ON CONFLICT ({columns_of(Tally, target)}) WHERE {quote('recorded_at')} {known}"
                f" DO UPDATE SET number = {table}.number + excluded.number",
                rows,
            )


def bump(areas: Iterable[int]) -> None:
    """Say that what pages show of these areas has changed."""
    table = table_of(DataVersion)
    if rows := [(area,) for area in sorted(set(areas))]:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table} (area, number) VALUES (%s, 1)"  # noqa: S608
                f" ON CONFLICT (area) DO UPDATE SET number = {table}.number + 1",
                rows,
            )


@contextmanager
def regrouping(agencies: Collection[int | None]) -> Iterator[None]:
    """Within the block these agencies are edited: where another level or bloc of theirs moves units
    from one count to another, the areas of these units are counted anew."""
    known = [pk for pk in agencies if pk]
    before = groups_of(known)
    yield
    now = groups_of(known)
    if moved := [pk for pk, group in before.items() if now.get(pk) != group]:
        units = UnitVersion.objects.filter(agency__in=moved).order_by()
        rebuild(area or 0 for area in units.values_list("province", flat=True).distinct())


def groups_of(agencies: Collection[int]) -> dict[int, tuple[int | None, str]]:
    rows = Agency.objects.filter(pk__in=agencies).values_list("pk", "level", "bloc")
    return {pk: (level, bloc) for pk, level, bloc in rows}


def all_areas() -> list[int]:
    return [0, *Province.objects.order_by("pk").values_list("pk", flat=True)]


@transaction.atomic
def rebuild(areas: Iterable[int]) -> dict[int, int]:
    """Count ``areas`` anew from the ledgers where what is kept differs; {area: how many differed}.

    Writers wait meanwhile, or this waits for them.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {table_of(Tally)} IN SHARE ROW EXCLUSIVE MODE")
    wrong = {}
    for area in sorted(set(areas)):
        right = right_of(area)
        if differing := differing_cells(right, kept_of(area)):
            wrong[area] = len(differing)
            Tally.objects.filter(area=area).delete()
            insert_rows(Tally, COLUMNS, without_nothing(right))
    bump(wrong)
    return wrong


def right_of(area: int) -> Corners:
    """What must be kept of an area, without the cells that come to nothing."""
    found = recount(*of_area(area))
    found.update(standing(found))
    return Counter({cell: number for cell, number in found.items() if number})


def kept_of(area: int) -> dict[tuple, int]:
    """What is kept of an area, in the terms of :mod:`units.tally_recount`."""
    rows = read_rows(Tally.objects.filter(area=area).exclude(number=0), COLUMNS)
    return {(*row[:5], str(row[5]), row[6]): row[7] for row in rows}


def amiss(areas: Iterable[int]) -> dict[int, int]:
    """{area: how many of its kept counts differ from a recount}; nothing is written."""
    counts = {area: len(differing_cells(right_of(area), kept_of(area))) for area in areas}
    return {area: number for area, number in counts.items() if number}


def differing_cells(right: Mapping[tuple, int], kept: Mapping[tuple, int]) -> set[tuple]:
    return {cell for cell, _number in right.items() ^ kept.items()}


def amiss_now(areas: Collection[int] | None) -> dict[int, int]:
    """The same of units only, as they are known now, in two queries (``areas`` None: all)."""
    right = {cell[:6]: number for cell, number in standing(recount_now(areas)).items() if number}
    of_figures = {*OF_FIGURES, *(IN_YEARS[one] for one in OF_FIGURES)}
    rows = Tally.objects.known().exclude(subject__in=of_figures).exclude(number=0)
    if areas is not None:
        rows = rows.filter(area__in=areas)
    kept = {(*row[:5], str(row[5])): row[6] for row in read_rows(rows, (*CELL, "number"))}
    return dict(Counter(cell[0] for cell in differing_cells(right, kept)))
