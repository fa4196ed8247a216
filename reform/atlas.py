"""All provinces in memory: some ninety rows, read once and asked in many ways.

A code is not a province: on 2025-07-01 seven codes went to other names. Who bears a code, whose
territory lies where and what became of it are answered here for any day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import reverse

from units.asked import Asked
from units.models import Province
from units.periods import last_day


@dataclass(frozen=True)
class Place:
    """The province that the page of a code speaks of, and ``day``, the day it speaks of.

    ``asked`` is the day that was asked for: later than ``day`` when no province bears the code any
    more, and the page is frozen at the last day of the one that did.
    """

    province: Province
    day: dt.date
    asked: dt.date

    @property
    def is_frozen(self) -> bool:
        return self.day != self.asked


class Atlas:
    """``readable`` holds the ids of the provinces that may be shown and linked; None: all."""

    def __init__(
        self, provinces: Iterable[Province], readable: Collection[int] | None = None
    ) -> None:
        self.provinces = sorted(provinces, key=lambda one: (one.code, one.valid_from))
        self.readable = readable

    def may_read(self, province: Province) -> bool:
        return self.readable is None or province.pk in self.readable

    @property
    def rights(self) -> list[int] | None:
        """What may be read, as a value that can be compared; None: all."""
        return None if self.readable is None else sorted(self.readable)

    @property
    def is_whole(self) -> bool:
        """May every province be read, so that a national total says nothing hidden?"""
        return all(self.may_read(one) for one in self.provinces)

    @cached_property
    def by_id(self) -> dict[int, Province]:
        return {one.pk: one for one in self.provinces}

    def in_force(self, day: dt.date) -> list[Province]:
        """Readable provinces in force on ``day``, by code."""
        return [one for one in self.provinces if one.holds_on(day) and self.may_read(one)]

    def bearers(self, code: str) -> list[Province]:
        """Readable provinces that bear or once bore ``code``, the earliest first."""
        return [one for one in self.provinces if one.code == code and self.may_read(one)]

    def place(self, code: str, on: dt.date) -> Place | None:
        """The province that bears ``code`` on ``on``, or else the last that did, on its last day.

        None when nobody has borne the code by then.
        """
        begun = [one for one in self.bearers(code) if one.valid_from <= on]
        if not begun:
            return None
        province = begun[-1]
        day = on if province.holds_on(on) else last_day(province.valid_to)
        return Place(province, day, on)

    def predecessors(self, province: Province) -> list[Province]:
        return [one for one in self.provinces if one.succeeded_by_id == province.pk]

    def successor(self, province: Province) -> Province | None:
        return self.by_id.get(province.succeeded_by_id)

    def territory(self, province: Province) -> set[int]:
        """Ids of the province and of all that went into it (`Province.territory_ids`, no query)."""
        ids = {province.pk}
        for one in self.predecessors(province):
            ids |= self.territory(one)
        return ids

    def address(self, province: Province, asked: Asked) -> str:
        """The page of ``province`` on the day asked for, or else today's, or else its last one; as
        known on the same day."""
        for day in (asked.on, asked.today):
            place = self.place(province.code, day)
            if place and place.province == province:
                return page_address(province, replace(asked, on=day))
        day = last_day(province.valid_to) or province.valid_from
        return page_address(province, replace(asked, on=day))

    def other_bearers(self, province: Province) -> tuple[Province | None, Province | None]:
        """The nearest (earlier, later) bearers of its code, where their name is another."""
        bearers = self.bearers(province.code)
        where = bearers.index(province)
        earlier = [one for one in bearers[:where] if one.name != province.name]
        later = [one for one in bearers[where + 1 :] if one.name != province.name]
        return (earlier[-1] if earlier else None, later[0] if later else None)


def page_address(province: Province, asked: Asked) -> str:
    """The address of the page that ``province``'s code has on the days asked for."""
    return reverse("province", args=[province.code]) + asked.query
