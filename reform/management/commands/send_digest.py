from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from reform.digest import send_digests


class Command(BaseCommand):
    help = "Write each person one mail on what is overdue, due, said and handed to them. For cron."

    def handle(self, **options) -> None:
        number = send_digests(today=timezone.localdate(), at=timezone.now())
        self.stdout.write(_("%(number)d mails written.") % {"number": number})
