"""How the deadline of a dossier stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..models import Case
from .clock import Calendar


@dataclass(frozen=True)
class Deadline:
    """``days`` are working days: left, or over when negative; None while no clock runs."""

    due_on: dt.date | None
    days: int | None
    is_standing: bool

    @property
    def is_late(self) -> bool:
        return self.days is not None and self.days < 0

    @property
    def over(self) -> int:
        return -(self.days or 0)


def deadline(case: Case, today: dt.date) -> Deadline:
    if case.due_on:
        return Deadline(case.due_on, Calendar.stored().between(today, case.due_on), False)
    return Deadline(None, case.days_left, case.days_left is not None)
