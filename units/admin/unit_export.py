"""The list of units as a spreadsheet: the rows that are shown, in columns that our import knows."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest
from django.utils import timezone
from import_export.admin import ExportMixin
from import_export.formats.base_formats import CSV, XLSX

from ..imports.figures.resource import FigureListResource
from ..imports.resources import UnitListResource
from ..models import Unit, YearFigures
from .unit_choice import UnitChoice


class ShownUnits(UnitListResource):
    @classmethod
    def get_display_name(cls) -> str:
        """What the library's form calls it."""
        return str(Unit._meta.verbose_name_plural)


class ShownFigures(FigureListResource):
    @classmethod
    def get_display_name(cls) -> str:
        return str(YearFigures._meta.verbose_name_plural)


class UnitExport(ExportMixin):
    """For the screen of units. Who may look at a list may take it along, and the figures of all
    years with it."""

    resource_classes = (ShownUnits, ShownFigures)
    formats = (XLSX, CSV)
    to_encoding = "utf-8-sig"  # without its mark, spreadsheets misread Vietnamese in a CSV file

    def has_export_permission(self, request: HttpRequest) -> bool:
        """A sheet says what is in force on a day; units that ended or are planned are not."""
        return self.has_view_permission(request) and not request.GET.get("state")

    def get_export_resource_kwargs(self, request, **kwargs):
        return {**super().get_export_resource_kwargs(request, **kwargs), "day": asked_day(request)}

    def get_export_filename(self, request, queryset, file_format) -> str:
        return f"units-{asked_day(request):%Y-%m-%d}.{file_format.get_extension()}"


def asked_day(request: HttpRequest) -> dt.date:
    """The day for which the list stands."""
    return UnitChoice(request.GET.dict(), user=request.user, today=timezone.localdate()).day
