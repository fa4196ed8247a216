"""A number then and now, and how the change between them is written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from resolutions.digits import rounded


@dataclass(frozen=True)
class Change:
    """Either number is None when it is not known, and so is the change then."""

    before: int | None
    now: int | None

    @property
    def number(self) -> int | None:
        return None if None in (self.before, self.now) else self.now - self.before

    @property
    def size(self) -> int | None:
        """The change without its sign, for "12 fewer"."""
        return None if self.number is None else abs(self.number)

    @property
    def percent(self) -> Decimal | None:
        """Of the number before; None when that is not known or nothing."""
        if not self.before or self.number is None:
            return None
        return Decimal(100 * self.number) / self.before

    @property
    def signed(self) -> str:
        """ "+3", "−101", "0"; empty when not known."""
        return "" if self.number is None else signed(self.number)

    @property
    def signed_percent(self) -> str:
        """ "−16,5%"; empty when not known, and when nothing changed."""
        return f"{signed(self.percent, decimals=1)}%" if self.percent else ""


def signed(number: int | Decimal, decimals: int = 0) -> str:
    """With its sign, a real minus, in the digits of the reader's language."""
    written = rounded(abs(number), decimals)
    if not number:
        return written
    return f"{'−' if number < 0 else '+'}{written}"
