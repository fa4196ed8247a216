"""How the deadline of a dossier stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..models import Case
from .clock import Calendar


@dataclass(frozen=True)
class Deadline:
    """``days`` are working days: left, or over when negative; None while no clock runs. ``unsure``
    are the years of which nobody has entered all days off, so that it may still move."""

    due_on: dt.date | None
    days: int | None
    is_standing: bool
    unsure: tuple[str, ...] = ()

    @property
    def is_late(self) -> bool:
        return self.days is not None and self.days < 0

    @property
    def over(self) -> int:
        return -(self.days or 0)


def deadline(case: Case, today: dt.date) -> Deadline:
    if case.due_on:
        calendar = Calendar.stored()
        years = calendar.unsure(case.counted_from or case.due_on, case.due_on)
        days = calendar.between(today, case.due_on)
        return Deadline(case.due_on, days, False, tuple(map(str, years)))
    return Deadline(None, case.days_left, case.days_left is not None)
