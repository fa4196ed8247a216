"""Lists as spreadsheets: columns under the words of the forms, in the reader's language."""

from import_export.admin import ExportMixin
from import_export.fields import Field
from import_export.formats.base_formats import CSV, XLSX
from import_export.resources import ModelResource

from units.imports.resources import harmless

from ..models import LegalDocument, Target


class Export(ModelResource):
    """Choices and related rows are written as words, not as stored codes and keys."""

    @classmethod
    def field_from_django_field(cls, field_name, django_field, readonly):
        heading = django_field.verbose_name
        if django_field.choices:
            return Field(f"get_{field_name}_display", heading, readonly=True)
        if django_field.is_relation:
            return Field(field_name, heading, readonly=True)
        field = super().field_from_django_field(field_name, django_field, readonly)
        field.column_name = heading
        return field

    def export_field(self, field, instance, **kwargs) -> object:
        return harmless(super().export_field(field, instance, **kwargs))


class DocumentExport(Export):
    class Meta:
        model = LegalDocument
        exclude = ("id",)


class TargetExport(Export):
    class Meta:
        model = Target
        exclude = ("id",)


class ExportScreen(ExportMixin):
    """Who may look at a list may take it along; what lies out of reach is in neither."""

    formats = (XLSX, CSV)
    to_encoding = "utf-8-sig"  # without its mark, spreadsheets misread Vietnamese in a CSV file

    def has_export_permission(self, request) -> bool:
        return self.has_view_permission(request)
