"""The first column of a list: 1, 1.2, IV, B, b - and what that says about a row's rank."""

import re
from collections import Counter
from functools import lru_cache

from .cells import tidy

_ROMAN = re.compile(r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def marker(cell: object) -> str:
    """What numbers a row: arabic (1), decimal (1.2), roman (IV), letter (B), small (b), text, or
    "" for nothing."""
    if cell.__class__ is int:
        return "arabic"
    return "" if cell is None else kind_of(tidy(str(cell)))


@lru_cache(maxsize=2**12)
def kind_of(text: str) -> str:
    text = text.rstrip(".)/- ")
    if text.isdigit():
        return "arabic"
    if re.fullmatch(r"\d+(?:\.\d+)+", text):
        return "decimal"
    if text and _ROMAN.fullmatch(text):
        return "roman"
    if len(text) == 1 and text.isalpha():
        return "letter" if text.isupper() else "small"
    return "text" if text else ""


class Numbering:
    """How a list numbers its rows: ``unit_kind`` is the kind of number that units bear.

    Sections bear the other kinds. Where kinds can be either (1 above a, b; a above 1, 2), what
    follows such a row decides.
    """

    def __init__(self, cells: list[object]) -> None:
        self._kinds = [marker(cell) for cell in cells]
        self._texts = cells
        self._parents = {
            tidy(str(cell)).rstrip(".").rpartition(".")[0]
            for cell, kind in zip(cells, self._kinds, strict=True)
            if kind == "decimal"
        }
        self.unit_kind = self._unit_kind()
        smalls = [place for place, kind in enumerate(self._kinds) if kind == "small"]
        self._small_is_section = all(self._has_units_below(place) for place in smalls)

    def is_section(self, place: int) -> bool:
        """Whether the number of row ``place`` is one of a section."""
        kind = self._kinds[place]
        if kind in ("", "text"):
            return False
        if kind in ("arabic", "decimal") and self.unit_kind == "decimal":
            return tidy(str(self._texts[place])).rstrip(".") in self._parents
        if kind == self.unit_kind:
            return False
        if kind == "arabic":
            return self._has_units_below(place)
        return self._small_is_section if kind == "small" else True

    def _unit_kind(self) -> str:
        counts = Counter(self._kinds)
        if self._parents:
            return "decimal"
        if counts["arabic"]:
            return "small" if counts["small"] > counts["arabic"] else "arabic"
        others = [kind for kind in ("letter", "roman", "small") if counts[kind]]
        return max(others, key=self._kinds.index, default="")

    def _has_units_below(self, place: int) -> bool:
        """Whether a unit comes before the next row of this kind or of a section above it."""
        kind = self._kinds[place]
        for below in self._kinds[place + 1 :]:
            if below in (kind, "roman", "letter"):
                return False
            if below == self.unit_kind:
                return True
        return False
