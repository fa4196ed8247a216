import json

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from units.models import Province
from units.tally_keeping import all_areas, amiss, rebuild


class Command(BaseCommand):
    help = "Count the kept counts anew from the ledgers. Where nothing was wrong nothing changes."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--province", metavar="CODE", help="only provinces of this code")
        parser.add_argument("--check", action="store_true", help="only say what differs")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, province: str | None, check: bool, json: bool, **options):
        areas = areas_asked(province)
        found = amiss(areas) if check else rebuild(areas)
        number = sum(found.values())
        self.stdout.write(as_json(areas, found) if json else said(number, check))
        if check and number:
            raise CommandError(_("Run “manage.py rebuild_counts”."))


def areas_asked(code: str | None) -> list[int]:
    if code is None:
        return all_areas()
    areas = list(Province.objects.filter(code=code).values_list("pk", flat=True))
    if not areas:
        raise CommandError(_("No province has the code “%(code)s”.") % {"code": code})
    return areas


def as_json(areas: list[int], found: dict[int, int]) -> str:
    return json.dumps({"areas": len(areas), "differing": found})


def said(number: int, check: bool) -> str:
    if not number:
        return _("All kept counts are right.")
    words = _("%(number)s kept counts differ.") if check else _("%(number)s kept counts mended.")
    return words % {"number": number}
