from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection

from units.models import DataVersion
from units.tally_keeping import EVERYWHERE, bump


class Command(migrate.Command):
    """Also makes the table of the cache, in which failures of login are counted: no migration knows
    of it, and a step to be remembered would be forgotten. Rows of law come with migrations, so that
    pages are another edition afterwards."""

    def handle(self, *args, **options) -> None:
        super().handle(*args, **options)
        if not options["plan"] and not options["check_unapplied"]:
            call_command("createcachetable", database=options["database"], verbosity=0)
            if DataVersion._meta.db_table in connection.introspection.table_names():
                bump([EVERYWHERE])
