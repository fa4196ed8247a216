from django.core.management.commands import loaddata

from units.tally_keeping import EVERYWHERE, bump


class Command(loaddata.Command):
    """Papers, documents, claims and follow-up come in this way: pages are another edition then."""

    def handle(self, *args, **options) -> None:
        super().handle(*args, **options)
        bump([EVERYWHERE])
