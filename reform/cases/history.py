"""Who held a dossier, how long, and what they did with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Case, CaseMove
from .moves import MOVES
from .opening import OPEN


@dataclass(frozen=True)
class Holding:
    """One step and the time that the dossier then lay in the status it led to."""

    move: CaseMove
    label: object
    status: str
    held: dt.timedelta

    @property
    def shown(self) -> str:
        """Whole days, or less than one."""
        if not self.held.days:
            return _("less than a day")
        said = ngettext("%(days)d day", "%(days)d days", self.held.days)
        return said % {"days": self.held.days}


def holdings(case: Case, *, now: dt.datetime) -> list[Holding]:
    """All steps, the latest first; a step that keeps the status ends no holding but its own."""
    moves = list(
        case.moves.select_related("made_by", "officer", "coded_reason").order_by("version")
    )
    ends = [move.made_at for move in moves[1:]] + [now]
    found = [
        Holding(
            move,
            label_of(move),
            move.get_to_status_display(),
            end - move.made_at,
        )
        for move, end in zip(moves, ends, strict=True)
    ]
    return found[::-1]


def label_of(move: CaseMove) -> object:
    return "" if move.action == OPEN else MOVES[move.action].label
