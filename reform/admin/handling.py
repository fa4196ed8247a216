"""Rows of law by which dossiers are handled: rules, quotas, reasons."""

from django.contrib import admin

from units.admin.kept_history import KeptHistoryAdmin

from ..models import CaseRule, CodedReason, DeputyQuota


@admin.register(CaseRule)
class CaseRuleAdmin(KeptHistoryAdmin):
    list_display = ("code", "severity", "value", "legal_basis", "valid_from", "valid_to")
    list_filter = ("severity",)
    actions = None


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
class CodedReasonAdmin(KeptHistoryAdmin):
    list_display = ("name", "act", "code", "is_offered")
    list_filter = ("act", "is_offered")
    search_fields = ("name", "code")
    actions = None
