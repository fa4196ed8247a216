import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from units.lineage import Lineage, lineage_of, units_called
from units.models import Province
from units.models.province import NoSuchProvince

from .count_units import day_of, moment_of


class Command(BaseCommand):
    help = "Say where a unit comes from and what became of it. CODE may be a code it once bore."

    def add_arguments(self, parser) -> None:
        parser.add_argument("code", metavar="CODE")
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="default: today")
        parser.add_argument("--known", metavar="YYYY-MM-DD", help="as the register knew it then")
        parser.add_argument("--province", metavar="CODE", help="when several units bear the code")
        parser.add_argument("--json", action="store_true")

    def handle(
        self,
        *,
        code: str,
        on: str | None,
        known: str | None,
        province: str | None,
        json: bool,
        **options,
    ):
        day = day_of(on) if on else timezone.localdate()
        then = moment_of(day_of(known) if known else None)
        try:
            area = Province.objects.bearing(province, day) if province else None
        except NoSuchProvince as problem:
            raise CommandError(str(problem), returncode=2) from problem
        units = units_called(code, province=area)
        if len(units) != 1:
            raise CommandError(not_one(code, [unit.handle for unit in units]), returncode=2)
        found = lineage_of(units[0].pk, on=day, known=then)
        self.stdout.write(as_json(code, found) if json else as_text(found))


def not_one(code: str, handles: list[str]) -> str:
    if not handles:
        return _("No unit bears or ever bore the code or name “%(code)s”.") % {"code": code}
    return _(
        "“%(code)s” was borne by several units: %(units)s. Give one of these codes instead."
    ) % {
        "code": code,
        "units": ", ".join(handles),
    }


def as_json(code: str, found: Lineage) -> str:
    return json.dumps(
        {
            "code": code,
            "status": found.status,
            "current": [bearing.code for bearing in found.current],
            "ancestors": [bearing.code for bearing in found.ancestors],
            "descendants": [bearing.code for bearing in found.descendants],
            "events": [event_as_data(event, found) for event in found.events],
        },
        ensure_ascii=False,
    )


def event_as_data(event, found: Lineage) -> dict:
    links = [link for link in (*found.back, *found.forward) if link.event_id == event.pk]
    return {
        "kind": event.kind,
        "operative_on": event.operative_on.isoformat(),
        "decision_no": event.decision_number,
        "links": sorted(
            {
                (
                    found.bearings[one.predecessor_id].code,
                    found.bearings[one.successor_id].code,
                    one.extent,
                )
                for one in links
            }
        ),
    }


def as_text(found: Lineage) -> str:
    lines = [f"{found.bearing.code}  {found.bearing.name}" if found.bearing else found.status]
    for title, bearings in (
        (_("Ancestors"), found.ancestors),
        (_("Descendants"), found.descendants),
        (_("Now"), found.current),
    ):
        lines += [f"{title}:", *(f"  {bearing.code}  {bearing.name}" for bearing in bearings)]
    return "\n".join(lines)
