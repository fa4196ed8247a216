"""Working days: the only place that knows on which days offices work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from ..models import CalendarDay, CalendarYear

SATURDAY = 5
ONE_DAY = dt.timedelta(days=1)


class Calendar:
    """Monday to Friday, but for the days of the table; ``exceptions`` is {day: worked or not},
    ``years`` are those of which all days off are known."""

    def __init__(self, exceptions: Mapping[dt.date, bool], years: Collection[int] = ()) -> None:
        self.exceptions, self.years = exceptions, years

    @classmethod
    def stored(cls) -> Calendar:
        """The calendar as the office keeps it; two queries."""
        days = dict(CalendarDay.objects.values_list("day", "is_worked"))
        return cls(days, set(CalendarYear.objects.values_list("year", flat=True)))

    def unsure(self, start: dt.date, end: dt.date) -> list[int]:
        """The years between two days whose days off are not all entered."""
        return [year for year in range(start.year, end.year + 1) if year not in self.years]

    def is_worked(self, day: dt.date) -> bool:
        return self.exceptions.get(day, day.weekday() < SATURDAY)

    def after(self, day: dt.date, days: int) -> dt.date:
        """The last of ``days`` working days, the first being the one after ``day``."""
        while days > 0:
            day += ONE_DAY
            days -= self.is_worked(day)
        return day

    def between(self, start: dt.date, end: dt.date) -> int:
        """Working days after ``start`` up to and including ``end``; negative when ``end`` is
        earlier."""
        if end < start:
            return -self.between(end, start)
        days = (start + ONE_DAY * n for n in range(1, (end - start).days + 1))
        return sum(map(self.is_worked, days))
