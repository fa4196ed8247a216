"""What the register knows of the units that a list of events may speak of, as plain tuples."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from ...models import Agency, Province, UnitVersion
from ...names import match_key
from ...periods import holds
from ..holdings import area_of, in_area


class Life(NamedTuple):
    """One version of a unit."""

    unit: int
    valid_from: dt.date
    valid_to: dt.date | None
    code: str
    name: str
    agency: int | None
    province: int | None
    sector: int | None
    autonomy_group: str


class Past:
    """Units of the territory of ``province`` (None: of the whole register, since a decision from
    above may speak of any) that bear or ever bore one of ``codes`` or folded ``names``."""

    def __init__(self, province: Province | None, codes: set[str], names: set[str]) -> None:
        self.lives: dict[int, list[Life]] = {}
        self.by_code: dict[str, set[int]] = defaultdict(set)
        self.by_name: dict[str, set[int]] = defaultdict(set)
        handles = {key for code in codes if (key := key_of_handle(code))}
        for unit, lives in groupby(self._versions(province), attrgetter("unit")):
            known = list(lives)
            borne = {life.code for life in known} & codes
            called = {match_key(life.name) for life in known} & names
            if borne or called or unit in handles:
                self.lives[unit] = known
            for code in borne:
                self.by_code[code].add(unit)
            for key in called:
                self.by_name[key].add(unit)
        rows = Agency.objects.values_list("pk", "code", "name")
        self.agencies = {pk: {code, match_key(name)} for pk, code, name in rows}
        self.called = {pk: name for pk, _code, name in rows}

    def _versions(self, province: Province | None) -> Iterable[Life]:
        versions = UnitVersion.objects.known()
        if province is not None:
            near = versions.filter(in_area(area_of(province))).order_by()
            versions = versions.filter(unit__in=near.values("unit"))
        rows = versions.order_by("unit_id", "valid_from").values_list(*Life._fields)
        return map(Life._make, rows)  # no cursor: PostgreSQL plans for its first rows only

    def on(self, unit: int, day: dt.date) -> Life | None:
        return next(
            (life for life in self.lives[unit] if holds(life.valid_from, life.valid_to, day)), None
        )

    def with_code(self, code: str, *days: dt.date) -> set[int]:
        """Units that bear the code on the first of ``days`` on which any does, else that ever bore
        it; the register's own handle (DV0000012) is understood too."""
        found = self.by_code.get(code, set())
        for day in days:
            if then := {
                unit for unit in found if (life := self.on(unit, day)) and life.code == code
            }:
                return then
        return found or {key for key in (key_of_handle(code),) if key in self.lives}

    def with_name(self, key: str, day: dt.date) -> set[int]:
        """Units of that name on ``day``, else that ever had it."""
        found = self.by_name.get(key, set())
        then = {
            unit for unit in found if (life := self.on(unit, day)) and match_key(life.name) == key
        }
        return then or found

    def governed(self, units: Iterable[int], agency: str, day: dt.date) -> set[int]:
        """Those of ``units`` whose agency on ``day`` has that code or name."""
        return {unit for unit in units if self.is_under(unit, agency, day)}

    def is_under(self, unit: int, agency: str, day: dt.date) -> bool:
        life = self.on(unit, day) or self.lives[unit][-1]
        return bool({agency, match_key(agency)} & self.agencies.get(life.agency, set()))

    def names_of(self, units: Iterable[int]) -> str:
        return "; ".join(f"DV{unit:07d} {self.lives[unit][-1].name}" for unit in sorted(units)[:5])


def key_of_handle(code: str) -> int | None:
    """The unit's key in a handle such as DV0000012."""
    digits = code.removeprefix("DV")
    return int(digits) if digits != code and len(digits) == 7 and digits.isdecimal() else None
