from django.contrib import admin
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..models import Agency
from ..periods import last_day
from ..tally_keeping import regrouping
from .agency_export import AgencyExport
from .narrowing import FoldedSearch, InForceFilter
from .scope import ScopedAdmin
from .transfer import TransferPage


@admin.register(Agency)
class AgencyAdmin(AgencyExport, TransferPage, FoldedSearch, ScopedAdmin):
    """Governing agencies; one that ends gets an end and a successor, none is deleted."""

    list_display = ("name", "level", "bloc", "province", "valid_from", "last_day", "units")
    list_filter = (
        InForceFilter,
        "level",
        "bloc",
        ("province", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("level", "province")
    list_per_page = 100
    ordering = ("sort_key",)
    autocomplete_fields = ("parent", "succeeded_by")
    fieldsets = (
        (None, {"fields": ("name", ("code", "level", "bloc"), "province", "parent")}),
        (_("Period"), {"fields": (("valid_from", "valid_to"), "succeeded_by")}),
    )

    @admin.display(description=_("until"), ordering="valid_to")
    def last_day(self, agency):
        return last_day(agency.valid_to)

    @admin.display(description=_("units"))
    def units(self, agency):
        units = reverse("admin:units_unit_changelist")
        return format_html('<a href="{}?agency={}">{}</a>', units, agency.pk, _("Units"))

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change):
        obj.write_keys()
        with transaction.atomic(), regrouping([obj.pk]):
            super().save_model(request, obj, form, change)
