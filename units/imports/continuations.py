"""Known units that a list lets go on under the name and code they had: most of most later lists.

Nothing of them has to be made up. Their new versions and figures are what the register had, and
what the list changes in it; the database holds both, and draws them up itself from the rows of the
plan and those that they were compared with. Only their ids come here.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    DateTimeField,
    Exists,
    Expression,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, NullIf

from ..bulk_rows import among, insert_selected, read_rows, table_of
from ..choices import RowOutcome
from ..long_entry import slices
from ..models import ImportBatch, ImportRow, RegisterEntry, UnitVersion, YearFigures
from ..models.figures import FIGURES
from ..tally_differences import THIS_ENTRY, Differences, Place
from .drawn import DrawnUp
from .holdings import in_area

#: Of these more follows than one column: stored keys, what is taught to the unit.
DRAWN_SINGLY = ("code", "name", "established_on")
REFERENCES = ("agency", "sector")
MOVING = (*REFERENCES, "service_class", "autonomy_group")
MOVES, COUNTS = Q(changes__has_any_keys=MOVING), Q(changes__has_any_keys=FIGURES)
#: Where the version is counted that a row was compared with, as a :class:`Place` has it.
STOOD = tuple(
    f"base__{name}"
    for name in ("province", "sector", "agency", "autonomy_group", "service_class", "opened_by",
                 "valid_from", "valid_to")
)  # fmt: skip
#: What of it a list can change, in the same order.
PLACED = ("sector", "agency", "autonomy_group", "service_class")
#: The province of a year's figures is the one that they were known in.
WHERE_COUNTED = Case(
    When(base_figures=None, then=F("base__province")), default=F("base_figures__province")
)
BEGINS = STOOD.index("base__valid_from")
READ = ("pk", "unit", "base", "base_figures", "moves", "counts", "astray", *STOOD,
        *(f"becomes_{name}" for name in PLACED))  # fmt: skip


class Given(Func):
    """What a row of a plan makes of a field; NULL where it says nothing new of it."""

    arity = 1

    def as_sqlite(self, compiler, connection, **context):
        template = "JSON_EXTRACT(%(expressions)s, '$.%(name)s[1]')"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler, connection, **context):
        template = "(%(expressions)s -> '%(name)s' ->> 1)::%(type)s"
        return self.as_sql(compiler, connection, template=template, **context)


def given(field: str) -> Given:
    if field in REFERENCES or field in FIGURES:
        return Given("changes", name=field, type="bigint", output_field=BigIntegerField())
    return Given("changes", name=field, type="text", output_field=CharField())


def now(field: str, before: str) -> Coalesce:
    """What a field comes to: what the list makes of it, or else what it was."""
    change = given(field)
    return Coalesce(change, F(f"{before}__{field}"), output_field=change.output_field)


def goes_on(day: dt.date) -> Q:
    """Rows of a plan of ``day`` that only change columns of what the register holds on that day;
    an agency that is still to be created has no id to be put there."""
    made_up = Q(changes__has_any_keys=DRAWN_SINGLY) | Q(changes__has_key="agency", agency=None)
    return Q(base__valid_from__lte=day) & ~made_up


def continuing(batch: ImportBatch, last: int) -> QuerySet[ImportRow]:
    """Such rows of a plan up to its ``last`` key, in the order of the index."""
    rows = batch.rows.filter(goes_on(batch.as_of), outcome=RowOutcome.CHANGED, pk__lte=last)
    return rows.order_by("outcome", "pk")


def astray(area: Collection[int | None]) -> Exists:
    """That the register knows the unit elsewhere too."""
    versions = UnitVersion.objects.known().filter(unit=OuterRef("unit"))
    return Exists(versions.exclude(in_area(area)))


def take_up(batch: ImportBatch, out: DrawnUp) -> int:
    """Add to ``out`` what the continuing rows of the plan retire and end, and how they are counted;
    how many such rows there are."""
    area, others = out.differences.area, len(out.differences.others)
    places: Counter[tuple] = Counter()
    rows = continuing(batch, out.plan[1])
    for pk, unit, base, figures, moves, counts, strays, *place in places_of(rows, area):
        out.units.add(unit)
        if strays:
            out.differences.others.add(unit)
        if moves:
            out.moving.append(pk)
            out.retired.append(base)
            if place[BEGINS] < batch.as_of:
                out.ended.append(base)
            if not strays:
                places[tuple(place)] += 1
        if counts:
            out.counting.append(pk)
            if figures:
                out.retired_figures.append(figures)
        out.differences.areas.add(place[0] or 0)
    count_versions(places, batch.as_of, out.differences)
    rows = chosen(out.counting)
    if len(out.differences.others) > others:
        rows = rows.filter(~astray(area))
    count_figures(rows, batch.as_of.year, out.differences)
    return len(out.units)


def places_of(rows: QuerySet[ImportRow], area: Collection[int | None]) -> Iterator[tuple]:
    """The rows in the terms of :data:`READ`."""
    found = rows.annotate(
        moves=ExpressionWrapper(MOVES, BooleanField()),
        counts=ExpressionWrapper(COUNTS, BooleanField()),
        astray=astray(area),
        **{f"becomes_{name}": now(name, "base") for name in PLACED},
    )
    return read_rows(found, READ)


def count_versions(places: Mapping[tuple, int], day: dt.date, differences: Differences) -> None:
    """Add the places that the versions leave and come to."""
    for (*stood, sector, agency, group, service), number in places.items():
        left = Place._make(stood)
        come = left._replace(
            sector=sector, agency=agency, autonomy_group=group, service_class=service
        )
        differences.versions[left] -= number
        if left.begins < day:
            differences.versions[left._replace(ends=day)] += number
            come = come._replace(opened_by=THIS_ENTRY, begins=day)
        differences.versions[come] += number


def count_figures(rows: QuerySet[ImportRow], year: int, differences: Differences) -> None:
    """Add by how much the year's figures differ, for each span in which units live."""
    lives = UnitVersion.objects.known().filter(unit=OuterRef("unit"))
    spans = {
        "where": WHERE_COUNTED,
        "begins": Subquery(lives.order_by("valid_from").values("valid_from")[:1]),
        # Of nearly all the version compared with is the last, which is known without looking.
        "ends": Case(
            When(base__valid_to=None, then=Value(None, DateField())),
            default=Subquery(lives.order_by("-valid_from").values("valid_to")[:1]),
        ),
    }
    changes = {f"new_{name}": given(name) for name in FIGURES}
    sums = {}
    for name in FIGURES:
        before, new = f"base_figures__{name}", f"new_{name}"
        first = Q(**{before: None, f"{new}__isnull": False})
        sums[f"number_{name}"] = Count("pk", filter=first)
        sums[f"amount_{name}"] = Sum(
            F(new) - Coalesce(before, 0, output_field=BigIntegerField()),
            output_field=BigIntegerField(),
        )
    counted = rows.order_by().annotate(**changes).values(**spans).annotate(**sums)
    for province, begins, ends, *amounts in counted.values_list(*spans, *sums):
        of_span = differences.figures[province, year, begins, ends]
        for place, amount in enumerate(amounts):
            of_span[place] += int(amount or 0)


def write_versions(entry: RegisterEntry, batch: ImportBatch, drawn: DrawnUp) -> None:
    """Write how the units go on from the day of the list; what they were is retired by then, and
    written again as it ended."""
    day = batch.as_of
    taken = ("valid_to", "code", "name", "province", "search_key", "sort_key", "closed_by")
    values = {name: F(f"base__{name}") for name in taken}
    values |= {name: now(name, "base") for name in MOVING}
    values |= {
        "unit": None,
        "valid_from": Value(day, DateField()),
        "opened_by": Case(
            When(base__valid_from=day, then=F("base__opened_by")), default=Value(entry.pk)
        ),
    }
    for keys in slices(drawn.moving):
        insert_selected(UnitVersion, chosen(keys).order_by("pk"), values | origin(entry, batch))


def write_figures(entry: RegisterEntry, batch: ImportBatch, drawn: DrawnUp) -> None:
    """Write their figures of the list's year; what it doesn't say of them stays as it was known."""
    values = {name: now(name, "base_figures") for name in FIGURES}
    values |= {"unit": None, "year": Value(batch.as_of.year), "province": WHERE_COUNTED}
    for keys in slices(drawn.counting):
        insert_selected(YearFigures, chosen(keys).order_by("pk"), values | origin(entry, batch))


def origin(entry: RegisterEntry, batch: ImportBatch) -> dict[str, Expression]:
    """Where in the list a row of a ledger comes from, and the entry that writes it."""
    return {
        "source_sheet": Coalesce(NullIf("sheet", Value("")), Value(batch.sheet)),
        "source_row": F("number"),
        "recorded_at": Value(entry.recorded_at, DateTimeField()),
        "recorded_by": Value(entry.pk),
    }


def chosen(keys: Sequence[int]) -> QuerySet[ImportRow]:
    """The rows of these keys, however many."""
    condition, parameter = among(f"{table_of(ImportRow)}.id", list(keys))
    return ImportRow.objects.filter(RawSQL(condition, [parameter], BooleanField()))  # noqa: S611
