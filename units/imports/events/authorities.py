"""Who decides and who governs, on the day of an event: its province and its agencies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ...models import Agency, Province
from ...names import match_key
from ..holdings import area_of
from ..references import Agencies


class Provinces:
    """The province of an event: the one of the list, or who held its territory on that day."""

    def __init__(self, province: Province | None) -> None:
        self.province = province
        area = area_of(province) if province else set()
        self.area = list(Province.objects.filter(pk__in=area).order_by("pk"))

    def on(self, day: dt.date, of_units: Iterable[int | None]) -> Province | None:
        """Where several provinces were merged since, the one of the event's units decides; where
        that leaves a doubt the list's own stands, and the rules say what is wrong with it."""
        if self.province is None or self.province.holds_on(day):
            return self.province
        standing = [one for one in self.area if one.holds_on(day)]
        if len(standing) > 1:
            standing = [one for one in standing if one.pk in set(of_units)]
        return standing[0] if len(standing) == 1 else self.province


class AgencyBook:
    """Agencies by province and day. One that is to be created is a row with a negative key until
    it is written; ``new`` is {(province key, folded name): row}."""

    def __init__(self, *, create: bool) -> None:
        self.create = create
        self.new: dict[tuple[int | None, str], Agency] = {}
        self._of: dict[int | None, Agencies] = {}
        self._on: dict[tuple[int | None, dt.date], Agencies] = {}
        self._rows: dict[int, Agency] = {}

    def find(self, text: str, province: Province | None, day: dt.date) -> Agency:
        """Raises :class:`units.imports.references.UnknownReference`."""
        found = self._agencies(province, day).find(text)
        if isinstance(found, int):
            return self._rows[found]
        key = (province.pk if province else None, match_key(found))
        if key not in self.new:
            self.new[key] = Agency(pk=-1 - len(self.new), name=found, province=province)
        return self.new[key]

    def _agencies(self, province: Province | None, day: dt.date) -> Agencies:
        own = province.pk if province else None
        if own not in self._of:
            self._of[own] = known = Agencies(province, day, create=self.create)
            for row in known.rows:
                self._rows[row.pk] = Agency(**row._asdict())
        if (own, day) not in self._on:
            self._on[own, day] = self._of[own].on(day)
        return self._on[own, day]
