"""What a row says that the register does not: {field: [old, new]} in plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ..names import match_key
from .holdings import ATTRIBUTES, Standing
from .records import Record, plain

NOTHING: Mapping[str, object] = MappingProxyType({})
#: Where a version of the register has what a list can give.
PLACES = tuple((name, Standing._fields.index(name)) for name in ATTRIBUTES)


def differences(
    record: Record, base: Standing | None, figures: Mapping[str, object], given: Sequence[str]
) -> dict[str, list]:
    """What a row changes in the version ``base`` and in the year's figures; ``given`` are the
    figures that the list has columns for. An empty cell says nothing."""
    if base is None:
        return first_values(record, given, figures)
    changes, values = {}, record.values
    for name, place in PLACES:
        new, old = values.get(name), base[place]
        if new != old and new not in (None, "") and not same(name, old, new):
            changes[name] = [old, new]
    for name in given:
        new, old = values[name], figures.get(name)
        if new is not None and new != old:
            changes[name] = [plain(old), plain(new)]
    return changes


def first_values(
    record: Record, given: Sequence[str], figures: Mapping[str, object] = NOTHING
) -> dict[str, list]:
    """All that a row says, where the register holds no version that it could differ from."""
    values = record.values
    changes = {
        name: [None, new]
        for name, _place in PLACES
        if (new := values.get(name)) is not None and new != ""
    }
    for name in given:
        if (new := values[name]) is not None and new != (old := figures.get(name)):
            changes[name] = [None if old is None else plain(old), new]
    if day := values.get("established_on"):
        changes["established_on"] = [None, plain(day)]
    return changes


def same(name: str, old: object, new: object) -> bool:
    """Two spellings of one name are one name; anything else must be equal."""
    return old == new or (name == "name" and bool(old) and match_key(str(old)) == match_key(new))
