"""What the register holds when a list is compared with it, as plain tuples.

A few set-based reads, whatever the length of the list; nothing here becomes a model instance.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from ..bulk_rows import among, read_rows
from ..models import Province, RegisterEntry, UnitVersion, YearFigures
from ..models.figures import FIGURES
from ..models.province import heirs_of_all, last_heir, with_predecessors
from ..names import match_key
from ..periods import holds
from .references import Agencies

#: The attributes of a version that a list can give, by the names that changes are written under.
ATTRIBUTES = ("code", "name", "agency", "sector", "service_class", "autonomy_group")

NO_TEXTS: Mapping[str, str] = MappingProxyType({})


class Standing(NamedTuple):
    """One version of a unit."""

    pk: int
    unit: int
    valid_from: dt.date
    valid_to: dt.date | None
    code: str
    name: str
    agency: int | None
    sector: int | None
    service_class: str
    autonomy_group: str
    province: int | None
    closed_by: int | None
    unit__established_on: dt.date | None


class Holdings:
    """Units of the territory of ``province`` (None: of the ministries) around ``as_of``.

    The area of a list is the province, all that were merged into it, and those that came after it:
    an older list may name units that the register first met under a later province.

    All of it is held at once, so each unit takes as little as can be: plain tuples, in which equal
    days are one object. ``texts`` is {text: the same}: what the list holds is not held twice.
    """

    def __init__(
        self, province: Province | None, as_of: dt.date, texts: Mapping[str, str] = NO_TEXTS
    ) -> None:
        self.as_of = as_of
        self.area = area_of(province)
        inside = UnitVersion.objects.known().filter(in_area(self.area))
        self.units = inside.order_by().values("unit")
        versions = UnitVersion.objects.known().filter(unit__in=self.units)
        rows = read_rows(versions.order_by("unit_id", "valid_from"), Standing._fields)
        self.lives: dict[int, tuple[Standing, ...]] = {
            unit: tuple(life) for unit, life in groupby(held_once(rows, texts), itemgetter(1))
        }
        self.in_force = {
            unit: version
            for unit, life in self.lives.items()
            for version in life
            if holds(version.valid_from, version.valid_to, as_of)
        }

    def figures_among(self, units: Sequence[int]) -> dict[int, tuple]:
        """{unit: (id of the row, figures in the order of ``FIGURES``)} for the year of the list, of
        those among ``units`` that have any."""
        if not units:
            return {}
        rows = YearFigures.objects.known().filter(year=self.as_of.year)
        names = ("unit_id", "id", *FIGURES)
        return {row[0]: row[1:] for row in read_rows(rows, names, among("unit_id", units))}

    @cached_property
    def closers(self) -> dict[int, str]:
        """{entry: the event (or else what kind of entry) by which versions ended}."""
        ids = {version.closed_by for life in self.lives.values() for version in life} - {None}
        entries = RegisterEntry.objects.filter(pk__in=ids).select_related("event")
        return {entry.pk: str(entry.event or entry.get_kind_display()) for entry in entries}

    @cached_property
    def by_code(self) -> dict[str, tuple[int, ...]]:
        return self._index(self._standing(self.area), lambda version: version.code)

    @cached_property
    def by_code_ever(self) -> dict[str, tuple[int, ...]]:
        return self._index(self._ever(self.area), lambda version: version.code)

    @cached_property
    def by_name(self) -> dict[str, tuple[int, ...]]:
        return self._index(self._standing(self.area), lambda version: match_key(version.name))

    @cached_property
    def by_name_ever(self) -> dict[str, tuple[int, ...]]:
        return self._index(self._ever(self.area), lambda version: match_key(version.name))

    def named_within(self, key: str, agency: object) -> set[int]:
        """Units in force of that name under that agency (under none given: in the province)."""
        units = self.by_name.get(key, ())
        return {unit for unit in units if agency in (None, self.in_force[unit].agency)}

    def first_after(self, unit: int) -> Standing | None:
        """The unit's first version that begins after the list's day."""
        return next((life for life in self.lives[unit] if life.valid_from > self.as_of), None)

    def names_of(self, units: Iterable[int]) -> str:
        """Units as a sentence lists them: "DV0000012 Trường A; ..." in the order of their ids."""
        return "; ".join(f"DV{unit:07d} {self.lives[unit][-1].name}" for unit in sorted(units)[:5])

    def _standing(self, area: set) -> Iterable[Standing]:
        return (version for version in self.in_force.values() if version.province in area)

    def _ever(self, area: set) -> Iterable[Standing]:
        return (version for life in self.lives.values() for version in life
                if version.province in area)  # fmt: skip

    @staticmethod
    def _index(versions: Iterable[Standing], key) -> dict[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        for version in versions:
            bears, unit = key(version), version.unit
            if bears not in found:
                found[bears] = (unit,)
            elif unit not in found[bears]:
                found[bears] += (unit,)
        found.pop("", None)
        return found


def held_once(rows: Iterable[tuple], texts: Mapping[str, str]) -> Iterator[Standing]:
    """The same versions; days and references as one object each, code and name as in ``texts``."""
    once = {}.setdefault
    text = texts.get
    for pk, unit, begun, ended, code, name, agency, sector, *words, founded in rows:
        yield Standing(
            pk, unit, once(begun, begun), once(ended, ended), text(code, code), text(name, name),
            once(agency, agency), once(sector, sector), *(once(word, word) for word in words),
            once(founded, founded),
        )  # fmt: skip


def area_of(province: Province | None) -> set[int | None]:
    """Ids of the province, its predecessors and its successors; {None} for the ministries."""
    if province is None:
        return {None}
    heirs = heirs_of_all()
    area, heir = with_predecessors(province.pk, heirs), heirs[province.pk]
    while heir is not None:
        area.add(heir)
        heir = heirs[heir]
    return area


def area_beyond(province: Province | None, area: set) -> set[int]:
    """The other provinces that are one with ``province`` today."""
    if province is None:
        return set()
    heirs = heirs_of_all()
    return with_predecessors(last_heir(province.pk, heirs), heirs) - area


def in_area(area: set, path: str = "province") -> Q:
    if None in area:
        return Q(**{f"{path}__isnull": True})
    return Q(**{f"{path}__in": area})


def state_of_register(province: Province | None, agencies: Agencies) -> str:
    """A digest that changes with every writing that touches the territory or its agencies.

    Writing either adds a ledger row or supersedes one, so two counts of each ledger tell.
    """
    area = area_of(province)
    counts = [
        tuple(ledger.objects.filter(in_area(area | area_beyond(province, area))).aggregate(
            rows=Count("pk"), superseded=Count("superseded_at")).values())
        for ledger in (UnitVersion, YearFigures)
    ]  # fmt: skip
    return hashlib.sha256(repr((counts, agencies.rows)).encode()).hexdigest()


def period_ended(version: Standing, holdings: Holdings) -> str:
    """When a unit's last version ended, and by what: "01/07/2020, merger ..."."""
    by = holdings.closers.get(version.closed_by) if version.closed_by else None
    day = f"{version.valid_to:%d/%m/%Y}"
    return _("%(day)s (%(event)s)") % {"day": day, "event": by} if by else day
