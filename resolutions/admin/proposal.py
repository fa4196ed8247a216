from django.contrib import admin
from django.db import models
from django.db.models import F
from django.forms import CheckboxSelectMultiple
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from units.admin.kept_history import KeptHistoryAdmin
from units.admin.scope import ScopedAdmin

from ..models import Proposal
from ..standing import UNANSWERED, ProposalStanding
from .export import ExportScreen, ProposalExport
from .search import FoldedInMemory
from .standings import StandingFilter, StandingScreen
from .texts import SHORT_TEXTS


class ProposalStandingFilter(StandingFilter):
    """Also: whatever has no answer."""

    standings = ProposalStanding

    def lookups(self, request, model_admin):
        return [("unanswered", _("no answer recorded")), *super().lookups(request, model_admin)]

    def queryset(self, request, queryset):
        if self.value() == "unanswered":
            return queryset.filter(standing__in=UNANSWERED)
        return super().queryset(request, queryset)


@admin.register(Proposal)
class ProposalAdmin(FoldedInMemory, ExportScreen, StandingScreen, ScopedAdmin, KeptHistoryAdmin):
    """What nobody has answered on top, the oldest first."""

    resource_classes = [ProposalExport]
    standings = ProposalStanding
    urgent = UNANSWERED
    settled = (ProposalStanding.ANSWERED, ProposalStanding.REFUSED, ProposalStanding.WITHDRAWN)
    then = (F("asked_on").asc(nulls_first=True), "position", "pk")
    list_display = (
        "subject_shown", "standing_shown", "province", "asked_on", "forum", "addressee",
        "answered_on",
    )  # fmt: skip
    list_filter = (
        ProposalStandingFilter,
        "topics",
        ("province", admin.RelatedOnlyFieldListFilter),
    )
    date_hierarchy = "asked_on"
    list_select_related = ("province",)
    search_fields = (
        "subject", "quote", "forum", "addressee", "proposer", "province__name", "aimed_at__number",
        "aimed_at_name", "answer",
    )  # fmt: skip
    autocomplete_fields = ("aimed_at", "answer_document")
    formfield_overrides = {
        **SHORT_TEXTS,
        models.ManyToManyField: {"widget": CheckboxSelectMultiple},
    }
    fieldsets = (
        (
            None,
            {"fields": ("province", "proposer", ("forum", "asked_on", "position"), "addressee")},
        ),
        (
            _("What is asked for"),
            {"fields": ("subject", "topics", ("aimed_at", "aimed_at_name"), "quote")},
        ),
        (
            _("What came of it"),
            {
                "fields": (
                    "acknowledged_on",
                    ("answer_kind", "answered_on", "answer_document"),
                    "answer",
                    "withdrawn_on",
                )
            },
        ),
        (_("Source"), {"fields": ("source", "note")}),
    )

    def get_queryset(self, request):
        """With the topics, which an export names."""
        return super().get_queryset(request).prefetch_related("topics")

    @admin.display(description=_("what is asked for"), ordering="subject")
    def subject_shown(self, proposal):
        return Truncator(proposal.subject).chars(90)
