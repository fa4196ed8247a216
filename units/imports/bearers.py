"""Who bears a code or a name: nearly always one unit, and then no more than its number is held."""

from __future__ import annotations

from collections.abc import Iterable


class Bearers:
    """Of pairs (text, unit). ``one`` is {text: the only unit that bears it}, ``several`` {text: all
    the units that do}; no text is in both, and the empty one is nobody's."""

    def __init__(self, borne: Iterable[tuple[str, int]]) -> None:
        self.one: dict[str, int] = {}
        self.several: dict[str, tuple[int, ...]] = {}
        for text, unit in borne:
            if text and self.one.setdefault(text, unit) != unit:
                units = self.several.get(text) or (self.one[text],)
                if unit not in units:
                    self.several[text] = (*units, unit)
        for text in self.several:
            del self.one[text]

    def __bool__(self) -> bool:
        return bool(self.one or self.several)

    def get(self, text: str) -> tuple[int, ...]:
        """The units that bear it, in the order in which they were met."""
        unit = self.one.get(text)
        return self.several.get(text, ()) if unit is None else (unit,)
