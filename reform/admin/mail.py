from django.contrib import admin

from units.admin.scope import WrittenByTheRegister

from ..models import Mail


@admin.register(Mail)
class MailAdmin(WrittenByTheRegister):
    """The outbox: what was written to whom, and whether the server took it."""

    list_display = ("subject", "person", "state", "attempts", "written_at", "sent_at", "error")
    list_filter = ("state",)
    list_select_related = ("person",)
    list_per_page = 50
    search_fields = ("subject", "person__username", "person__full_name")
    date_hierarchy = "written_at"
    actions = None
