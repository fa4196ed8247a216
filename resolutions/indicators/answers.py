"""What a reading asks the register, and who answers: one question of the database for a whole page.

A page shares one set of kept counts among all its readings; each takes its own territory from it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Protocol

from units.counts import FigureSum
from units.models import Province
from units.moves import Moved, Moves
from units.tally import Kept, area_of
from units.tally_subjects import Subject

#: The yearly figures that indicators sum up.
SUMMED = ("headcount_budget", "budget_spending")


class Answers(Protocol):
    """The register of one territory as it was known at one moment."""

    @property
    def provinces(self) -> Mapping[int, Province]:
        """Every province by its id."""

    @property
    def first_days(self) -> Mapping[int, dt.date]:
        """Province id -> the first day of which the register holds any of its units by a list or by
        hand: that an event set up one of them does not tell what else there was."""

    def units(self, day: dt.date, subject: Subject) -> list[tuple[str, str, int]]:
        """(bloc, autonomy group or service class, number of units in force on ``day``)."""

    def figures(self, field: str, year: int, day: dt.date) -> FigureSum:
        """The sum of a yearly figure over the units in force on ``day``, a day of ``year``."""

    def moved(self, since: dt.date, on: dt.date) -> Moved:
        """Units that went to another province after ``since``, or came from one, by ``on``."""

    def into_companies(self, after: dt.date | None, on: dt.date) -> list[str]:
        """The blocs of units that became companies after ``after`` and by ``on``."""


class KeptAnswers:
    """Answers from kept counts, which may be shared, about the provinces with ids ``territory``."""

    def __init__(
        self,
        kept: Kept,
        territory: Collection[int],
        provinces: Mapping[int, Province],
        moves: Moves | None = None,
    ) -> None:
        self.kept, self.territory, self.provinces = kept, frozenset(territory), provinces
        self.moves = moves or Moves(kept.known, self.territory)

    @cached_property
    def first_days(self) -> dict[int, dt.date]:
        days = {area: self.kept.listed(area) for area in self.territory}
        return {area: day for area, day in days.items() if day}

    def units(self, day: dt.date, subject: Subject) -> list[tuple[str, str, int]]:
        cells = self.kept.on(day, self.territory, subject)
        return [(bloc, value, number) for (_key, bloc, value), number in cells.items()]

    def figures(self, field: str, year: int, day: dt.date) -> FigureSum:
        cell = (year, "", field)
        units = self.kept.on(day, self.territory, Subject.HAVING)[cell]
        total = self.kept.on(day, self.territory, Subject.SUM)[cell]
        in_force = self.kept.on(day, self.territory, Subject.AUTONOMY).total()
        return FigureSum(Decimal(total) if units else None, units, max(in_force - units, 0))

    def moved(self, since: dt.date, on: dt.date) -> Moved:
        return self.moves.between_provinces(self.territory, since, on)

    def into_companies(self, after: dt.date | None, on: dt.date) -> list[str]:
        return self.moves.into_companies(self.territory, after, on)


def answers_about(province: Province | None, known: dt.datetime | None) -> KeptAnswers:
    """Answers about one province, or about the country without what is fictional."""
    provinces = {one.pk: one for one in Province.objects.all()}
    if province is not None:
        territory = province.territory_ids()
    else:
        territory = {pk for pk, one in provinces.items() if not one.is_fictional} | {area_of(None)}
    return KeptAnswers(Kept(territory, known, figures=SUMMED), territory, provinces)
