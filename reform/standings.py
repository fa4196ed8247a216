"""How the targets of provinces stand, in as many queries for all of them as for one.

The targets of all provinces of a page are read once, and so are the counts of all days that they
ask about; the reading of one province takes its own territory out of the answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from resolutions.cascade import bindings
from resolutions.choices import IndicatorCode
from resolutions.indicators import KeptAnswers, Reading
from resolutions.models import Target
from resolutions.progress import Progress, progress
from units.models import Province
from units.moves import Moves
from units.tally import Kept

from .atlas import Atlas


def days_asked(targets: Iterable[Target], day: dt.date) -> set[dt.date]:
    """The days whose counts judging ``targets`` on ``day`` takes, so as to read them at once."""
    days = {day}
    for target in targets:
        named = {target.baseline_day, target.deadline} - {None}
        days |= {one for one in named if one <= day}
        if target.indicator == IndicatorCode.SPENDING and target.baseline_day:
            days |= set(ends_of_years(target.baseline_from or target.baseline_day, day))
    return days


def ends_of_years(first: dt.date, until: dt.date) -> Iterator[dt.date]:
    ends = (dt.date(year, 12, 31) for year in range(first.year, until.year + 1))
    return (end for end in ends if end <= until)


def judged(
    atlas: Atlas,
    provinces: Sequence[Province],
    day: dt.date,
    targets: list[Target],
    kept: Kept,
    moves: Moves | None = None,
) -> dict[int, list[Progress]]:
    """Province id -> those of ``targets`` that bind it on ``day``, judged on it.

    ``kept`` covers the territories of all of them. Once the counts of :func:`days_asked` have been
    read, only units that moved are still asked for, once for all that share ``moves``.
    """
    found = bindings(provinces, day, targets=targets)
    readings = readings_of(atlas, provinces, kept, moves)
    return {
        one.pk: [
            progress(
                binding.target,
                one,
                day,
                reading=readings[one.pk],
                is_default=binding.is_default,
            )
            for binding in found[one.pk]
        ]
        for one in provinces
    }


def readings_of(
    atlas: Atlas, provinces: Sequence[Province], kept: Kept, moves: Moves | None = None
) -> dict[int, Reading]:
    """Province id -> what the register says of it; units that moved are read once for all."""
    moves = moves or Moves(kept.known, kept.areas)
    return {
        one.pk: Reading(one, answers=KeptAnswers(kept, atlas.territory(one), atlas.by_id, moves))
        for one in provinces
    }
