"""The periods that progress is reported for: half a month, a quarter, a year."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from .wording import ROMAN, padded

HALF = 15


@dataclass(frozen=True)
class Period:
    """Both days are included; ``words`` name it in a sentence."""

    first: dt.date
    last: dt.date
    words: str


def half_month(day: dt.date) -> Period:
    """From the 1st to the 15th, or from the 16th to the end of the month."""
    second = day.day > HALF
    last = calendar.monthrange(day.year, day.month)[1] if second else HALF
    month = padded(day.month) if day.month < 3 else str(day.month)
    words = f"nửa {'cuối' if second else 'đầu'} tháng {month} năm {day.year}"
    return Period(day.replace(day=HALF + 1 if second else 1), day.replace(day=last), words)


def quarter(day: dt.date) -> Period:
    number = (day.month + 2) // 3
    end = calendar.monthrange(day.year, 3 * number)[1]
    first, last = dt.date(day.year, 3 * number - 2, 1), dt.date(day.year, 3 * number, end)
    return Period(first, last, f"quý {ROMAN[number - 1]} năm {day.year}")


def year(day: dt.date) -> Period:
    return Period(dt.date(day.year, 1, 1), dt.date(day.year, 12, 31), f"năm {day.year}")


#: Kind of paper -> the period that holds a day.
PERIOD_OF: dict[str, Callable[[dt.date], Period]] = {
    "report_half_month": half_month,
    "report_quarter": quarter,
    "report_year": year,
}
