"""Reading the kept counts: units and yearly figures of areas, on a few days, as known at a moment.

One query answers for any number of areas and days; what it reads grows with the days on which
something changed, and not with units. The ledgers themselves are counted in :mod:`units.counts`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Case, DateField, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast

from .models import Tally
from .periods import ONE_DAY
from .tally_subjects import IN_YEARS, OF_FIGURES, OVER_TIME, YEARS_OF, Subject

#: key, bloc, value: as in :class:`units.models.Tally`.
Cell = tuple[int, str, str]
Cells = Counter[Cell]
CELL = ("area", "subject", "key", "bloc", "value")
NO_DAY = Cast(Value(None), DateField())
#: Subjects under their own names.
SAME = {one: one.value for one in Subject}


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
        over_time = defaultdict(Counter)
        of_years, of_days = ([defaultdict(Counter) for _day in new] for _sort in range(2))
        for area, subject, *cell, day, place, number in self._rows(new):
            if subject in OVER_TIME:
                over_time[area, subject][day] += number
            elif subject in YEARS_OF:
                of_years[place][area, YEARS_OF[subject]][tuple(cell)] += number
            else:
                of_days[place][area, subject][tuple(cell)] += number
        if self._over_time is None:
            self._over_time = dict(over_time)
        begun = [self._begins(day) for day in new]
        self._on |= zip(new, summed_up(begun, of_years, of_days), strict=True)

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

    def _begins(self, day: dt.date) -> dt.date:
        """From when on the changes up to ``day`` are read day by day: what was before is read in
        whole years. As known at another moment no years are kept."""
        if self.known is not None:
            return dt.date.min
        eve = min(day, dt.date.max - ONE_DAY)  # after the last of all days there is no other
        return dt.date((eve + ONE_DAY).year, 1, 1)

    def _rows(self, days: list[dt.date]) -> Iterable[tuple]:
        """Each change once, with its day or with the place of the first of ``days`` it counts on.

        Days of change are read once only, and figures only those that were announced. Each sort is
        a query of its own, as the index has it, and all are asked together."""
        begun = {day: self._begins(day) for day in days}
        parts = [] if self._over_time is not None else [self._changes_over_time()]
        if days and begun[days[-1]] > dt.date.min:
            of_years = self._announced(IN_YEARS).filter(day__lt=begun[days[-1]])
            parts.append(on_places(of_years, [Q(day__lt=begun[day]) for day in days]))
        for begins in sorted(set(begun.values())):
            last = max(day for day in days if begun[day] == begins)
            if begins <= last:
                of_days = self._announced(SAME).filter(day__range=(begins, last))
                parts.append(on_places(of_days, [Q(day__lte=day) for day in days]))
        return parts[0].union(*parts[1:], all=True) if parts else ()

    def _read(self) -> QuerySet[Tally]:
        return Tally.objects.known(self.known).filter(area__in=self.areas).order_by()

    def _changes_over_time(self) -> QuerySet:
        rows = self._read().filter(subject__in=OVER_TIME)
        no_place = Value(None, output_field=IntegerField())
        return rows.values_list(*CELL, "day", no_place).annotate(change=Sum("number"))

    def _announced(self, named: Mapping[Subject, str]) -> QuerySet[Tally]:
        """Rows of all subjects, as they are ``named``; of figures those that are wanted."""
        plain = {named[one] for one in self.subjects.difference(OF_FIGURES)}
        figures = {named[one] for one in self.subjects.intersection(OF_FIGURES)}
        wanted = Q(subject__in=plain) | Q(value__in=self.figures)
        return self._read().filter(wanted, subject__in=plain | figures)


def on_places(rows: QuerySet[Tally], counts: list[Q]) -> QuerySet:
    """Sums of ``rows`` by cell, and by the first of ``counts`` that a row meets."""
    first = [When(one, then=Value(place)) for place, one in enumerate(counts)]
    place = Case(*first, default=Value(None), output_field=IntegerField())
    return rows.values_list(*CELL, NO_DAY, place).annotate(change=Sum("number"))


def summed_up(
    begun: list[dt.date], of_years: list[dict], of_days: list[dict]
) -> Iterable[dict[tuple[int, str], Cells]]:
    """Turn what changed by each of several days into what was so on each: all of the years before
    it, and the days since its own year has ``begun``."""
    years: dict[tuple[int, str], Cells] = defaultdict(Counter)
    days: dict[tuple[int, str], Cells] = defaultdict(Counter)
    since = None
    for begins, year_changes, day_changes in zip(begun, of_years, of_days, strict=True):
        if begins != since:
            days, since = defaultdict(Counter), begins
        for running, changes in ((years, year_changes), (days, day_changes)):
            for place, cells in changes.items():
                running[place].update(cells)
        found = {place: Counter(cells) for place, cells in years.items()}
        for place, cells in days.items():
            found.setdefault(place, Counter()).update(cells)
        yield found
