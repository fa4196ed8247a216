"""The number of units over time: what the chart draws, and the table that says the same."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from resolutions.choices import IndicatorCode
from resolutions.indicators import Measured
from resolutions.models import Target
from resolutions.progress import Progress
from units.periods import day_before

from .atlas import Place
from .change import Change
from .history import History

COUNTS_UNITS = {IndicatorCode.UNITS_ABSOLUTE, IndicatorCode.UNITS_PERCENT}


@dataclass(frozen=True)
class Step:
    """From ``day`` on there are ``change.now`` units; of the first day known nothing is before.

    ``is_ahead``: after the day of the page.
    """

    day: dt.date
    change: Change
    is_ahead: bool

    @property
    def day_before(self) -> dt.date:
        return day_before(self.day)


def steps_shown(history: History, place: Place) -> list[Step]:
    """From the first day known in full to the end of the province, the latest first."""
    begin, end = history.first_day, place.province.valid_to
    if begin is None:
        return []
    known = [(begin, history.number_on(begin))]
    known += [step for step in history.steps if begin < step[0] and (end is None or step[0] < end)]
    before = [None, *(number for _day, number in known)]
    steps = [
        Step(day, Change(last, number), day > place.day)
        for (day, number), last in zip(known, before, strict=False)
    ]
    return steps[::-1]


def steps_planned(
    history: History, place: Place, planned: Iterable[tuple[dt.date, int]]
) -> list[Step]:
    """How the number would go if all that is decided or proposed came about on its day, the latest
    first; what should have been in effect already counts from the day of the page. ``planned``:
    (day, change) of each event."""
    number = history.number_on(place.day)
    if number is None:
        return []
    changes: Counter[dt.date] = Counter()
    for day, change in planned:
        changes[max(day, place.day)] += change
    steps = []
    for day in sorted(changes):
        steps.append(Step(day, Change(number, number + changes[day]), is_ahead=True))
        number += changes[day]
    return steps[::-1]


def chart_of_units(
    steps: list[Step],
    planned: list[Step],
    place: Place,
    progresses: Iterable[Progress],
    today: dt.date,
) -> dict | None:
    """Data for ``static/reform/charts.js``; None when there is nothing to draw."""
    if not steps or steps[-1].is_ahead:
        return None
    points = [(step.day, step.change.now) for step in reversed(steps)]
    until = [point for point in points if point[0] <= place.day]
    ahead = [point for point in points if point[0] > place.day]
    series = [{"label": _("Units in force"), "points": until}]
    if ahead:
        bridge = (place.day, until[-1][1])
        series.append({"label": name_ahead(place, today), "points": [bridge, *ahead]})
    if planned:
        points = [(step.day, step.change.now) for step in reversed(planned)]
        points.insert(0, (place.day, planned[-1].change.before))
        series.append({"label": _("planned, not yet decided"), "points": points, "kind": "planned"})
    mark = _("Today") if place.day == today else date_format(place.day)
    return {
        "series": series,
        "levels": levels(progresses),
        "today": {"label": mark, "date": place.day},
    }


def name_ahead(place: Place, today: dt.date) -> str:
    if place.day < today:
        return _("after the chosen day")
    return _("decided, still to come")


def levels(progresses: Iterable[Progress]) -> list[dict]:
    """Horizontal lines of the chart: each baseline and each target of a number of units."""
    found = []
    for one in progresses:
        target, measured = one.target, one.measured
        if target.indicator not in COUNTS_UNITS or target.bloc:
            continue
        found += baseline_level(target, measured) + target_level(target, measured)
    return [level for place, level in enumerate(found) if level not in found[:place]]


def baseline_level(target: Target, measured: Measured) -> list[dict]:
    if measured.baseline is None or target.baseline_day is None:
        return []
    label = _("Baseline %(day)s") % {"day": date_format(target.baseline_day)}
    return [level("baseline", label, measured.baseline, target.baseline_day, target.deadline)]


def target_level(target: Target, measured: Measured) -> list[dict]:
    if measured.required is None:
        return []
    label = _("Target")
    if target.deadline:
        label = _("Target by %(day)s") % {"day": date_format(target.deadline)}
    return [level("target", label, measured.required, target.baseline_day, target.deadline)]


def level(
    kind: str, label: str, value: Decimal, begins: dt.date | None, ends: dt.date | None
) -> dict:
    drawn = {"kind": kind, "label": label, "value": int(value), "from": begins, "until": ends}
    return {key: part for key, part in drawn.items() if part is not None}
