from django_tasks_db.management.commands import db_worker

from reform.routines import Rounds
from units.imports.revival import Watch


class Command(db_worker.Command):
    help = (
        "Compare and write long lists in the background, one after the other, take up again what a "
        "killed worker left, check each night what papers claim, send mails, and write everybody's "
        "mail of the day once its hour has come. With SQLite start one; with PostgreSQL as many as "
        "you like."
    )

    def add_arguments(self, parser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(reload=False)

    def handle(self, **options) -> None:
        beside = (Watch(), Rounds())
        for one in beside:
            one.look()
            one.start()
        try:
            super().handle(**options)
        finally:
            for one in beside:
                one.stop()
