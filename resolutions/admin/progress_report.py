from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.admin.scope import ScopedAdmin

from ..models import ProgressReport
from ..reporting import ReportRefused, drafted, report_progress
from .search import FoldedInMemory
from .texts import SHORT_TEXTS


class ReportForm(forms.ModelForm):
    """The screen says who fills it in: ``by``."""

    by = None

    def told(self) -> dict[str, object]:
        """What the form says, under the names of the verb."""
        said, now = self.cleaned_data, timezone.now()
        return {
            "task": said["task"],
            "on": said["reported_on"],
            "text": said["text"],
            "done": said["done"],
            "document": said["evidence_document"],
            "evidence": said["evidence"],
            "by": self.by,
            "at": now,
            "today": timezone.localdate(now),
        }

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            try:
                drafted(**self.told())
            except ReportRefused as refused:
                self.add_error(None, str(refused))
        return cleaned


@admin.register(ProgressReport)
class ProgressReportAdmin(FoldedInMemory, ScopedAdmin):
    """Added one after another; a wrong one is put right by the next."""

    form = ReportForm
    list_display = ("reported_on", "task", "counted", "text", "proof", "recorded_by")
    list_filter = (("task__province", admin.RelatedOnlyFieldListFilter),)
    date_hierarchy = "reported_on"
    list_select_related = ("task", "evidence_document", "recorded_by")
    search_fields = ("text", "task__text", "evidence")
    autocomplete_fields = ("task", "evidence_document")
    formfield_overrides = SHORT_TEXTS
    actions = None
    fields = ("task", ("reported_on", "done"), "text", ("evidence_document", "evidence"))

    def may(self, request, action, obj=None) -> bool:
        """Nothing is changed; a row lies where its task does, so the queryset decides."""
        return action == "view" and super().may(request, action)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def get_changeform_initial_data(self, request):
        return {"reported_on": timezone.localdate(), **super().get_changeform_initial_data(request)}

    def save_model(self, request, obj, form, change):
        obj.pk = report_progress(**form.told()).pk

    @admin.display(description=_("done of the whole"))
    def counted(self, report):
        return None if report.done is None else f"{report.done} / {report.task.whole}"

    @admin.display(description=_("evidence"))
    def proof(self, report):
        return "; ".join(filter(None, (str(report.evidence_document or ""), report.evidence)))
