from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from units.admin.kept_history import KeptHistoryAdmin
from units.admin.scope import ScopedAdmin

from ..models import Target
from .export import ExportScreen, TargetExport
from .search import FoldedInMemory
from .texts import SHORT_TEXTS


@admin.register(Target)
class TargetAdmin(FoldedInMemory, ExportScreen, ScopedAdmin, KeptHistoryAdmin):
    resource_classes = [TargetExport]
    list_display = ("indicator", "promise", "deadline", "province", "document")
    list_filter = ("indicator", "baseline_kind", ("province", admin.RelatedOnlyFieldListFilter))
    date_hierarchy = "deadline"
    list_select_related = ("province", "document")
    search_fields = ("document__number", "document__title", "province__name", "quote", "note")
    autocomplete_fields = ("document",)
    formfield_overrides = SHORT_TEXTS
    fieldsets = (
        (None, {"fields": (("document", "position"), ("province", "bloc"), "quote")}),
        (
            _("What is promised"),
            {
                "fields": (
                    "indicator",
                    ("operator", "value", "measure"),
                    "deadline",
                    ("definition", "is_additional"),
                    "eligible_count",
                )
            },
        ),
        (
            _("Measured from"),
            {
                "fields": (
                    ("baseline_kind", "baseline_on"),
                    ("baseline_from", "baseline_to"),
                    "baseline_value",
                )
            },
        ),
        (_("Who answers for it"), {"fields": (("accountable_agency", "accountable_person"),)}),
        (None, {"fields": ("note",)}),
    )

    @admin.display(description=_("promise"), ordering="value")
    def promise(self, target: Target) -> str:
        return target.promised
