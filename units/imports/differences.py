"""What a row says that the register does not: {field: [old, new]} in plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from ..models.figures import FIGURES
from ..names import match_key
from .clean_rows import CleanRows
from .holdings import ATTRIBUTES, Holdings, Standing
from .records import Record, plain


def differences(
    record: Record, base: Standing | None, figures: Mapping[str, object], given: Sequence[str]
) -> dict[str, list]:
    """What a row changes in the version ``base`` and in the year's figures; ``given`` are the
    figures that the list has columns for."""
    values = record.values
    names = (*ATTRIBUTES, *given)
    known = (getattr(base, name, None) for name in ATTRIBUTES)
    changes = changed(names, (*known, *map(figures.get, given)), tuple(map(values.get, names)))
    if base is None and (day := values.get("established_on")):
        changes["established_on"] = [None, plain(day)]
    return changes


def changed(names: Sequence[str], known: tuple, values: tuple) -> dict[str, list]:
    """What ``values`` change in what is ``known``. An empty cell says nothing."""
    changes = {
        name: [plain(old), new]
        for name, old, new in zip(names, known, values, strict=True)
        if new != old and new is not None and new != ""
    }
    if "name" in changes and same("name", *changes["name"]):
        del changes["name"]
    return changes


def same(name: str, old: object, new: object) -> bool:
    """Two spellings of one name are one name; anything else must be equal."""
    return old == new or (name == "name" and bool(old) and match_key(str(old)) == match_key(new))


class Compared(NamedTuple):
    """A row that plain comparison has settled: ``base`` is the version of the unit, None of a new
    one, ``values`` are what the row says of the register's own fields, ``changes`` as of
    :func:`differences`, ``figures`` is the row of the year's figures."""

    place: int
    base: Standing | None
    values: dict[str, object]
    changes: dict[str, list]
    figures: int | None


class PlainRows:
    """Compares rows as tuples, which settles most rows of most lists: those that change nothing are
    passed over, those in which nothing is wrong are told with what they change.

    Any other row has to be looked at, and may turn out to change nothing after all.
    """

    def __init__(self, rows: CleanRows, holdings: Holdings, figures: Sequence[str]) -> None:
        self.rows = rows
        self.holdings = holdings
        given = [name for name in ATTRIBUTES if name in rows.columns]
        self.names = (*given, *figures)
        self.said = [rows.columns[name] for name in self.names]
        self.of_version = several(Standing._fields.index(name) for name in given)
        self.of_figures = several(FIGURES.index(name) + 1 for name in figures)
        self.attributes = len(given)
        self.nothing = (None,) * (len(FIGURES) + 1)
        self.silent = (None,) * len(figures)
        self.unknown = (None,) * len(self.names)
        self.days = rows.columns.get("established_on")

    def changing(
        self, places: range, units: Sequence[int | None], figures: Mapping[int, tuple]
    ) -> Iterator[Compared | int]:
        """Those of ``places`` that change something, or that this doesn't settle, by their number;
        ``figures`` as of :meth:`units.imports.holdings.Holdings.figures_among`."""
        in_force, area = self.holdings.in_force, self.holdings.area
        problems, nothing = self.rows.problems, self.nothing
        said = zip(*(column[places.start : places.stop] for column in self.said), strict=True)
        for place, values in zip(places, said, strict=True):
            if place in problems:
                yield place
                continue
            if (unit := units[place]) is None:
                yield self._new(place, values)
                continue
            base = in_force.get(unit)
            if base is None or base.province not in area:
                yield place
                continue
            if self.days and self._differs_in_founding(place, base.unit):
                yield place
                continue
            of_year = figures.get(base.unit, nothing)
            known = self.of_version(base) + self.of_figures(of_year)
            if values != known and (changes := changed(self.names, known, values)):
                pk = of_year[0] if values[self.attributes :] != self.silent else None
                yield Compared(place, base, dict(zip(self.names, values, strict=True)), changes, pk)

    def _new(self, place: int, values: tuple) -> Compared:
        changes = changed(self.names, self.unknown, values)
        if self.days and (day := self.days[place]):
            changes["established_on"] = [None, plain(day)]
        return Compared(place, None, dict(zip(self.names, values, strict=True)), changes, None)

    def _differs_in_founding(self, place: int, unit: int) -> bool:
        day = self.days[place]
        return day is not None and day != self.holdings.founded(unit)


def several(places: Iterable[int]) -> Callable[[tuple], tuple]:
    """Like ``itemgetter``, but always a tuple, also of one place or none."""
    wanted = tuple(places)
    if len(wanted) > 1:
        return itemgetter(*wanted)
    return lambda row: tuple(row[place] for place in wanted)
