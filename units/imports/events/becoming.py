"""What a unit becomes by an event that changes one thing of it: its name, code, agency, group.

The new value stands in its own column; the unit is then found by the others. Where the column "to"
is filled, that is the new value, and the thing's own column holds the old one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ...choices import ParticipantRole
from ...kinds import Kind
from ...models import Agency, UnitVersion
from ..cells import clean_autonomy_group
from .grouping import Part
from .words import text_within


def longest(model, name: str) -> Callable[[object], str]:
    return text_within(model._meta.get_field(name).max_length)


CLEANERS: Mapping[str, Callable[[object], str]] = {
    "name": longest(UnitVersion, "name"),
    "code": longest(UnitVersion, "code"),
    "agency": longest(Agency, "name"),
    "autonomy_group": clean_autonomy_group,
}


@dataclass(frozen=True)
class Becoming:
    """``values`` is {attribute: its new value}; ``is_to`` says that it stood in the column "to"."""

    values: Mapping[str, str] = field(default_factory=dict)
    is_to: bool = False

    def is_in_own_column(self, name: str) -> bool:
        return name in self.values and not self.is_to


def becoming_of(part: Part, kind: Kind) -> Becoming:
    """Raises :class:`CellError` for a value in the column "to" that the register can't hold."""
    if not kind.must_change or part.role != ParticipantRole.SURVIVING:
        return Becoming()
    name = kind.must_change[0].removesuffix("_id")
    if to := part.says("to"):
        return Becoming({name: CLEANERS[name](to)}, is_to=True)
    return Becoming({name: part.says(name)})
