"""The number of units over time as a line the size of a word."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .history import History

WIDTH, HEIGHT, EDGE = 160, 32, 3
#: All small charts begin on the same day: that of the register.
BEGIN = dt.date(2015, 1, 1)


@dataclass(frozen=True)
class Spark:
    """``points`` as an SVG line takes them; the line goes from ``first`` to ``last`` units."""

    points: str
    first: int
    last: int
    since: dt.date
    end_x: float
    end_y: float


def spark(past: History, day: dt.date) -> Spark | None:
    """From the first day known in full to ``day``; None where nothing is known by then. The height
    is the number's share of its greatest, so that a tenth fewer looks like a tenth."""
    begin, now = past.first_day, past.number_on(day)
    if begin is None or now is None or begin > day:
        return None
    steps = [
        (begin, past.number_on(begin)),
        *((on, n) for on, n in past.steps if begin < on <= day),
    ]
    most = max(number for _on, number in steps) or 1
    whole = max((day - BEGIN).days, 1)

    def x(on: dt.date) -> float:
        return round(EDGE + (WIDTH - 2 * EDGE) * max((on - BEGIN).days, 0) / whole, 1)

    def y(number: int) -> float:
        return round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * number / most, 1)

    drawn, last = [], None
    for on, number in steps:
        if last is not None:
            drawn.append((x(on), y(last)))
        drawn.append((x(on), y(number)))
        last = number
    drawn.append((x(day), y(last)))
    points = " ".join(f"{across:g},{down:g}" for across, down in drawn)
    return Spark(points, steps[0][1], last, begin, *drawn[-1])
