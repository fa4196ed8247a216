"""Where the list behind a number lies: every number of a page opens just what it counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from units.asked import Asked
from units.models import Province

from .narrowing import EVERYTHING, Narrowing


@dataclass(frozen=True)
class Addresses:
    """The lists of a province (None: of the country) as a page of ``day`` counts them.

    A code may be another province's on the day that is counted, so an address then says of which
    day's province it speaks (``of``).
    """

    province: Province | None
    day: dt.date
    asked: Asked
    narrowed: Narrowing = EVERYTHING

    def units(self, on: dt.date, **wanted: object) -> str:
        """Units in force on ``on``; with ``since``, those that came and left between the days."""
        return self._to("units-listed", on, wanted)

    def figures(self, on: dt.date, year: int, **wanted: object) -> str:
        """Yearly figures of ``year`` that a page of ``on`` adds up."""
        return self._to("figures-listed", on, {"year": year, **wanted})

    def events(self, on: dt.date, **wanted: object) -> str:
        """Reorganization events in effect by ``on``, or in the ``state`` wanted."""
        return self._to("events-listed", on, wanted)

    def _to(self, name: str, on: dt.date, wanted: Mapping[str, object]) -> str:
        days: dict[str, object] = {"on": on, "known": self.asked.known}
        if self.province is not None and not self.province.holds_on(on):
            days["of"] = self.day
        narrowed = {"sector": self.narrowed.sector_code, "agency": self.narrowed.agency_id}
        given = {**days, **narrowed, **{key: one for key, one in wanted.items() if one != ""}}
        told = [(key, written(value)) for key, value in given.items() if value is not None]
        return f"{self._path(name)}?{urlencode(told, doseq=True)}"

    def _path(self, name: str) -> str:
        if self.province is None:
            return reverse(f"country-{name}")
        return reverse(name, args=[self.province.code])


def written(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value
