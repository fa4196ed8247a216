from django.contrib import admin, messages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

from units.admin.scope import WrittenByTheRegister
from units.sentences import Sentence, as_kept

from ..models import Mail
from ..outbox import send_again
from ..roles import RESEND


@admin.register(Mail)
class MailAdmin(WrittenByTheRegister):
    """The outbox: what was written to whom, and whether the server took it."""

    list_display = ("subject", "person", "state", "attempts", "written_at", "sent_at", "error")
    list_filter = ("state",)
    list_select_related = ("person",)
    list_per_page = 50
    search_fields = ("subject", "person__username", "person__full_name")
    date_hierarchy = "written_at"
    actions = ("send_again",)

    def has_resend_permission(self, request) -> bool:
        return request.user.has_perm(RESEND)

    @admin.action(description=_("Send again what was given up"), permissions=["resend"])
    def send_again(self, request, queryset):
        """Each mail's history tells who did."""
        with transaction.atomic():
            sent = [
                send_again(pk, at=timezone.now()) for pk in queryset.values_list("pk", flat=True)
            ]
            for mail in filter(None, sent):
                self.log_change(request, mail, as_kept(Sentence(gettext_noop("Sent again."))))
        number = len([mail for mail in sent if mail])
        said = ngettext("%(number)d mail goes out again.", "%(number)d mails go out again.", number)
        level = messages.SUCCESS if number else messages.WARNING
        self.message_user(request, said % {"number": number}, level)
