"""When the case desk opened: from that day on nothing is history that may go beside a dossier."""

from __future__ import annotations

import datetime as dt

from .models import DeskOpening, Province
from .sentences import Sentence
from .sentences import Sentence as _


def after_the_opening(province: Province | None, operative_on: dt.date) -> str:
    """Why an event of that day needs a dossier, in one sentence; "" where it is history."""
    opened = DeskOpening.objects.day_of(province)
    return str(sentence(opened, operative_on)) if opened and operative_on >= opened else ""


def sentence(opened: dt.date, operative_on: dt.date) -> Sentence:
    said = _(
        "Since %(opened)s every change passes through a dossier, and this one is operative on"
        " %(day)s: open a dossier for it."
    )
    return said % {"opened": opened, "day": operative_on}
