from django.contrib import admin

from units.admin.kept_history import KeptHistoryAdmin

from ..models import Meeting
from .search import FoldedInMemory
from .texts import SHORT_TEXTS


@admin.register(Meeting)
class MeetingAdmin(FoldedInMemory, KeptHistoryAdmin):
    """Meetings that papers tell of; who held one, and when, is in the claims of each paper."""

    list_display = ("title", "kind", "document")
    list_filter = ("kind",)
    list_select_related = ("document",)
    search_fields = ("title", "note")
    autocomplete_fields = ("document",)
    formfield_overrides = SHORT_TEXTS
    fields = ("title", "kind", "document", "note")
    actions = None
