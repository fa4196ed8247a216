from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from units.admin.kept_history import KeptHistoryAdmin
from units.admin.scope import ScopedAdmin

from ..models import SourceClaim
from ..reconciliation import tell
from ..reconciliation.check import check, taking_turns
from ..reconciliation.sums import sums_that_hold
from .finding_look import badge_of
from .search import FoldedInMemory
from .texts import SHORT_TEXTS


@admin.register(SourceClaim)
class SourceClaimAdmin(FoldedInMemory, ScopedAdmin, KeptHistoryAdmin):
    list_display = ("__str__", "province", "indicator", "as_of", "source", "in_dispute")
    list_filter = (
        "indicator",
        "measure",
        "bloc",
        "is_promise",
        ("meeting", admin.RelatedOnlyFieldListFilter),
        ("province", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("province",)
    #: Said here for the pickers: a query that counts takes no order from the model.
    ordering = ("source", "position")
    search_fields = ("quote", "source", "province__name", "note")
    autocomplete_fields = ("document", "instrument", "fulfilled_by", "year_from")
    readonly_fields = ("findings_shown", "sums_shown")
    formfield_overrides = SHORT_TEXTS
    fieldsets = (
        (None, {"fields": (("source", "position"), "document", ("province", "bloc"), "quote")}),
        (_("Held against the rules"), {"fields": ("findings_shown", "sums_shown")}),
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
                    ("stated_period", "stated_years"),
                    ("period_from", "period_to"),
                    ("baseline_year", "baseline_year_to"),
                    "instrument",
                )
            },
        ),
        (_("A promise"), {"fields": (("is_promise", "operator", "deadline"),)}),
        (
            _("A meeting or a planned step"),
            {
                "fields": (
                    ("meeting", "organiser"),
                    ("stated_day", "day", "day_precision"),
                    "year_from",
                    "fulfilled_by",
                )
            },
        ),
        (_("Notes"), {"fields": ("doubt", "note", "translator_note")}),
    )

    class Media:
        css = {"all": ("units/desk.css",)}

    def get_queryset(self, request):
        return super().get_queryset(request).with_disputes()

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        self.look_again(request, form.initial.get("province"), form.instance.province_id)

    def delete_model(self, request, claim) -> None:
        with taking_turns():
            super().delete_model(request, claim)
        self.look_again(request, claim.province_id)

    def delete_queryset(self, request, queryset) -> None:
        provinces = set(queryset.values_list("province", flat=True))
        with taking_turns():
            super().delete_queryset(request, queryset)
        self.look_again(request, *provinces)

    def look_again(self, request, *provinces: int | None) -> None:
        """Figures that changed open what was settled, and let go what adds up now."""
        check(on=timezone.localdate(), at=timezone.now(), by=request.user, provinces=set(provinces))

    @admin.display(description=_("in dispute"), ordering="disputes")
    def in_dispute(self, claim: SourceClaim) -> int | str:
        """How many findings; nothing where all is well."""
        return claim.disputes or ""

    @admin.display(description=_("findings"))
    def findings_shown(self, claim: SourceClaim) -> str:
        rows = [
            (badge_of(finding), finding.get_absolute_url(), tell(finding).sentence)
            for finding in (claim.findings.order_by("pk") if claim.pk else ())
        ]
        return format_html_join("", '<p>{} <a href="{}">{}</a></p>', rows) or "–"

    @admin.display(description=_("sums that come out"))
    def sums_shown(self, claim: SourceClaim) -> str:
        lines = sums_that_hold(claim) if claim.pk else []
        return format_html_join("", "<p>✓ {}</p>", ((line,) for line in lines)) or "–"
