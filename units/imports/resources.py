"""django-import-export's view of our lists: its formats out, our pipeline in."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from import_export import resources
from import_export.fields import Field
from import_export.results import Error, Result, RowResult
from import_export.widgets import DateWidget, NumberWidget

from ..choices import RowOutcome
from ..models import ImportBatch, Province, Unit, UnitVersion, YearFigures
from . import desk
from .layouts import UNITS, Layout
from .raw_cells import texts_of

CHUNK = 2000
#: A cell that begins so is a formula to a spreadsheet, whatever it was meant to be.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
IMPORT_TYPES = {
    RowOutcome.CREATED: RowResult.IMPORT_TYPE_NEW,
    RowOutcome.CHANGED: RowResult.IMPORT_TYPE_UPDATE,
    RowOutcome.UNCHANGED: RowResult.IMPORT_TYPE_SKIP,
    RowOutcome.REJECTED: RowResult.IMPORT_TYPE_INVALID,
}


def column(name: str, attribute: str, widget=None, *, layout: Layout = UNITS) -> Field:
    """A column under the heading by which our own import knows the field."""
    return Field(attribute, layout.field(name).headings[0], widget=widget)


def figure(name: str) -> Field:
    return column(name, f"figures_then__{name}", NumberWidget(coerce_to_string=False))


class DeskResource(resources.Resource):
    """A kind of list: as it stands on ``day`` out, through the import desk in.

    Importing takes a dataset as a list of ``province`` (None: of the ministries) as of ``day``. The
    library also makes resources without arguments; then the day is today.
    """

    layout: Layout = UNITS

    def __init__(
        self, *, day: dt.date | None = None, province: Province | None = None, **kwargs
    ) -> None:
        super().__init__(**kwargs)
        self.day = day or timezone.localdate()
        self.province = province

    def export_field(self, field: Field, instance, **kwargs) -> object:
        return harmless(super().export_field(field, instance, **kwargs))

    def import_data(self, dataset, dry_run=False, raise_errors=False, **kwargs) -> Result:
        """Preview the dataset, and write it unless ``dry_run`` or a row is rejected."""
        by, result = kwargs.get("user"), Result()
        try:
            batch = desk.receive(
                ContentFile(dataset.export("csv").encode("utf-8-sig")),
                filename=kwargs.get("file_name") or f"{dataset.title or 'dataset'}.csv",
                as_of=self.day,
                province=self.province,
                today=timezone.localdate(),
                layout=self.layout.name,
                by=by,
            )
        except desk.UNUSABLE as problem:
            return with_error(result, problem, raise_errors)
        try:
            desk.preview(batch)
            fill(result, batch)
        except desk.UNUSABLE as problem:
            desk.discard(batch)
            return with_error(result, problem, raise_errors)
        if dry_run or result.has_validation_errors():
            desk.discard(batch)
        else:
            desk.apply(batch, by=by, at=timezone.now())
        return result


class UnitListResource(DeskResource):
    """The units in force on ``day``, with the figures of its year. Exporting takes a queryset of
    units (all when None)."""

    unit_code = column("unit_code", "code")
    unit_name = column("unit_name", "name")
    agency = column("agency", "agency__name")
    sector = column("sector", "sector__name")
    autonomy_group = column("autonomy_group", "autonomy_group")
    service_class = column("service_class", "service_class")
    established_on = column("established_on", "unit__established_on", DateWidget("%d/%m/%Y"))
    headcount_budget = figure("headcount_budget")
    headcount_revenue = figure("headcount_revenue")
    headcount_present = figure("headcount_present")
    contracts = figure("contracts")
    deputies = figure("deputies")
    budget_spending = figure("budget_spending")
    own_revenue = figure("own_revenue")

    def get_queryset(self) -> QuerySet[Unit]:
        return Unit.objects.all()

    def filter_export(self, queryset: QuerySet[Unit], **kwargs) -> QuerySet[UnitVersion]:
        figures = YearFigures.objects.known().filter(year=self.day.year)
        return (
            UnitVersion.objects.on(self.day)
            .filter(unit__in=queryset.order_by().values("pk"))
            .select_related("unit", "agency", "sector")
            .prefetch_related(Prefetch("unit__figures", figures, to_attr="figures_then"))
            .order_by("sort_key", "pk")
        )

    def iter_queryset(self, queryset: QuerySet[UnitVersion]):
        for version in queryset.iterator(chunk_size=CHUNK):
            version.figures_then = next(iter(version.unit.figures_then), None)
            yield version


def harmless(value: object) -> object:
    """Text that no spreadsheet takes for a formula; everything else as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value


def with_error(result: Result, problem: Exception, raise_errors: bool) -> Result:
    if raise_errors:
        raise problem
    result.append_base_error(Error(problem))
    return result


def fill(result: Result, batch: ImportBatch) -> None:
    """The counts of a preview, and each row that changes something or is rejected."""
    result.total_rows = batch.counts["rows_read"]
    for outcome, kind in IMPORT_TYPES.items():
        result.totals[kind] = batch.counts[outcome.value]
    for row in batch.rows.exclude(outcome=RowOutcome.MISSING).order_by("number"):
        found = RowResult()
        found.import_type = IMPORT_TYPES[RowOutcome(row.outcome)]
        found.object_id, found.object_repr = row.unit_id, row.label
        found.row_values = texts_of(row, batch)
        result.append_row_result(found)
        if row.outcome == RowOutcome.REJECTED:
            reasons = ValidationError([str(problem["message"]) for problem in row.problems])
            result.append_invalid_row(row.number, found.row_values, reasons)
