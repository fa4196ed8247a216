"""How the list of findings is narrowed."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..choices import FindingStatus
from ..reconciliation import RULES


class StatusFilter(admin.SimpleListFilter):
    """What is in dispute, unless something else is asked for."""

    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return [*FindingStatus.choices, ("all", _("All"))]

    def choices(self, changelist):
        first, *rest = super().choices(changelist)
        return [first | {"display": _("In dispute")}, *rest]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        if self.value() in FindingStatus.values:
            return queryset.in_status(self.value())
        return queryset.in_dispute()


class RuleFilter(admin.SimpleListFilter):
    title = gettext_lazy("rule")
    parameter_name = "rule"

    def lookups(self, request, model_admin):
        return [(code, rule.label) for code, rule in RULES.items()]

    def queryset(self, request, queryset):
        return queryset.filter(rule=self.value()) if self.value() in RULES else queryset
