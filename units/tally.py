"""Reading the kept counts: units and yearly figures of areas, on a few days, as known at a moment.

One query answers for any number of areas and days; what it reads grows with the days on which
something changed, and not with units. The ledgers themselves are counted in :mod:`units.counts`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Case, DateField, F, IntegerField, Q, Sum, Value, When

from .models import Tally
from .tally_subjects import OF_FIGURES, OVER_TIME, Subject

#: key, bloc, value: as in :class:`units.models.Tally`.
Cell = tuple[int, str, str]
Cells = Counter[Cell]


def area_of(province_id: int | None) -> int:
    """The area of a province; units of ministries lie in area 0."""
    return province_id or 0


class Kept:
    """The kept counts of ``areas`` as known at ``known``, read when they are first asked for.

    ``subjects`` that will be asked for on single days, and names of the yearly ``figures``.
    """

    def __init__(
        self,
        areas: Collection[int],
        known: dt.datetime | None = None,
        *,
        subjects: Collection[Subject] = tuple(Subject),
        figures: Collection[str] = (),
    ) -> None:
        self.areas, self.known = frozenset(areas), known
        self.subjects, self.figures = set(subjects) - set(OVER_TIME), tuple(figures)
        self._over_time: dict[tuple[int, str], Counter[dt.date]] | None = None
        self._on: dict[dt.date, dict[tuple[int, str], Cells]] = {}

    def ask(self, days: Iterable[dt.date | None]) -> None:
        """Have the counts of ``days`` read, with all that changed over time, in one query."""
        new = sorted({day for day in days if day} - set(self._on))
        if not new and self._over_time is not None:
            return
        over_time, on = defaultdict(Counter), [defaultdict(Counter) for _day in new]
        for area, subject, *cell, day, place, number in self._rows(new):
            if subject in OVER_TIME:
                over_time[area, subject][day] += number
            else:
                on[place][area, subject][tuple(cell)] += number
        if self._over_time is None:
            self._over_time = dict(over_time)
        self._on |= zip(new, summed_up(on), strict=True)

    def changes(self, area: int) -> Counter[dt.date]:
        """By how much the number of units changes, by day."""
        self.ask(())
        return self._over_time.get((area, Subject.UNITS), Counter())

    def listed(self, area: int) -> dt.date | None:
        """The first day of which something is known that no event alone explains."""
        self.ask(())
        days = self._over_time.get((area, Subject.LISTED), {})
        return min((day for day, number in days.items() if number > 0), default=None)

    def on(self, day: dt.date, areas: Iterable[int], subject: Subject) -> Cells:
        """The counts of a subject on ``day`` over several areas, without those that are 0."""
        self.ask([day])
        found: Cells = Counter()
        for area in areas:
            found.update(self._on[day].get((area, subject), {}))
        return Counter({cell: number for cell, number in found.items() if number})

    def _rows(self, days: list[dt.date]):
        """Each change once, with its day or with the place of the first of ``days`` it counts on.

        Days of change are read once only, and figures only those that were announced."""
        over_time = Q(subject__in=OVER_TIME)
        wanted = Q(pk__in=[]) if self._over_time is not None else over_time
        if days:
            plain = Q(subject__in=self.subjects.difference(OF_FIGURES))
            figures = Q(subject__in=self.subjects.intersection(OF_FIGURES), value__in=self.figures)
            wanted |= (plain | figures) & Q(day__lte=days[-1])
        place = [When(day__lte=day, then=Value(place)) for place, day in enumerate(days)]
        rows = Tally.objects.known(self.known).filter(wanted, area__in=self.areas).order_by()
        return rows.values_list(
            "area", "subject", "key", "bloc", "value",
            Case(When(over_time, then=F("day")), default=None, output_field=DateField()),
            Case(*place, default=Value(None), output_field=IntegerField()),
        ).annotate(change=Sum("number"))  # fmt: skip


def summed_up(changes: list[dict]) -> Iterable[dict]:
    """Turn what changed by each of several days into what was so on each."""
    running: dict[tuple[int, str], Cells] = defaultdict(Counter)
    for change in changes:
        for place, cells in change.items():
            running[place] = Counter(running[place])  # the days before keep their own
            running[place].update(cells)
        yield dict(running)
