from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..models import RegisterEntry
from ..querysets import sees_everything, within_reach
from .scope import WrittenByTheRegister


@admin.register(RegisterEntry)
class RegisterEntryAdmin(WrittenByTheRegister):
    """The book of all writing in the register: read only, for everybody."""

    list_display = ("number", "kind", "cause", "reason", "recorded_at", "recorded_by", "reversal")
    list_filter = ("kind", "recorded_at")
    list_select_related = ("event", "batch", "recorded_by", "reversed_by")
    search_fields = ("reason", "event__decision_number", "batch__filename")
    fields = ("kind", "cause", "reason", "recorded_at", "recorded_by", "reverses", "reversal")
    readonly_fields = fields

    def get_queryset(self, request):
        """Entries of events and lists within reach; corrections of one unit by who sees all."""
        entries = admin.ModelAdmin.get_queryset(self, request)
        if sees_everything(RegisterEntry, request.user):
            return entries
        reached = [
            within_reach(RegisterEntry, request.user, path)
            for path in ("event__province", "batch__province")
        ]
        return entries.filter(reached[0] | reached[1])

    @admin.display(description=_("number"), ordering="pk")
    def number(self, entry):
        return entry.pk

    @admin.display(description=_("event or list"))
    def cause(self, entry):
        cause = entry.event or entry.batch
        return cause and format_html('<a href="{}">{}</a>', cause.get_absolute_url(), cause)

    @admin.display(description=_("reversed by"))
    def reversal(self, entry):
        by = getattr(entry, "reversed_by", None)
        if by is None:
            return "–"
        address = reverse("admin:units_registerentry_change", args=[by.pk])
        return format_html('<a href="{}">{}</a>', address, by)
