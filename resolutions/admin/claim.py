from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from units.admin.kept_history import KeptHistoryAdmin
from units.admin.scope import ScopedAdmin

from ..models import SourceClaim
from .search import FoldedInMemory
from .texts import SHORT_TEXTS


@admin.register(SourceClaim)
class SourceClaimAdmin(FoldedInMemory, ScopedAdmin, KeptHistoryAdmin):
    list_display = ("quote", "province", "indicator", "as_of", "source")
    list_filter = ("indicator", "measure", "bloc", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("province",)
    search_fields = ("quote", "source", "province__name", "note")
    autocomplete_fields = ("document",)
    formfield_overrides = SHORT_TEXTS
    fieldsets = (
        (None, {"fields": (("source", "position"), "document", ("province", "bloc"), "quote")}),
        (
            _("Figures read out of the words"),
            {
                "fields": (
                    "indicator",
                    ("value", "measure"),
                    ("value_from", "value_to"),
                    ("stated_delta", "stated_percent"),
                    "parts",
                )
            },
        ),
        (
            _("Time"),
            {
                "fields": (
                    "as_of",
                    "stated_period",
                    ("period_from", "period_to"),
                    "baseline_year",
                )
            },
        ),
        (_("Notes"), {"fields": ("note", "translator_note")}),
    )
