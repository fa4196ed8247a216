"""The list of provinces on a day, as plain values: units, change, state of targets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from resolutions.cascade import targets_of
from resolutions.indicators import SUMMED
from resolutions.models import SourceClaim
from units.asked import Asked
from units.models import Province
from units.tally import Kept, area_of
from units.tally_subjects import Subject

from .atlas import Atlas, page_address
from .change import Change
from .history import History, histories
from .promises import Standing, tally
from .sources import claims_about_the_country
from .standings import days_asked, judged

#: The counts that indicators ask for.
COUNTED = (Subject.AUTONOMY, Subject.SERVICE, Subject.HAVING, Subject.SUM)


@dataclass(frozen=True)
class ProvinceLine:
    """A province in force; ``change`` compares with ``since``, its first day known in full.

    ``is_partial``: former provinces of its territory have sent no list, so the number is too low.
    """

    province: Province
    url: str
    change: Change
    since: dt.date | None
    is_partial: bool
    targets: list[Standing]

    @property
    def number(self) -> int | None:
        return self.change.now


@dataclass(frozen=True)
class ProvinceList:
    """``total`` sums what is known of real provinces (``known`` of them) and the units of
    ministries; it is None where the reader may not see every province, or nothing is known."""

    real: list[ProvinceLine]
    fictional: list[ProvinceLine]
    ministries: int | None
    total: int | None
    claims: list[SourceClaim]

    @property
    def known(self) -> int:
        return sum(1 for line in self.real if line.number is not None)


def province_list(atlas: Atlas, asked: Asked) -> ProvinceList:
    """All provinces in force on the day asked for that the reader may see, by code.

    The number of queries depends neither on the provinces nor on units, targets and events.
    """
    provinces = atlas.in_force(asked.on)
    targets = targets_of([one.pk for one in provinces], asked.moment)
    territory = set().union({area_of(None)}, *(atlas.territory(one) for one in provinces))
    kept = Kept(territory, asked.moment, subjects=COUNTED, figures=SUMMED)
    kept.ask(days_asked(targets, asked.on))
    pasts = histories(atlas, provinces, kept)
    progresses = judged(atlas, provinces, asked.on, targets, kept)
    lines = [
        province_line(
            one,
            page_address(one, asked),
            pasts[one.pk],
            tally(progress.status for progress in progresses[one.pk]),
            asked.on,
        )
        for one in provinces
    ]
    real = [line for line in lines if not line.province.is_fictional]
    ministries = units_of_ministries(kept, asked.on) if atlas.is_whole else None
    return ProvinceList(
        real=real,
        fictional=[line for line in lines if line.province.is_fictional],
        ministries=ministries,
        total=total(real, ministries) if atlas.is_whole else None,
        claims=claims_about_the_country(),
    )


def province_line(
    province: Province, url: str, past: History, targets: list[Standing], day: dt.date
) -> ProvinceLine:
    return ProvinceLine(
        province=province,
        url=url,
        change=past.change_until(day),
        since=past.baseline_for(day),
        is_partial=bool(past.silent),
        targets=targets,
    )


def units_of_ministries(kept: Kept, day: dt.date) -> int | None:
    """Units that lie in no province; None when the register holds none."""
    changes = kept.changes(area_of(None))
    return sum(number for begins, number in changes.items() if begins <= day) or None


def total(lines: Iterable[ProvinceLine], ministries: int | None) -> int | None:
    numbers = [line.number for line in lines] + [ministries]
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
