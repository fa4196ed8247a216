import datetime as dt
import json
from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from units import register
from units.imports import desk
from units.imports.catalogue import LAYOUTS
from units.imports.events.layout import EVENTS
from units.imports.instructions import Instructions
from units.imports.plan import as_report
from units.imports.workbook import MissingFile
from units.models import ImportBatch, Province
from units.models.province import NoSuchProvince

SHOWN_PROBLEMS = 20


class Command(BaseCommand):
    help = (
        "Take a list over into the register: public service units as they were on its day, or, "
        "with --layout events, reorganization events with one row for each participant. "
        "Nothing is written when a row is rejected, unless --accept-good-rows is given."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--layout", choices=list(LAYOUTS), default="units")
        parser.add_argument("--sheet", default="", help="Name of the sheet, else the first one.")
        parser.add_argument("--block", default="", help="Banner of one of several tables in it.")
        parser.add_argument("--map", action="append", default=[], metavar="FIELD=HEADING")
        parser.add_argument("--where", action="append", default=[], metavar="HEADING=VALUE")
        parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE")
        parser.add_argument("--as-of", metavar="YYYY-MM-DD", help="Events need none.")
        parser.add_argument("--province", metavar="CODE", help="None for units of ministries.")
        parser.add_argument("--create-agencies", action="store_true")
        parser.add_argument("--accept-good-rows", action="store_true")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, **options) -> None:
        try:
            batch = self.received(**options)
        except (NoSuchProvince, OSError, *desk.UNUSABLE) as problem:
            raise refusal(problem) from problem
        try:
            desk.preview(batch)
            report = as_report(batch)
            if not options["dry_run"]:
                self.write(batch, accept_good_rows=options["accept_good_rows"])
                report = as_report(batch)
        except desk.UNUSABLE as problem:
            desk.discard(batch)
            raise refusal(problem) from problem
        except desk.RowsRejected as problem:
            self.show(as_report(batch), batch, as_json=options["json"])
            desk.discard(batch)
            raise refusal(problem, _("Mend them, or use --accept-good-rows.")) from problem
        self.show(report, batch, as_json=options["json"])
        if options["dry_run"]:
            desk.discard(batch)

    def received(self, *, file: Path, province: str | None, **options) -> ImportBatch:
        """The batch of this file; raises a sentence for whatever can't be used."""
        as_of = day_of(options["as_of"] or default_day(options["layout"]))
        instructions = Instructions(
            mapping=dict(pairs("--map", options["map"])),
            where=tuple(pairs("--where", options["where"])),
            constants=dict(pairs("--set", options["set"])),
            create_agencies=options["create_agencies"],
            block=options["block"],
        )
        if not file.is_file():
            raise MissingFile(file=file.name)
        area = Province.objects.bearing(province, as_of) if province else None
        with file.open("rb") as opened:
            return desk.receive(
                File(opened),
                filename=file.name,
                as_of=as_of,
                province=area,
                today=timezone.localdate(),
                layout=options["layout"],
                sheet=options["sheet"],
                instructions=instructions,
            )

    def write(self, batch: ImportBatch, *, accept_good_rows: bool) -> None:
        """Write, once more when somebody else wrote since the preview a moment ago."""
        for last_try in (False, True):
            try:
                desk.apply(
                    batch,
                    by=None,
                    at=timezone.now(),
                    accept_good_rows=accept_good_rows,
                    progress=self.progress if self.stderr.isatty() else None,
                )
            except register.RegisterMoved as moved:
                if last_try:
                    raise refusal(moved) from moved
            else:
                return

    def progress(self, done: int, total: int) -> None:
        bar = "█" * (30 * done // total)
        self.stderr.write(f"\r{bar:░<30} {done:,} / {total:,}", ending="\n" * (done == total))

    def show(self, report: dict, batch: ImportBatch, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
            return
        for name, label in labels(batch.layout).items():
            self.stdout.write(f"{report[name]:>8}  {label}")
        for problem in report["problems"][:SHOWN_PROBLEMS]:
            column = f" · {problem['column']}" if problem["column"] else ""
            self.stdout.write(f"{_('row')} {problem['row']}{column}: {problem['message']}")
        if (more := len(report["problems"]) - SHOWN_PROBLEMS) > 0:
            self.stdout.write(_("... and %(number)d more") % {"number": more})
        for remark in batch.remarks:
            self.stdout.write(remark)


def labels(layout: str) -> dict[str, str]:
    if layout == EVENTS.name:
        return {
            "rows_read": _("rows read"),
            "created": _("rows of new events"),
            "unchanged": _("rows of events already in effect"),
            "rejected": _("rejected"),
            "ignored": _("no rows of this list"),
        }
    return {
        "rows_read": _("rows read"),
        "created": _("new units"),
        "changed": _("changed"),
        "unchanged": _("unchanged"),
        "rejected": _("rejected"),
        "ignored": _("no units of this list"),
        "missing_from_list": _("missing from the list"),
    }


def pairs(option: str, texts: list[str]) -> list[tuple[str, str]]:
    found = [text.partition("=") for text in texts]
    for name, equals, _value in found:
        if not (name.strip() and equals):
            message = _("%(option)s takes NAME=VALUE, not “%(text)s”.")
            raise CommandError(message % {"option": option, "text": name}, returncode=2)
    return [(name.strip(), value.strip()) for name, _equals, value in found]


def default_day(layout: str) -> str:
    """Events bring their days along; a list of units has none but its own."""
    if layout != EVENTS.name:
        raise CommandError(
            _("Give the day on which the list was so: --as-of YYYY-MM-DD."), returncode=2
        )
    return timezone.localdate().isoformat()


def day_of(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as problem:
        message = _("“%(text)s” is no day: write it as YYYY-MM-DD, for example 2025-06-30.")
        raise CommandError(message % {"text": text}, returncode=2) from problem


def refusal(problem: Exception, cure: str = "") -> CommandError:
    return CommandError(f"{problem} {cure}".strip(), returncode=2)
