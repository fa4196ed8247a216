from django.contrib import admin
from django.db.models import Count, F
from django.utils.translation import gettext_lazy as _

from units.admin.kept_history import KeptHistoryAdmin
from units.admin.scope import ScopedAdmin, ScopedChoices

from ..models import MonitoringVisit, VisitRequest
from .own_rows import OwnRows
from .search import FoldedInMemory
from .texts import SHORT_TEXTS

CHANGE = "resolutions.change_monitoringvisit"


class RequestInline(ScopedChoices, admin.StackedInline):
    """Written here by who keeps the visits; the province answers on the screen of requests."""

    model = VisitRequest
    formset = OwnRows
    autocomplete_fields = ("answer_document",)
    formfield_overrides = SHORT_TEXTS
    extra = 0
    fields = (
        ("position", "due_on"),
        "text",
        "quote",
        ("answered_on", "answer_document"),
        "answer",
    )

    def has_change_permission(self, request, obj=None) -> bool:
        return request.user.has_perm(CHANGE, obj)


@admin.register(MonitoringVisit)
class MonitoringVisitAdmin(FoldedInMemory, ScopedAdmin, KeptHistoryAdmin):
    list_display = ("visitor", "province", "visited_on", "subject", "asked_for")
    list_filter = (("province", admin.RelatedOnlyFieldListFilter),)
    date_hierarchy = "visited_on"
    list_select_related = ("province",)
    #: Said here for the pickers: a query that counts takes no order from the model.
    ordering = (F("visited_on").desc(nulls_last=True), "visitor")
    search_fields = ("visitor", "subject", "province__name", "source")
    formfield_overrides = SHORT_TEXTS
    inlines = (RequestInline,)
    fieldsets = (
        (None, {"fields": (("province", "visited_on"), "visitor", "subject")}),
        (_("Source"), {"fields": ("source", "note")}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number=Count("requests"))

    @admin.display(description=_("requests"), ordering="number")
    def asked_for(self, visit):
        return visit.number
