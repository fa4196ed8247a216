"""The yearly figures of units as a sheet: one row for each unit and year, as the desk reads it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from import_export.widgets import IntegerWidget, NumberWidget

from ...models import Unit, UnitVersion, YearFigures
from ..resources import CHUNK, DeskResource, column
from .layout import FIGURES


class WholeNumber(NumberWidget):
    """People are counted, and money is whole đồng: no format needs to know of decimals."""

    def render(self, value, obj=None, **kwargs) -> object:
        shown = super().render(value, obj, **kwargs)
        return int(shown) if isinstance(shown, Decimal) else shown


NUMBER = WholeNumber(coerce_to_string=False)


class FigureListResource(DeskResource):
    """All figures known of the units in force on ``day``. Exporting takes a queryset of units (all
    when None)."""

    layout = FIGURES

    unit_code = column("unit_code", "version__code", layout=FIGURES)
    unit_name = column("unit_name", "version__name", layout=FIGURES)
    agency = column("agency", "version__agency__name", layout=FIGURES)
    year = column("year", "year", IntegerWidget(coerce_to_string=False), layout=FIGURES)
    headcount_budget = column("headcount_budget", "headcount_budget", NUMBER, layout=FIGURES)
    headcount_revenue = column("headcount_revenue", "headcount_revenue", NUMBER, layout=FIGURES)
    headcount_present = column("headcount_present", "headcount_present", NUMBER, layout=FIGURES)
    contracts = column("contracts", "contracts", NUMBER, layout=FIGURES)
    deputies = column("deputies", "deputies", NUMBER, layout=FIGURES)
    budget_spending = column("budget_spending", "budget_spending", NUMBER, layout=FIGURES)
    own_revenue = column("own_revenue", "own_revenue", NUMBER, layout=FIGURES)

    def get_queryset(self) -> QuerySet[Unit]:
        return Unit.objects.all()

    def filter_export(self, queryset: QuerySet[Unit], **kwargs) -> QuerySet[UnitVersion]:
        figures = YearFigures.objects.known().order_by("year")
        return (
            UnitVersion.objects.on(self.day)
            .filter(unit__in=queryset.order_by().values("pk"))
            .select_related("unit", "agency")
            .prefetch_related(Prefetch("unit__figures", figures, to_attr="all_figures"))
            .order_by("sort_key", "pk")
        )

    def iter_queryset(self, queryset: QuerySet[UnitVersion]) -> Iterator[YearFigures]:
        for version in queryset.iterator(chunk_size=CHUNK):
            for figures in version.unit.all_figures:
                figures.version = version
                yield figures
