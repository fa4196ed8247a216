"""Targets for programs, each judged on the day asked for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from resolutions.indicators import SUMMED, Reading
from resolutions.models import Target
from resolutions.progress import Progress, progress
from units.models import Province
from units.periods import last_day
from units.tally import Kept

from ..atlas import Atlas
from ..province_list import COUNTED
from ..standings import days_asked, readings_of
from .asking import Question


def judged_targets(targets: Sequence[Target], question: Question) -> list[Progress]:
    """One for each target, in its order; a province that has ended is judged on its last day, also
    by what was only promised after it.

    The queries grow with the days on which provinces ended, not with targets or provinces.
    """
    atlas = Atlas(Province.objects.all())
    found: dict[int, Progress] = {}
    days: dict[dt.date, list[Target]] = defaultdict(list)
    for target in targets:
        if target.province_id is not None:
            province = atlas.by_id[target.province_id]
            day = question.on if province.holds_on(question.on) else last_day(province.valid_to)
            days[min(day or question.on, question.on)].append(target)
    for day, promised in days.items():
        found |= of_provinces(atlas, promised, day, question)
    reading = Reading(None, question.known_then)
    for target in targets:
        if target.province_id is None:
            found[target.pk] = progress(target, None, question.on, reading=reading)
    return [found[target.pk] for target in targets]


def of_provinces(
    atlas: Atlas, targets: list[Target], day: dt.date, question: Question
) -> dict[int, Progress]:
    provinces = {target.province_id: atlas.by_id[target.province_id] for target in targets}
    territory = set().union(*(atlas.territory(one) for one in provinces.values()))
    kept = Kept(territory, question.known_then, subjects=COUNTED, figures=SUMMED)
    kept.ask(days_asked(targets, day))
    readings = readings_of(atlas, list(provinces.values()), kept)
    return {
        one.pk: progress(one, provinces[one.province_id], day, reading=readings[one.province_id])
        for one in targets
    }
