"""What the figures of a plan page stand on: its territory, the kept counts of the days that it
speaks of, and the names of the lists of the law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from resolutions.indicators import SUMMED
from resolutions.models import Target
from units.asked import Asked
from units.models import Province
from units.periods import last_day
from units.tally import Kept

from .atlas import Place
from .before_and_now import Split, splits
from .change import Change
from .chronicle import Chronicle, chronicle
from .legal_lists import LegalLists
from .standings import days_asked
from .wishes import Wish


@dataclass(frozen=True)
class Ground:
    """The territory of a page with its kept counts, and the names of the lists of the law."""

    territory: Collection[int]
    kept: Kept
    lists: LegalLists


def ground_of(
    territory: Collection[int],
    known: dt.datetime | None,
    days: Collection[dt.date],
    lists: LegalLists,
) -> Ground:
    """With the counts of all ``days``, read at once."""
    kept = Kept(territory, known, figures=SUMMED)
    kept.ask(days)
    return Ground(territory, kept, lists)


def days_of_page(
    targets: list[Target], before: Collection[dt.date], day: dt.date, parts: list[Province]
) -> set[dt.date]:
    """All days on which the page counts, so that one query reads them: among them those with which
    ``day`` may be compared, ``before``."""
    days = days_asked(targets, day) | {one for one in before if one < day}
    for end in {last_day(one.valid_to) for one in parts}:
        days |= days_asked(targets, end)
    return days


def chronicle_of(ground: Ground, place: Place, asked: Asked, wish: Wish) -> Chronicle:
    return chronicle(
        place.province,
        ground.territory,
        place.day,
        asked.moment,
        everything=wish.everything,
        insider=wish.insider,
        narrowed=wish.narrowed,
    )


def splits_of(
    ground: Ground, change: Change, before: dt.date | None, day: dt.date, narrowed
) -> list[Split]:
    """None where the register can't tell how many units there are."""
    if change.now is None:
        return []
    return splits(ground.territory, before, day, ground.kept, ground.lists, narrowed)
