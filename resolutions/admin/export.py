"""Lists as spreadsheets: columns under the words of the forms, in the reader's language."""

from django.utils.translation import gettext_lazy as _
from import_export.admin import ExportMixin
from import_export.fields import Field
from import_export.formats.base_formats import CSV, XLSX
from import_export.resources import ModelResource

from units.imports.resources import harmless

from ..models import GoodPractice, LegalDocument, Proposal, Target, Task, VisitRequest
from ..standing import PracticeStanding, ProposalStanding, RequestStanding, TaskStanding


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


class StandingExport(Export):
    """Of rows that come with their standing."""

    standing = Field(column_name=_("standing"), readonly=True)
    standings: type

    def dehydrate_standing(self, row) -> str:
        return str(dict(self.standings.choices)[row.standing])


class TaskExport(StandingExport):
    standings = TaskStanding
    done = Field("done", _("done so far"), readonly=True)
    missing = Field(column_name=_("not named"), readonly=True)

    class Meta:
        model = Task
        exclude = ("id",)

    def dehydrate_missing(self, task: Task) -> str:
        return ", ".join(str(need.label) for need in task.missing)


class ProposalExport(StandingExport):
    standings = ProposalStanding
    topics = Field(column_name=_("topics"), readonly=True)

    class Meta:
        model = Proposal
        exclude = ("id",)

    def dehydrate_topics(self, proposal: Proposal) -> str:
        return ", ".join(str(topic) for topic in proposal.topics.all())


class PracticeExport(StandingExport):
    standings = PracticeStanding

    class Meta:
        model = GoodPractice
        exclude = ("id",)


class RequestExport(StandingExport):
    standings = RequestStanding

    class Meta:
        model = VisitRequest
        exclude = ("id",)


class ExportScreen(ExportMixin):
    """Who may look at a list may take it along; what lies out of reach is in neither."""

    formats = (XLSX, CSV)
    to_encoding = "utf-8-sig"  # without its mark, spreadsheets misread Vietnamese in a CSV file

    def has_export_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def get_export_queryset(self, request):
        """A file has columns that the list has not: what they name is read with the rows."""
        named = [field.name for field in self.opts.fields if field.is_relation]
        return super().get_export_queryset(request).select_related(*named)
