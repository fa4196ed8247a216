"""What a command line says of a list, as the desk understands it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from units.imports.catalogue import LAYOUTS
from units.imports.events.layout import EVENTS
from units.imports.events.past import key_of_handle
from units.imports.instructions import Instructions

SWAPPED = "swapped"
NEW = "new"
REPEATED: dict[str, object] = {"action": "append", "default": []}
FLAG: dict[str, object] = {"action": "store_true"}


#: Everything that a clerk can say of a file on the pages of the desk.
OPTIONS: dict[str, dict[str, object]] = {
    "layout": {
        "choices": list(LAYOUTS),
        "default": "units",
        "help": "What kind of list it is.",
    },
    "sheet": REPEATED | {
        "metavar": "NAME",
        "help": "The sheet with the list, else the first that holds one. Repeat it for one list "
                "that is cut into several sheets.",
    },
    "sheet-names": {
        "choices": ["sector", "agency"],
        "default": "",
        "help": "What the names of several sheets say of their rows.",
    },
    "block": {
        "default": "",
        "metavar": "BANNER",
        "help": "The banner of one of several tables side by side.",
    },
    "map": REPEATED | {
        "metavar": "FIELD=HEADING",
        "help": "The column of a field; FIELD= alone leaves the field out.",
    },
    "where": REPEATED | {
        "metavar": "HEADING=VALUE",
        "help": "Take only rows with this value in that column; several values add up.",
    },
    "set": REPEATED | {
        "metavar": "FIELD=VALUE",
        "help": "A value for all rows that have none of their own.",
    },
    "values": REPEATED | {
        "metavar": "FIELD:TEXT=MEANING",
        "help": "What a text means in the column of that field, for example agency:SYT=Sở Y tế; "
                "without a meaning the cell counts as empty.",
    },
    "lookup": REPEATED | {
        "metavar": "FIELD=SHEET",
        "help": "The sheet of the same file on which the codes of that field are explained.",
    },
    "swap-dates": FLAG | {"help": "The sheet has the month before the day."},
    "choose": REPEATED | {
        "metavar": "ROW=UNIT",
        "help": "Which unit a row means: its handle (DV0000012), or “new”. With several sheets "
                "the row is SHEET!ROW.",
    },
    "new-agency": REPEATED | {"metavar": "NAME", "help": "An agency that may be created."},
    "profile": {
        "default": "",
        "metavar": "NAME",
        "help": "Read the file as this profile says; what else is said here comes first.",
    },
    "fitting-profile": FLAG | {
        "help": "Take the profile saved for files of this shape, if there is one, as the pages do.",
    },
    "save-profile": {
        "default": "",
        "metavar": "NAME",
        "help": "Keep what was said of this file under a name, for others of the same shape.",
    },
    "create-agencies": FLAG | {"help": "Create every agency that the register does not know."},
    "as-of": {
        "metavar": "YYYY-MM-DD",
        "help": "The day on which the list was so. Lists of events need none.",
    },
    "province": {"metavar": "CODE", "help": "None for units of ministries."},
}  # fmt: skip


def add_list_options(parser: CommandParser) -> None:
    for name, how in OPTIONS.items():
        parser.add_argument(f"--{name}", **how)


def instructions_from(options: Mapping) -> Instructions:
    """Raises :class:`CommandError` for a pair that is none."""
    sheets = options["sheet"]
    return Instructions(
        mapping=dict(pairs("--map", options["map"])),
        where=tuple(pairs("--where", options["where"])),
        constants=dict(pairs("--set", options["set"])),
        create_agencies=options["create_agencies"],
        block=options["block"],
        sheets=tuple(sheets) if len(sheets) > 1 else (),
        sheet_names=options["sheet_names"],
        values=meanings(options["values"]),
        lookups=dict(pairs("--lookup", options["lookup"])),
        dates=SWAPPED if options["swap_dates"] else "",
        new_agencies=tuple(options["new_agency"]),
        choices={row: chosen(unit) for row, unit in pairs("--choose", options["choose"])},
    )


def pairs(option: str, texts: list[str]) -> list[tuple[str, str]]:
    found = [text.partition("=") for text in texts]
    for name, equals, _value in found:
        if not (name.strip() and equals):
            message = _("%(option)s takes NAME=VALUE, not “%(text)s”.")
            raise misused(message, option=option, text=name)
    return [(name.strip(), value.strip()) for name, _equals, value in found]


def meanings(texts: list[str]) -> dict[str, dict[str, str]]:
    """{field: {text of a cell: its meaning}}."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for said, meaning in pairs("--values", texts):
        field, colon, text = said.partition(":")
        if not (colon and field.strip() and text.strip()):
            message = _("%(option)s takes FIELD:TEXT=MEANING, not “%(text)s”.")
            raise misused(message, option="--values", text=f"{said}={meaning}")
        found[field.strip()][text.strip()] = meaning
    return dict(found)


def chosen(unit: str) -> str:
    """The key of a unit as the desk keeps it, out of its handle or its bare number."""
    if unit.lower() == NEW:
        return NEW
    if (key := key_of_handle(unit)) is not None:
        return str(key)
    if unit.isdecimal():
        return unit
    message = _("%(option)s takes a handle such as DV0000012 or “new”, not “%(text)s”.")
    raise misused(message, option="--choose", text=unit)


def day_of(options: Mapping) -> dt.date:
    """The day of the list; events bring theirs along, all others must be told."""
    text = options["as_of"]
    if not text and options["layout"] == EVENTS.name:
        return timezone.localdate()
    if not text:
        raise misused(_("Give the day on which the list was so: --as-of YYYY-MM-DD."))
    try:
        return dt.date.fromisoformat(text)
    except ValueError as problem:
        message = _("“%(text)s” is no day: write it as YYYY-MM-DD, for example 2025-06-30.")
        raise misused(message, text=text) from problem


def misused(sentence: str, **facts: str) -> CommandError:
    return CommandError(sentence % facts if facts else sentence, returncode=2)
