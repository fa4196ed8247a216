"""What differs between two lists, told by the two files alone.

The register is no witness for that: a unit that a list leaves out is never closed in it, and events
and corrections move it between two lists. So rows are paired as a reader would pair them: by code,
then by name under the same agency, then by a name that each list has once. What only one of the
lists says of a unit is no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..models.figures import FIGURES
from ..names import match_key

ADDED, GONE, RENAMED, MOVED, REGROUPED = "added", "gone", "renamed", "moved", "regrouped"
FIGURES_CHANGED, OTHERWISE = "figures", "otherwise"
#: In the order of a page.
KINDS = (ADDED, GONE, RENAMED, MOVED, REGROUPED, FIGURES_CHANGED, OTHERWISE)
KIND_OF = {"name": RENAMED, "agency": MOVED, "autonomy_group": REGROUPED} | dict.fromkeys(
    FIGURES, FIGURES_CHANGED
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a list: ``values`` as compared, by the register's names; only what it says."""

    sheet: str
    row: int
    values: Mapping[str, object]

    @property
    def code(self) -> object:
        return self.values.get("code")

    @property
    def name(self) -> str:
        return match_key(str(self.values.get("name", "")))


@dataclass(frozen=True, slots=True)
class Differing:
    """One unit that the lists do not agree about; ``changes`` are {field: (before, after)}."""

    before: Listed | None
    after: Listed | None
    changes: dict[str, tuple[object, object]] = field(default_factory=dict)

    @property
    def kinds(self) -> set[str]:
        if self.before is None or self.after is None:
            return {ADDED if self.before is None else GONE}
        return {KIND_OF.get(name, OTHERWISE) for name in self.changes}

    @property
    def shown(self) -> Listed:
        """The row that tells of it: the later one where there are two."""
        return self.after or self.before


@dataclass(frozen=True, slots=True)
class Difference:
    """``lines`` in the order of the later list, then what is gone from it; ``same`` is how many
    units are alike in both."""

    lines: list[Differing]
    same: int

    def counts(self) -> dict[str, int]:
        """{kind: units}; a unit that was renamed and moved counts in both."""
        return {kind: sum(kind in line.kinds for line in self.lines) for kind in KINDS}

    def of(self, kind: str) -> list[Differing]:
        return [line for line in self.lines if not kind or kind in line.kinds]


def difference_of(before: Sequence[Listed], after: Sequence[Listed]) -> Difference:
    """All units of two lists that differ."""
    partner = paired(before, after)
    lines, same = [], 0
    for one in after:
        old = partner.get(id(one))
        changes = changes_of(old, one) if old else {}
        if old and not changes:
            same += 1
        else:
            lines.append(Differing(old, one, changes))
    taken = {id(old) for old in partner.values()}
    lines += (Differing(old, None) for old in before if id(old) not in taken)
    return Difference(lines, same)


def paired(before: Sequence[Listed], after: Sequence[Listed]) -> dict[int, Listed]:
    """{id of a later row: the earlier row of the same unit}."""
    found: dict[int, Listed] = {}
    ways: tuple[Callable[[Listed], object], ...] = (
        lambda one: one.code,
        lambda one: one.name and (one.name, one.values.get("agency")),
        lambda one: one.name,
    )
    for way in ways:
        taken = {id(old) for old in found.values()}
        olds = once(way, (old for old in before if id(old) not in taken))
        news = once(way, (new for new in after if id(new) not in found))
        for key, new in news.items():
            old = olds.get(key)
            # One name under two agencies and with two codes is two units.
            if old and not (way is ways[2] and old.code and new.code):
                found[id(new)] = old
    return found


def once(way: Callable[[Listed], object], rows: Iterable[Listed]) -> dict[object, Listed]:
    """{key: row} of the keys that only one of the rows has."""
    found: dict[object, Listed | None] = {}
    for row in rows:
        if key := way(row):
            found[key] = None if key in found else row
    return {key: row for key, row in found.items() if row is not None}


def changes_of(old: Listed, new: Listed) -> dict[str, tuple[object, object]]:
    return {
        name: (old.values[name], value)
        for name, value in new.values.items()
        if name in old.values and not same(name, old.values[name], value)
    }


def same(name: str, old: object, new: object) -> bool:
    if old == new:
        return True
    spelt = isinstance(old, str) and isinstance(new, str) and name in ("name", "agency")
    return spelt and match_key(old) == match_key(new)
