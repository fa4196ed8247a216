from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from units.admin.kept_history import KeptHistoryAdmin
from units.admin.scope import ScopedAdmin

from ..models import GoodPractice
from ..standing import PracticeStanding
from .export import ExportScreen, PracticeExport
from .search import FoldedInMemory
from .standings import StandingFilter, StandingScreen
from .texts import SHORT_TEXTS


class PracticeStandingFilter(StandingFilter):
    standings = PracticeStanding


@admin.register(GoodPractice)
class GoodPracticeAdmin(
    FoldedInMemory, ExportScreen, StandingScreen, ScopedAdmin, KeptHistoryAdmin
):
    """Those that wait for a word on their replication on top."""

    resource_classes = [PracticeExport]
    standings = PracticeStanding
    urgent = (PracticeStanding.PROPOSED,)
    settled = (PracticeStanding.TAKEN_UP, PracticeStanding.DECLINED)
    then = ("title", "pk")
    list_display = (
        "title", "standing_shown", "sector", "province", "noted_on", "proposed_by", "proposed_on",
        "outcome_on",
    )  # fmt: skip
    list_filter = (
        PracticeStandingFilter,
        "sector",
        ("province", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("province", "sector")
    search_fields = ("title", "text", "evidence", "proposed_by", "province__name", "outcome_text")
    autocomplete_fields = ("evidence_document",)
    formfield_overrides = SHORT_TEXTS
    fieldsets = (
        (None, {"fields": (("province", "sector"), "title", "text", "noted_on")}),
        (_("Evidence"), {"fields": (("evidence_document", "evidence"),)}),
        (_("Replication"), {"fields": (("proposed_by", "proposed_on"),)}),
        (_("What came of it"), {"fields": (("outcome", "outcome_on"), "outcome_text")}),
        (_("Source"), {"fields": ("source", "note")}),
    )
