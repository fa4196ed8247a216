"""What the register holds when a list is compared with it, as plain tuples.

A few set-based reads, whatever the length of the list; nothing here becomes a model instance.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, islice
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from ..bulk_rows import among, read_rows
from ..choices import EntryKind
from ..models import DataVersion, Province, RegisterEntry, UnitVersion, YearFigures
from ..models.figures import FIGURES
from ..models.province import heirs_of_all, last_heir, with_predecessors
from ..names import match_key
from ..periods import holds
from ..sentences import Sentence
from ..sentences import Sentence as _
from .bearers import Bearers
from .references import Agencies

#: The attributes of a version that a list can give, by the names that changes are written under.
ATTRIBUTES = ("code", "name", "agency", "sector", "service_class", "autonomy_group")

BY_UNIT = itemgetter(1)
AT_ONCE = 1_000
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

    What is in force on the day is held at once, so each unit takes as little as can be: plain
    tuples, in which equal days are one object. ``texts`` is {text: the same}: what the list holds
    is not held twice. What the register knows beside, of other days and other places, is read when
    it is first asked for: most lists name only units that are in force, and a register remembers
    many versions of each.
    """

    def __init__(
        self, province: Province | None, as_of: dt.date, texts: Mapping[str, str] = NO_TEXTS
    ) -> None:
        self.as_of = as_of
        self.area = area_of(province)
        inside = UnitVersion.objects.filter(in_area(self.area)).order_by()
        self.units = inside.known().values("unit")
        #: {unit: version}; once :attr:`lives` are read, also of units that are elsewhere by now.
        self.in_force: dict[int, Standing] = {
            version.unit: version
            for version in sorted(read_versions(inside.on(as_of), texts), key=BY_UNIT)
        }

    @cached_property
    def lives(self) -> dict[int, tuple[Standing, ...]]:
        """All that is known of the units that ever were in the area, {unit: its versions}."""
        versions = UnitVersion.objects.known().filter(unit__in=self.units)
        rows = read_versions(versions.order_by("unit_id", "valid_from"))
        lives = {unit: tuple(life) for unit, life in groupby(rows, BY_UNIT)}
        for unit, life in lives.items():
            for version in life:
                if unit not in self.in_force and self.holds(version):
                    self.in_force[unit] = version
        return lives

    @property
    def knows_nothing(self) -> bool:
        """Whether the register never held a unit there, as before a province's first list."""
        return not (self.in_force or self.lives)

    def holds(self, version: Standing) -> bool:
        return holds(version.valid_from, version.valid_to, self.as_of)

    def founded(self, unit: int) -> dt.date | None:
        """The unit's day of establishment, where the register knows it."""
        version = self.in_force.get(unit) or self.lives[unit][0]
        return version.unit__established_on

    def figures_among(self, units: Sequence[int]) -> dict[int, tuple]:
        """{unit: (id of the row, figures in the order of ``FIGURES``)} for the year of the list, of
        those among ``units`` that have any."""
        if not units:
            return {}
        rows = YearFigures.objects.known().filter(year=self.as_of.year)
        names = ("unit_id", "id", *FIGURES)
        return {row[0]: row[1:] for row in read_rows(rows, names, among("unit_id", units))}

    @cached_property
    def closers(self) -> dict[int, object]:
        """{entry: the event (or else what kind of entry) by which versions ended}."""
        ids = {version.closed_by for life in self.lives.values() for version in life} - {None}
        entries = RegisterEntry.objects.filter(pk__in=ids).select_related("event")
        return {entry.pk: entry.event or EntryKind(entry.kind).label for entry in entries}

    @cached_property
    def by_code(self) -> Bearers:
        return Bearers((version.code, version.unit) for version in self._standing())

    def forget_codes(self) -> None:
        """Hold no more than must be: they are looked through again where somebody still asks."""
        self.__dict__.pop("by_code", None)

    @cached_property
    def by_code_ever(self) -> Bearers:
        return Bearers((version.code, version.unit) for version in self._ever())

    @cached_property
    def by_name(self) -> Bearers:
        return Bearers((match_key(version.name), version.unit) for version in self._standing())

    @cached_property
    def by_name_ever(self) -> Bearers:
        return Bearers((match_key(version.name), version.unit) for version in self._ever())

    def named_within(self, key: str, agency: object) -> set[int]:
        """Units in force of that name under that agency (under none given: in the province)."""
        units = self.by_name.get(key)
        return {unit for unit in units if agency in (None, self.in_force[unit].agency)}

    def first_after(self, unit: int) -> Standing | None:
        """The unit's first version that begins after the list's day."""
        return next((life for life in self.lives[unit] if life.valid_from > self.as_of), None)

    def names_of(self, units: Iterable[int]) -> str:
        """Units as a sentence lists them: "DV0000012 Trường A; ..." in the order of their ids."""
        return "; ".join(f"DV{unit:07d} {self.lives[unit][-1].name}" for unit in sorted(units)[:5])

    def _standing(self) -> Iterable[Standing]:
        return (version for version in self.in_force.values() if version.province in self.area)

    def _ever(self) -> Iterable[Standing]:
        return (version for life in self.lives.values() for version in life
                if version.province in self.area)  # fmt: skip


def read_versions(versions: QuerySet, texts: Mapping[str, str] = NO_TEXTS) -> Iterator[Standing]:
    """Versions, their days and references as one object each, code and name as in ``texts``."""
    once, rows = {}, read_rows(versions, Standing._fields)

    def same(column: Sequence[object]) -> Iterable[object]:
        return map(once.setdefault, column, column)

    while some := list(islice(rows, AT_ONCE)):
        pk, unit, begun, ended, code, name, *rest = zip(*some, strict=True)
        told = (map(texts.get, column, column) for column in (code, name))
        columns = (pk, unit, same(begun), same(ended), *told, *map(same, rest))
        yield from map(Standing._make, zip(*columns, strict=True))


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

    Whoever writes to the units of a province counts its number up. That of the ministries is
    counted up by much else, so there the rows are counted: a writing adds one or supersedes one.
    """
    area = area_of(province)
    territory = area | area_beyond(province, area)
    if None in territory:
        state = [
            tuple(ledger.objects.filter(in_area(territory)).aggregate(
                rows=Count("pk"), superseded=Count("superseded_at")).values())
            for ledger in (UnitVersion, YearFigures)
        ]  # fmt: skip
    else:
        versions = DataVersion.objects.filter(area__in=territory).order_by("area")
        state = list(versions.values_list("area", "number"))
    return hashlib.sha256(repr((state, agencies.rows)).encode()).hexdigest()


def period_ended(version: Standing, holdings: Holdings) -> Sentence | str:
    """When a unit's last version ended, and by what: "01/07/2020, merger ..."."""
    by = holdings.closers.get(version.closed_by) if version.closed_by else None
    day = f"{version.valid_to:%d/%m/%Y}"
    return _("%(day)s (%(event)s)") % {"day": day, "event": by} if by else day
