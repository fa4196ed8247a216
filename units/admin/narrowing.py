"""How lists are narrowed: by a folded name, by what is in force."""

from __future__ import annotations

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..names import search_key


class FoldedSearch:
    """Search by the stored key: "so giao duc" finds "Sở Giáo dục"."""

    search_fields = ("search_key",)

    def get_search_results(self, request, queryset, search_term):
        key = search_key(search_term)
        if not search_term.strip():
            return queryset, False
        return (queryset.filter(search_key__contains=key) if key else queryset.none()), False


class InForceFilter(admin.SimpleListFilter):
    """Rows with a period of their own; those in force today unless asked otherwise."""

    title = gettext_lazy("in force")
    parameter_name = "in_force"

    def lookups(self, request, model_admin):
        return (("no", _("Not in force today")), ("all", _("All")))

    def choices(self, changelist):
        first, *rest = super().choices(changelist)
        return [first | {"display": _("In force today")}, *rest]

    def queryset(self, request, queryset):
        today = queryset.model.objects.on(timezone.localdate())
        if self.value() == "all":
            return queryset
        ended = self.value() == "no"
        return queryset.exclude(pk__in=today) if ended else queryset.filter(pk__in=today)
