"""Pairs of units that might merge: of the same kind, in the same commune, one of them too small.

Suggestions only. A pair shows why it is suggested, from what the register knows; what it does not
know (people, commune) suggests nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from units.imports.telling_names import telling
from units.models import Province, UnitVersion, YearFigures
from units.periods import holds

from ..models import CaseRule

#: The level of agency whose area is one commune (from 1/7/2025; before, nothing says the commune).
COMMUNE = "commune"


@dataclass(frozen=True)
class Small:
    """A unit that might merge. ``people``: present in ``year``, the latest that is known."""

    unit: int
    name: str
    people: int
    year: int


@dataclass(frozen=True)
class Candidate:
    """``closing`` would go into ``receiver``; ``least``: employees that a unit needs at least, by
    ``legal_basis`` on the day."""

    closing: Small
    receiver: Small
    agency: str
    least: Decimal
    legal_basis: str

    @property
    def key(self) -> str:
        """How a form names the pair."""
        return f"{self.closing.unit}-{self.receiver.unit}"

    @property
    def together(self) -> int:
        return self.closing.people + self.receiver.people

    @property
    def is_enough(self) -> bool:
        return self.together >= self.least


def candidates(province: Province, on: dt.date) -> list[Candidate]:
    """All pairs that ``on`` suggests, those that would have enough people first; four queries.

    A small unit goes to the smallest of its fellows that makes both large enough, or else to the
    largest. No unit is suggested both to close and to receive.
    """
    rule = minimum(on)
    if rule is None:
        return []
    territory = province.territory_ids()
    rows, people = standing(territory, on), latest_people(territory, on)
    found = [
        Candidate(closing, receiver, agency, rule.value, rule.legal_basis)
        for agency, fellows in groups(rows, people)
        for closing, receiver in pairs(fellows, rule.value)
    ]
    return sorted(found, key=lambda one: (not one.is_enough, one.agency, one.closing.name))


def minimum(on: dt.date) -> CaseRule | None:
    """The row in force on ``on`` that says how many employees a unit needs at least."""
    rows = CaseRule.objects.filter(code="employees", value__isnull=False)
    return next((row for row in rows if holds(row.valid_from, row.valid_to, on)), None)


def standing(territory: Collection[int], on: dt.date) -> Iterable[tuple]:
    """(unit, name, sector, agency id, agency name) of units under a commune."""
    versions = UnitVersion.objects.on(on).filter(province__in=territory)
    under_communes = versions.filter(agency__level__code=COMMUNE).order_by("sort_key", "unit")
    return under_communes.values_list("unit", "name", "sector", "agency", "agency__name")


def latest_people(territory: Collection[int], on: dt.date) -> dict[int, tuple[int, int]]:
    """{unit: (people present, year)}, of the latest year by ``on`` in which it is known."""
    rows = YearFigures.objects.known().filter(
        province__in=territory, year__lte=on.year, headcount_present__isnull=False
    )
    ordered = rows.order_by("year").values_list("unit", "headcount_present", "year")
    return {unit: (people, year) for unit, people, year in ordered.iterator()}


def groups(
    rows: Iterable[tuple], people: dict[int, tuple[int, int]]
) -> Iterator[tuple[str, list[Small]]]:
    """(agency, units of one kind under it of which the people are known), two units at least."""
    fellows: dict[tuple, list[Small]] = defaultdict(list)
    for unit, name, sector, agency, agency_name in rows:
        kinds = telling(name).kinds
        if kinds and unit in people:
            key = (agency_name, agency, sector, kinds)
            fellows[key].append(Small(unit, name, *people[unit]))
    for key, units in fellows.items():
        if len(units) > 1:
            yield key[0], units


def pairs(fellows: list[Small], least: Decimal) -> Iterator[tuple[Small, Small]]:
    """(closing, receiver): each unit below ``least`` with a fellow of its, the smallest first."""
    ordered = sorted(fellows, key=lambda one: (one.people, one.unit))
    receivers: set[int] = set()
    closing: set[int] = set()
    for one in ordered:
        if one.people >= least or one.unit in receivers:
            continue
        others = [two for two in ordered if two is not one and two.unit not in closing]
        if not others:
            continue
        enough = [two for two in others if one.people + two.people >= least]
        receiver = enough[0] if enough else others[-1]
        closing.add(one.unit)
        receivers.add(receiver.unit)
        yield one, receiver
