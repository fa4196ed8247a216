"""Rows of law by which dossiers are handled: rules, quotas, reasons, holidays."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from units.admin.kept_history import KeptHistoryAdmin

from ..cases.checking import label_of
from ..models import CalendarDay, CaseRule, CodedReason, DeputyQuota


@admin.register(CalendarDay)
class CalendarDayAdmin(KeptHistoryAdmin):
    list_display = ("day", "name", "is_worked", "legal_basis")
    list_filter = ("is_worked",)
    date_hierarchy = "day"
    search_fields = ("name",)
    actions = None


@admin.register(CaseRule)
class CaseRuleAdmin(KeptHistoryAdmin):
    list_display = ("label", "severity", "value", "legal_basis", "valid_from", "valid_to")
    list_filter = ("severity",)
    actions = None

    @admin.display(description=_("rule"), ordering="code")
    def label(self, row):
        return label_of(row.code)


@admin.register(DeputyQuota)
class DeputyQuotaAdmin(KeptHistoryAdmin):
    list_display = (
        "autonomy_group",
        "level",
        "employees_up_to",
        "most",
        "legal_basis",
        "valid_from",
        "valid_to",
    )
    list_filter = ("autonomy_group", "level")
    list_select_related = ("level",)
    actions = None


@admin.register(CodedReason)
class CodedReasonAdmin(admin.ModelAdmin):
    list_display = ("name", "act", "code", "is_offered")
    list_filter = ("act", "is_offered")
    search_fields = ("name", "code")
    actions = None
