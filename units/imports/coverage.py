"""Which units a list ought to name, so that those it leaves out can be listed (never closed)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..sentences import Sentence
from ..sentences import Sentence as _
from .holdings import Holdings, Standing
from .instructions import Instructions


@dataclass(frozen=True)
class Coverage:
    """``missing`` are units in force on the list's day that it covers and doesn't name;
    ``sentence`` says what it covers."""

    missing: list[Standing]
    sentence: Sentence | str


def coverage_of(
    agencies: Iterable[object],
    holdings: Holdings,
    spoken_of: set[int],
    instructions: Instructions,
    constants: dict[str, object],
) -> Coverage:
    """A list covers its whole province, unless a filter or a value for all rows narrows it: then
    the sector it is set to, else the agencies that it names.

    ``agencies`` are the ids of those that its rows name, ``constants`` the ids of the sector and
    agency set for all rows, where they are.
    """
    standing = [one for one in holdings.in_force.values() if one.province in holdings.area]
    if not (instructions.where or constants):
        covered, sentence = standing, _("The list is taken to cover all units of its territory.")
    elif "sector" in constants:
        covered = [one for one in standing if one.sector == constants["sector"]]
        sentence = _("The list is narrowed to one sector: only its units can be missing.")
    elif named := set(agencies) - {None, ""}:
        covered = [one for one in standing if one.agency in named]
        sentence = _("The list is narrowed: only units of agencies that it names can be missing.")
    else:
        covered = []
        sentence = _("The list is narrowed by a filter and names no agency or sector: which units "
                     "are missing from it can't be told.")  # fmt: skip
    return Coverage([one for one in covered if one.unit not in spoken_of], sentence)
