from django.contrib import admin
from django.db.models import F
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.admin.kept_history import KeptHistoryAdmin
from units.admin.scope import ScopedAdmin

from ..models import ProgressReport, Task
from ..models.task import incomplete
from ..standing import TaskStanding
from .export import ExportScreen, TaskExport
from .own_rows import OwnRows
from .search import FoldedInMemory
from .standings import StandingFilter, StandingScreen
from .texts import SHORT_TEXTS


class TaskStandingFilter(StandingFilter):
    standings = TaskStanding


class CompletenessFilter(admin.SimpleListFilter):
    title = _("completeness")
    parameter_name = "complete"

    def lookups(self, request, model_admin):
        return (("no", _("something is missing")), ("yes", _("complete")))

    def queryset(self, request, queryset):
        asked = {"no": incomplete(), "yes": ~incomplete()}.get(self.value())
        return queryset if asked is None else queryset.filter(asked)


class ReportInline(admin.TabularInline):
    """What has been reported; told on a page of its own, as nothing in it is changed."""

    model = ProgressReport
    formset = OwnRows
    fields = readonly_fields = (
        "reported_on", "done", "text", "evidence_document", "evidence", "recorded_by",
    )  # fmt: skip
    extra = max_num = 0
    can_delete = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("evidence_document", "recorded_by")

    def has_change_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Task)
class TaskAdmin(FoldedInMemory, ExportScreen, StandingScreen, ScopedAdmin, KeptHistoryAdmin):
    """Overdue tasks on top; each says what it does not name."""

    resource_classes = [TaskExport]
    change_form_template = "admin/resolutions/task/change_form.html"
    standings = TaskStanding
    urgent, settled = (TaskStanding.OVERDUE,), (TaskStanding.DONE,)
    then = (F("deadline").asc(nulls_last=True), "document", "position")
    list_display = (
        "text_shown", "standing_shown", "progress", "deadline", "who", "missing_shown", "province",
    )  # fmt: skip
    list_filter = (
        TaskStandingFilter,
        CompletenessFilter,
        ("province", admin.RelatedOnlyFieldListFilter),
    )
    date_hierarchy = "deadline"
    list_select_related = ("province", "agency", "document")
    search_fields = (
        "text", "agency__name", "agency_name", "person_name", "person_office", "result",
        "document__number", "province__name",
    )  # fmt: skip
    autocomplete_fields = ("document", "agency")
    formfield_overrides = SHORT_TEXTS
    inlines = (ReportInline,)

    def get_fieldsets(self, request, obj=None):
        """A part is chosen once it is known of which document."""
        where = ("document", "position") if obj is None else ("document", "part", "position")
        return (
            (None, {"fields": (where, "province", "text")}),
            (
                _("Who answers for it"),
                {"fields": (("agency", "agency_name"), ("person_name", "person_office"))},
            ),
            (_("What is to come of it"), {"fields": ("deadline", ("result", "whole"))}),
            (None, {"fields": ("note",)}),
        )

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if "part" in form.base_fields:
            form.base_fields["part"].queryset = obj.document.parts.all()
        return form

    @admin.display(description=pgettext_lazy("promise", "task"), ordering="text")
    def text_shown(self, task):
        return Truncator(task.text).chars(90)

    @admin.display(description=_("done of the whole"))
    def progress(self, task):
        return f"{'–' if task.done is None else task.done} / {task.whole}" if task.whole else None

    @admin.display(description=_("who answers for it"), ordering="agency__name")
    def who(self, task):
        return ", ".join(filter(None, (task.person_name, str(task.agency or task.agency_name))))

    @admin.display(description=_("not named"))
    def missing_shown(self, task):
        return ", ".join(str(need.label) for need in task.missing)
