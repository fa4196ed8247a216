from django.contrib import admin
from django.db.models import F
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..models import CaseTask
from .due_filter import TaskFilter
from .opinion import OfCaseAdmin


@admin.register(CaseTask)
class CaseTaskAdmin(OfCaseAdmin):
    """Open tasks first, the overdue ones on top."""

    list_display = ("title", "dossier", "person", "due_shown", "given_by", "done_at", "result")
    list_filter = (
        TaskFilter,
        ("person", admin.RelatedOnlyFieldListFilter),
        ("case__province", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("case", "person", "given_by")
    search_fields = ("title", "case__search_key")
    search_help_text = _("Number or title of the dossier, or words of the task.")
    ordering = (F("done_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")

    @admin.display(description=_("due on"), ordering="due_on")
    def due_shown(self, task):
        if task.due_on is None:
            return None
        shown = f"{task.due_on:%d/%m/%Y}"
        late = task.done_at is None and task.due_on < timezone.localdate()
        return format_html('<span class="badge badge--missed">{}</span>', shown) if late else shown
