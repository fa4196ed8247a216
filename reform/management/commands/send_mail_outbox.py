from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from reform.choices import MailState
from reform.models import Mail
from reform.outbox import send_waiting


class Command(BaseCommand):
    help = (
        "Send the mails that wait. For cron where no worker runs; running it twice harms nothing."
    )

    def handle(self, **options) -> None:
        sent = send_waiting(now=timezone.now())
        for state in MailState:
            if sent[state]:
                self.stdout.write(f"{sent[state]:>8}  {state.label}")
        if broken_off := Mail.objects.filter(state=MailState.SENDING).count():
            self.stdout.write(
                _("%(number)d mails were broken off midway: see the list of mails.")
                % {"number": broken_off}
            )
