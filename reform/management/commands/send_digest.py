from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from reform.routines import write_digests


class Command(BaseCommand):
    help = (
        "Write each person one mail on what is overdue, due, said and handed to them. A worker "
        "does it by itself each day; nobody gets two."
    )

    def handle(self, **options) -> None:
        number = write_digests(now=timezone.now(), again=True)
        self.stdout.write(_("%(number)d mails written.") % {"number": number})
