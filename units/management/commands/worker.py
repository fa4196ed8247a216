from django_tasks_db.management.commands import db_worker

from units.imports.revival import Watch


class Command(db_worker.Command):
    help = (
        "Compare and write long lists in the background, one after the other, and take up again "
        "what a killed worker left. With SQLite start one; with PostgreSQL as many as you like."
    )

    def add_arguments(self, parser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(reload=False)

    def handle(self, **options) -> None:
        watch = Watch()
        watch.look()
        watch.start()
        try:
            super().handle(**options)
        finally:
            watch.stop()
