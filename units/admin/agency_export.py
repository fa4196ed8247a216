"""The list of agencies as a spreadsheet: the rows that are shown, in columns our import knows."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from import_export.admin import ExportMixin
from import_export.formats.base_formats import CSV, XLSX

from ..imports.agencies.resource import AgencyListResource
from ..models import Agency


class ShownAgencies(AgencyListResource):
    @classmethod
    def get_display_name(cls) -> str:
        """What the library's form calls it."""
        return str(Agency._meta.verbose_name_plural)


class AgencyExport(ExportMixin):
    """For the screen of agencies. Who may look at a list may take it along."""

    resource_classes = (ShownAgencies,)
    formats = (XLSX, CSV)
    to_encoding = "utf-8-sig"  # without its mark, spreadsheets misread Vietnamese in a CSV file

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_export_filename(self, request, queryset, file_format) -> str:
        return f"agencies-{timezone.localdate():%Y-%m-%d}.{file_format.get_extension()}"
