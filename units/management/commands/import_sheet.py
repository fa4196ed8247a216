import json
from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from units import register
from units.choices import BatchStatus
from units.imports import desk, profiles
from units.imports.agencies.layout import AGENCIES
from units.imports.events.layout import EVENTS
from units.imports.figures.layout import FIGURES
from units.imports.plan import as_report
from units.imports.workbook import MissingFile
from units.management.list_options import add_list_options, day_of, instructions_from, misused
from units.management.profile_choice import look_with
from units.management.takeaways import leave_difference, leave_form, leave_marked
from units.management.terminal import Waiting
from units.models import ImportBatch, Province
from units.models.province import NoSuchProvince

SHOWN_PROBLEMS = 20
#: Files that may be left.
LEFT = {
    "marked": "Write the list here with its problem cells marked.",
    "difference": "Write here, as .xlsx or .csv, what differs from the province's previous list.",
    "template": "Write the blank form of the layout here and take in no list.",
}
FLAGS = {
    "accept-good-rows": "Write them though others are rejected.",
    "dry-run": "Only say what would be written.",
    "json": "Print one JSON object and nothing else.",
}


class Command(BaseCommand):
    help = (
        "Take a list over into the register: public service units as they were on its day, or, "
        "with --layout, yearly figures, governing agencies, or reorganization events with one row "
        "for each participant. Nothing is written when a row is rejected, unless "
        "--accept-good-rows is given."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="An .xlsx, .xls, .ods or .csv file.")
        add_list_options(parser)
        for name, what in LEFT.items():
            parser.add_argument(f"--{name}", type=Path, metavar="FILE", help=what)
        for name, what in FLAGS.items():
            parser.add_argument(f"--{name}", action="store_true", help=what)

    def handle(self, **options) -> None:
        self.waiting = Waiting(self.stderr)
        try:
            if options["template"]:
                self.leave_form(**options)
                return
            batch = self.received(**options)
        except (NoSuchProvince, OSError, *desk.UNUSABLE) as problem:
            raise refusal(problem) from problem
        try:
            self.carry_through(batch, **options)
        except (OSError, *desk.UNUSABLE) as problem:
            self.drop(batch)
            raise refusal(problem) from problem
        except desk.RowsRejected as problem:
            self.waiting.clear()
            self.show(batch, as_json=options["json"])
            self.drop(batch)
            raise refusal(problem, _("Mend them, or use --accept-good-rows.")) from problem
        except KeyboardInterrupt:
            batch.refresh_from_db(fields=["status"])
            self.drop(batch)
            raise

    def leave_form(self, *, template: Path, layout: str, province: str | None, **options) -> None:
        on = day_of({**options, "layout": layout}) if options["as_of"] else timezone.localdate()
        area = Province.objects.bearing(province, on) if province else None
        leave_form(template, layout, area, on)

    def received(self, *, file: Path | None, province: str | None, **options) -> ImportBatch:
        """The batch of this file; raises a sentence for whatever can't be used."""
        if file is None:
            raise misused(_("Name the file with the list."))
        as_of, instructions = day_of(options), instructions_from(options)
        if not file.is_file():
            raise MissingFile(file=file.name)
        area = Province.objects.bearing(province, as_of) if province else None
        sheets = options["sheet"]
        with file.open("rb") as opened:
            return desk.receive(
                File(opened),
                filename=file.name,
                as_of=as_of,
                province=area,
                today=timezone.localdate(),
                layout=options["layout"],
                sheet=sheets[0] if len(sheets) == 1 else "",
                instructions=instructions,
            )

    def carry_through(self, batch: ImportBatch, *, dry_run: bool, json: bool, **options) -> None:
        """Preview the list, write it unless that is not wanted, and say what came of it."""
        self.preview(batch, **options)
        if not dry_run:
            self.write(batch, accept_good_rows=options["accept_good_rows"])
        self.waiting.clear()
        self.show(batch, as_json=json)
        if dry_run:
            desk.discard(batch)
        elif not json or self.waiting.shows:
            told = _("Import %(number)d; take it back with: manage.py undo_import %(number)d")
            told %= {"number": batch.pk}
            (self.stderr if json else self.stdout).write(told, style_func=str)

    def preview(self, batch: ImportBatch, *, profile: str, save_profile: str, **options) -> None:
        any_fitting = options["fitting_profile"]
        if profile or any_fitting or save_profile or options["marked"]:
            self.waiting.phase("reading")
            look_with(batch, profile, any_fitting=any_fitting)
        desk.preview(batch, work=self.waiting)
        if save_profile:
            profiles.saved(batch, save_profile, None)
        if options["marked"]:
            leave_marked(options["marked"], batch)
        if options["difference"]:
            leave_difference(options["difference"], batch)

    def write(self, batch: ImportBatch, *, accept_good_rows: bool) -> None:
        """Write, once more when somebody else wrote since the preview a moment ago."""
        for last_try in (False, True):
            try:
                desk.apply(
                    batch,
                    by=None,
                    at=timezone.now(),
                    accept_good_rows=accept_good_rows,
                    work=self.waiting,
                )
            except register.RegisterMoved as moved:
                if last_try:
                    self.drop(batch)
                    raise refusal(moved) from moved
            else:
                return

    def drop(self, batch: ImportBatch) -> None:
        """Leave nothing of a list that was not written."""
        self.waiting.clear()
        if batch.status != BatchStatus.APPLIED:
            desk.discard(batch)

    def show(self, batch: ImportBatch, *, as_json: bool) -> None:
        report = as_report(batch)
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
            self.stdout.write(str(remark))


def labels(layout: str) -> dict[str, str]:
    if layout == EVENTS.name:
        return {
            "rows_read": _("rows read"),
            "created": _("rows of new events"),
            "unchanged": _("rows of events already in effect"),
            "rejected": _("rejected"),
            "ignored": _("no rows of this list"),
        }
    created = {FIGURES.name: _("first figures of a unit's year"), AGENCIES.name: _("new agencies")}
    is_of_units = layout not in created
    return {
        "rows_read": _("rows read"),
        "created": created.get(layout) or _("new units"),
        "changed": _("changed"),
        "unchanged": _("unchanged"),
        "rejected": _("rejected"),
        "ignored": _("no units of this list") if is_of_units else _("no rows of this list"),
        "missing_from_list": _("missing from the list"),
    }


def refusal(problem: Exception, cure: str = "") -> CommandError:
    return CommandError(f"{problem} {cure}".strip(), returncode=2)
