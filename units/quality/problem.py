"""What a problem of the data is: how its cases are found, and how one case is told to a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from ..models import Unit, UnitVersion


@dataclass(frozen=True)
class Review:
    """What is looked at: the register of ``on``, in ``provinces`` (ids; None: everywhere)."""

    on: dt.date
    provinces: frozenset[int] | None = None

    def within(self, path: str = "province") -> Q:
        """Condition "``path`` lies in the provinces looked at"."""
        return Q() if self.provinces is None else Q(**{f"{path}__in": self.provinces})

    def versions(self) -> QuerySet[UnitVersion]:
        """The versions of the register as it is known now, of any day."""
        return UnitVersion.objects.known().filter(self.within())

    def versions_in_force(self) -> QuerySet[UnitVersion]:
        return UnitVersion.objects.on(self.on).filter(self.within())


@dataclass(frozen=True)
class Finding:
    """One case of a problem: what it is about, what is wrong with it, the address of the screen
    where it is mended, and perhaps that of a form filled in with what would mend it."""

    subject: str
    note: str
    address: str
    proposal: str = ""


Rows = QuerySet | Sequence


@dataclass(frozen=True)
class Problem:
    """One way in which data can be wrong. ``find`` gives its cases in a constant number of queries;
    ``tell`` puts one of them into words and asks nothing of the database."""

    label: Promise
    cure: Promise
    find: Callable[[Review], Rows]
    tell: Callable[[Any], Finding]

    @property
    def code(self) -> str:
        return self.find.__name__


def problem(label: Promise, *, cure: Promise, tell: Callable[[Any], Finding]):
    """Turn a function that finds cases into a :class:`Problem`; its name is the problem's code."""

    def named(find: Callable[[Review], Rows]) -> Problem:
        return Problem(label, cure, find, tell)

    return named


def number_of(rows: Rows) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def tell_unit(version: UnitVersion, note: str = "") -> Finding:
    """A case about one unit; it is mended from the unit's own page."""
    address = Unit(pk=version.unit_id).get_absolute_url()
    return Finding(f"{version.name} ({version.shown_code})", note, address)
