from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..models import Province
from ..names import search_key, sort_key
from ..periods import last_day
from .narrowing import InForceFilter
from .scope import ScopedAdmin


@admin.register(Province)
class ProvinceAdmin(ScopedAdmin):
    """All provinces that were ever in force; the law writes this list, not the clerks."""

    list_display = (
        "code",
        "full_name",
        "kind",
        "valid_from",
        "last_day",
        "succeeded_by",
        "plan_page",
    )
    list_display_links = ("code", "full_name")
    list_filter = (InForceFilter, "kind", "is_fictional")
    list_select_related = ("succeeded_by",)
    list_per_page = 100
    search_fields = ("name", "code")
    ordering = ("sort_key", "valid_from")
    view_on_site = False
    fieldsets = (
        (None, {"fields": (("code", "name", "kind"), ("valid_from", "valid_to"), "succeeded_by")}),
        (_("Source"), {"fields": ("legal_basis", "note", "is_fictional")}),
    )

    @admin.display(description=_("name"), ordering="sort_key")
    def full_name(self, province):
        return province.full_name

    @admin.display(description=_("until"), ordering="valid_to")
    def last_day(self, province):
        return last_day(province.valid_to)

    @admin.display(description=_("plan page"))
    def plan_page(self, province):
        """One that was merged away is shown on its last day: its code may be another's now."""
        ended = last_day(province.valid_to)
        day = f"?on={ended:%Y-%m-%d}" if ended else ""
        return format_html(
            '<a href="{}{}">{}</a>', province.get_absolute_url(), day, _("Plan page")
        )

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def get_search_results(self, request, queryset, search_term):
        """A hundred rows at most, so names are folded here and not stored so."""
        key = search_key(search_term)
        found = [
            province.pk
            for province in queryset
            if key in search_key(f"{province.code} {province.full_name}")
        ]
        return queryset.filter(pk__in=found), False

    def save_model(self, request, obj, form, change):
        obj.sort_key = sort_key(obj.name)[:250]
        super().save_model(request, obj, form, change)
