import datetime as dt
import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from units.counts import DIMENSIONS, count_units
from units.models import Province
from units.models.province import NoSuchProvince
from units.periods import end_of


class Command(BaseCommand):
    help = "Count the units in force on a day, in the country or in one province."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--on", required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--known", metavar="YYYY-MM-DD", help="as the register knew it then")
        parser.add_argument("--province", metavar="CODE")
        parser.add_argument("--by", choices=DIMENSIONS)
        parser.add_argument("--json", action="store_true")

    def handle(
        self,
        *,
        on: str,
        known: str | None,
        province: str | None,
        by: str | None,
        json: bool,
        **options,
    ):
        day, then = day_of(on), day_of(known) if known else None
        try:
            area = Province.objects.bearing(province, day) if province else None
        except NoSuchProvince as problem:
            raise CommandError(str(problem), returncode=2) from problem
        counts = count_units(day, by=by, province=area, known=moment_of(then))
        self.stdout.write(as_json(counts, then) if json else as_text(counts, then))


def day_of(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as problem:
        message = _("“%(text)s” is no day: write it as YYYY-MM-DD, for example 2025-06-30.")
        raise CommandError(message % {"text": text}, returncode=2) from problem


def moment_of(known: dt.date | None) -> dt.datetime | None:
    """The end of the day whose knowledge is asked for; None: what is known now."""
    return end_of(known, timezone.get_current_timezone()) if known else None


def as_json(counts, known: dt.date | None) -> str:
    days = {"on": counts.on.isoformat()} | ({"known": known.isoformat()} if known else {})
    return json.dumps({**days, "total": counts.total, "by": counts.by}, ensure_ascii=False)


def as_text(counts, known: dt.date | None) -> str:
    lines = [f"{number:>8}  {key}" for key, number in counts.by.items()]
    last = f"{counts.total:>8}  {_('units on')} {counts.on:%d/%m/%Y}"
    if known:
        last += " " + _("as known on %(day)s") % {"day": f"{known:%d/%m/%Y}"}
    return "\n".join([*lines, last])
