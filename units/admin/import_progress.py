"""How far the worker is with a list, in words and as a bar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import number_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..choices import BatchStatus
from ..imports.claims import IN_BACKGROUND
from ..imports.revival import is_waiting_in_vain
from ..models import ImportBatch

PHASES = {
    "reading": gettext_lazy("Reading the file"),
    "comparing": gettext_lazy("Comparing the rows with the register"),
    "keeping": gettext_lazy("Laying down what would change"),
    "preparing": gettext_lazy("Preparing what is to be written"),
    "writing": gettext_lazy("Writing to the register"),
}
#: What is true of a list that nobody works on, where its status alone leaves a doubt.
AT_REST = {
    BatchStatus.CANCELLED: gettext_lazy("The list was put aside. Nothing of it was written."),
    BatchStatus.APPLIED: gettext_lazy("The whole list is in the register."),
    BatchStatus.UNDONE: gettext_lazy("All that the list had written was taken back."),
}


@dataclass(frozen=True)
class Standing:
    """``done`` of ``total`` rows, both 0 where they are not known; ``line`` says it in words."""

    title: str
    line: str = ""
    done: int = 0
    total: int = 0
    is_stopping: bool = False
    lacks_worker: bool = False


def standing_of(batch: ImportBatch, now: dt.datetime) -> Standing | None:
    """None for a list that nobody has to work on."""
    if batch.status not in IN_BACKGROUND:
        return None
    told = batch.progress
    if is_waiting_in_vain(batch, now):
        return Standing(_("Waiting for the worker"), lacks_worker=True)
    if "phase" not in told or batch.beat_at is None:
        return Standing(_("Waiting for its turn"), is_stopping=batch.cancel_asked)
    return Standing(
        str(PHASES[told["phase"]]),
        line_of(told, batch.beat_at, now),
        told["done"],
        told["total"],
        is_stopping=batch.cancel_asked,
    )


def line_of(told: dict, beat_at: dt.datetime, now: dt.datetime) -> str:
    """Rows done, how many a second, and how long the rest takes at that rate."""
    since = dt.datetime.fromisoformat(told["since"])
    facts: dict[str, object] = {
        "done": number_format(told["done"]),
        "total": number_format(told["total"]),
        "since": time_format(localtime(since), "H:i:s"),
        "time": seconds((now - since).total_seconds()),
    }
    if not told["total"]:
        return _("since %(since)s (%(time)s)") % facts
    took = (beat_at - since).total_seconds()
    if not told["done"] or took <= 0:
        return _("%(total)s rows, since %(since)s (%(time)s)") % facts
    rate = told["done"] / took
    facts["rate"] = number_format(round(rate))
    facts["left"] = seconds((told["total"] - told["done"]) / rate)
    return _("%(done)s of %(total)s rows, %(rate)s a second, about %(left)s left") % facts


def seconds(number: float) -> str:
    whole = max(1, round(number))
    if whole < 60:
        return ngettext("%(number)d second", "%(number)d seconds", whole) % {"number": whole}
    minutes = round(whole / 60)
    return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
