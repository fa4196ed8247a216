import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from units import register
from units.imports import desk
from units.models import ImportBatch

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Take back all that an import wrote; the register returns to what it was without it. "
        "Refused, with what stands in the way, where later work builds on it."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("batch", type=int, help="The number that import_sheet printed.")
        parser.add_argument("--reason", default="", help="Why, for the history of the register.")
        parser.add_argument(
            "--json", action="store_true", help="Print one JSON object and nothing else."
        )

    def handle(self, *, batch: int, reason: str, **options) -> None:
        found = ImportBatch.objects.filter(pk=batch).first()
        if found is None:
            raise CommandError(
                _("There is no import %(number)d.") % {"number": batch}, returncode=2
            )
        try:
            desk.undo(found, by=None, at=timezone.now(), reason=reason)
        except register.LaterEntries as later:
            self.list_what_builds_on(batch, later, as_json=options["json"])
            raise CommandError(str(later), returncode=2) from later
        except desk.NotOpen as problem:
            raise CommandError(str(problem), returncode=2) from problem
        if options["json"]:
            self.stdout.write(json.dumps({"batch": batch, "undone": True, "later": []}))
        else:
            self.stdout.write(_("Import %(number)d is taken back.") % {"number": batch})

    def list_what_builds_on(
        self, batch: int, later: register.LaterEntries, *, as_json: bool
    ) -> None:
        entries = [
            {"entry": entry.pk, "what": str(entry.event or entry.batch or entry)}
            for entry in later.entries
        ]
        if as_json:
            told = {"batch": batch, "undone": False, "later": entries}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        for one in entries[:SHOWN]:
            self.stdout.write(f"#{one['entry']}  {one['what']}")
        if (more := len(entries) - SHOWN) > 0:
            self.stdout.write(_("... and %(number)d more") % {"number": more})
