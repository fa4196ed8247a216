"""How the targets of provinces stand, in as many queries for all of them as for one.

Each question is asked of the database once for all provinces of a page; the reading of one province
takes its own territory out of the answer.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property

from django.db.models import Count, Sum

from resolutions.indicators import Reading
from resolutions.models import Target
from resolutions.progress import Progress, progress
from units.counts import FigureSum
from units.models import Agency, Province, UnitVersion, YearFigures

from .atlas import Atlas
from .history import History


class Answers:
    """What the register answers of some territories, by the province that rows stand in."""

    def __init__(self, territory: set[int], known: dt.datetime | None = None) -> None:
        self.territory, self.known = territory, known
        self.tally = cache(self.tally)
        self.sums = cache(self.sums)

    def in_force(self, day: dt.date):
        versions = UnitVersion.objects.on(day, known=self.known)
        return versions.filter(province__in=self.territory).order_by()

    def tally(self, day: dt.date, column: str) -> dict[int, list[tuple]]:
        """Province id -> (agency, value of ``column``, number of units in force on ``day``)."""
        rows = self.in_force(day).values_list("province", "agency", column)
        found = defaultdict(list)
        for province, *row in rows.annotate(number=Count("*")):
            found[province].append(tuple(row))
        return found

    def sums(self, field: str, year: int, day: dt.date) -> dict[int, tuple[Decimal | None, int]]:
        """Province id -> (sum of a yearly figure, units that have it) of units in force."""
        figures = YearFigures.objects.known(self.known).filter(
            year=year, unit__in=self.in_force(day).values("unit")
        )
        rows = figures.order_by().values_list("province").annotate(Sum(field), Count(field))
        return {province: (total, units) for province, total, units in rows}

    @cached_property
    def blocs(self) -> dict[int, str]:
        return dict(Agency.objects.values_list("pk", "bloc"))


class SharedReading(Reading):
    """A province's reading over shared answers; only lists, not events, make a day known."""

    def __init__(self, atlas: Atlas, province: Province, past: History, answers: Answers) -> None:
        super().__init__(province, answers.known)
        self.territory = atlas.territory(province)
        self.answers = answers
        self._provinces = atlas.by_id
        self._first_days = past.listed

    @property
    def _blocs(self) -> dict[int, str]:
        return self.answers.blocs

    def _tally(self, day: dt.date, column: str) -> list[tuple]:
        tally = self.answers.tally(day, column)
        return [row for pk in self.territory for row in tally.get(pk, ())]

    def figure(self, field: str, year: int, day: dt.date, bloc: str = "") -> Decimal:
        self._must_know(day)
        if (field, year, day) not in self._sums:
            sums = self.answers.sums(field, year, day)
            rows = [sums[pk] for pk in self.territory if pk in sums]
            units = sum(number for _total, number in rows)
            in_force = sum(row[-1] for row in self._tally(day, "autonomy_group"))
            total = sum(amount for amount, number in rows if number)
            found = FigureSum(total if units else None, units, in_force - units)
            self._sums[field, year, day] = found
        return super().figure(field, year, day, bloc)


def answers_about(
    atlas: Atlas, provinces: Iterable[Province], known: dt.datetime | None = None
) -> Answers:
    """What can be asked of the whole territories of ``provinces``, as known at ``known``."""
    return Answers(set().union(*(atlas.territory(one) for one in provinces)), known)


def judged(
    atlas: Atlas,
    provinces: Sequence[Province],
    pasts: Mapping[int, History],
    day: dt.date,
    answers: Answers,
) -> dict[int, list[Progress]]:
    """Province id -> its own targets promised by ``day``, judged on it; ``answers`` cover them all.

    The queries grow with the days that the targets ask about, with nothing else.
    """
    promised = Target.objects.filter(province__in=provinces).promised_by(day)
    readings = {one.pk: SharedReading(atlas, one, pasts[one.pk], answers) for one in provinces}
    found = {one.pk: [] for one in provinces}
    targets = list(promised.select_related("document", "province"))
    if answers.known:
        targets = as_entered(targets, answers.known)
    for target in targets:
        reading = readings[target.province_id]
        found[target.province_id].append(progress(target, target.province, day, reading=reading))
    return found


def as_entered(targets: Iterable[Target], known: dt.datetime) -> list[Target]:
    """Targets with the values that they had at ``known``, without those entered later; one query.

    Targets that came with a file of papers have no history and are taken as they are.
    """
    now = {target.pk: target for target in targets}
    rows = Target.history.filter(id__in=now).order_by("history_date", "history_id")
    then, later = {}, set()
    for row in rows:
        if row.history_date <= known:
            then[row.id] = row.instance
        elif row.history_type == "+":
            later.add(row.id)
    for pk, target in then.items():
        target.document, target.province = now[pk].document, now[pk].province
    return [then.get(pk, target) for pk, target in now.items() if pk not in later]
