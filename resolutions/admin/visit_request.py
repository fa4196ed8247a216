from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from units.admin.kept_history import KeptHistoryAdmin
from units.admin.scope import ScopedAdmin

from ..models import VisitRequest
from ..standing import RequestStanding
from .export import ExportScreen, RequestExport
from .search import FoldedInMemory
from .standings import StandingFilter, StandingScreen
from .texts import SHORT_TEXTS
from .visit import CHANGE

#: What the visitors said; the rest is what came back.
ASKED = ("visit", "position", "text", "quote", "due_on")


class RequestStandingFilter(StandingFilter):
    standings = RequestStanding


@admin.register(VisitRequest)
class VisitRequestAdmin(
    FoldedInMemory, ExportScreen, StandingScreen, ScopedAdmin, KeptHistoryAdmin
):
    """What visits asked for, the overdue on top; the province writes what came back."""

    resource_classes = [RequestExport]
    standings = RequestStanding
    urgent, settled = (RequestStanding.OVERDUE,), (RequestStanding.CAME_BACK,)
    then = (F("due_on").asc(nulls_last=True), "visit", "position")
    list_display = ("text_shown", "standing_shown", "due_on", "where", "visit", "answered_on")
    list_filter = (
        RequestStandingFilter,
        ("visit__province", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("visit__province", "answer_document")
    search_fields = ("text", "quote", "answer", "visit__visitor", "visit__subject")
    autocomplete_fields = ("answer_document",)
    formfield_overrides = SHORT_TEXTS
    actions = None
    fieldsets = (
        (_("What was asked for"), {"fields": ("visit", ("position", "due_on"), "text", "quote")}),
        (_("What came back"), {"fields": (("answered_on", "answer_document"), "answer")}),
    )

    def may(self, request, action, obj=None) -> bool:
        """A request lies where its visit was."""
        return super().may(request, action, obj and obj.visit)

    def has_add_permission(self, request) -> bool:
        return False

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        mine = obj is not None and request.user.has_perm(CHANGE, obj.visit)
        return ("visit", *fixed) if mine else tuple({*ASKED, *fixed})

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """An old state holds the visitors' words too: only who may write them brings it back."""
        if request.method != "GET":
            asked = self.get_object(request, object_id)
            if not request.user.has_perm(CHANGE, asked.visit):
                raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)

    @admin.display(description=_("what was asked for"), ordering="text")
    def text_shown(self, request):
        return Truncator(request.text).chars(90)

    @admin.display(description=_("province"), ordering="visit__province")
    def where(self, request):
        return request.visit.province
