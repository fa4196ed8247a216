"""Dates as lists write them: 25/10/2017, 25.10.2017, "ngày 25 tháng 10 năm 2017", 10/2017, 2017,
the serial numbers of a spreadsheet, and its own dates."""

import datetime as dt
import enum
import re
from collections.abc import Iterable
from typing import NamedTuple

FIRST_SERIAL, LAST_SERIAL = 10_000, 80_000  # 1927-05-18 to 2119-01-10
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
_EPOCH = dt.date(1899, 12, 30)


class Precision(enum.Enum):
    """How exactly a date is known; the values are those of ``units.choices.Precision``."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class FoundDate(NamedTuple):
    """``day`` is the first of the month or year when no more is known."""

    day: dt.date
    precision: Precision


_SEPARATOR = r"\s*[/.\-\s]\s*"
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:ngày\s*)?(?P<d>\d{{1,2}}){_SEPARATOR}(?P<m>\d{{1,2}}){_SEPARATOR}(?P<y>\d{{4}})",
        r"(?:.*,\s*)?ngày\s*(?P<d>\d{1,2})\s*tháng\s*(?P<m>\d{1,2})\s*(?:,\s*)?năm\s*(?P<y>\d{4})\.?",
        r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?",
        rf"(?P<d>\d{{1,2}}){_SEPARATOR}(?P<m>\d{{1,2}}){_SEPARATOR}(?P<y>\d{{4}})\s+\d\d?:\d\d(?::\d\d)?",
        rf"(?:tháng\s*)?(?P<m>\d{{1,2}}){_SEPARATOR}(?P<y>\d{{4}})",
        r"tháng\s*(?P<m>\d{1,2})\s*(?:,\s*)?năm\s*(?P<y>\d{4})",
        r"(?:năm\s*)?(?P<y>\d{4})",
    )
]


def read_date(cell: object) -> FoundDate | None:
    """The date in a raw cell, day before month; None when there is none.

    A two-digit year is no date: nobody can know the century. Where only month before day makes a
    date ("10/25/2017", from a machine set to American dates), it is read so.
    """
    if isinstance(cell, dt.datetime):
        return _whole(cell.date())
    if isinstance(cell, dt.date):
        return _whole(cell)
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return _from_number(cell)
    if not isinstance(cell, str):
        return None
    text = cell.strip()
    if text.isdigit() and len(text) == 5:
        return _from_number(int(text))
    for form in _FORMS:
        if found := form.fullmatch(text):
            return _from_parts(**{key: int(part) for key, part in found.groupdict().items()})
    return None


def _from_number(number: float) -> FoundDate | None:
    """A year, or the days since the spreadsheets' epoch."""
    if EARLIEST_YEAR <= number <= LATEST_YEAR and number == int(number):
        return _from_parts(y=int(number))
    if FIRST_SERIAL <= number <= LAST_SERIAL:
        return _whole(_EPOCH + dt.timedelta(days=int(number)))
    return None


def _from_parts(y: int, m: int | None = None, d: int | None = None) -> FoundDate | None:
    if m is not None and d is not None and m > 12 >= d:
        m, d = d, m
    precision = Precision.YEAR if m is None else Precision.MONTH if d is None else Precision.DAY
    try:
        day = dt.date(y, 1 if m is None else m, 1 if d is None else d)
    except ValueError:
        return None
    return FoundDate(day, precision) if EARLIEST_YEAR <= y <= LATEST_YEAR else None


def _whole(day: dt.date) -> FoundDate | None:
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        return None
    return FoundDate(day, Precision.DAY)


def look_swapped(cells: Iterable[object]) -> bool:
    """Whether a machine set to American dates has swapped day and month in a column.

    It took 05/10/2017 for a date (of May) and left 25/10/2017 as text, since there is no month 25:
    real dates with no day above 12 stand beside texts with no day below 13.
    """
    days: dict[bool, list[int]] = {True: [], False: []}
    for cell in cells:
        found = read_date(cell)
        if found and found.precision is Precision.DAY:
            days[isinstance(cell, dt.date)].append(found.day.day)
    real, typed = days[True], days[False]
    enough = min(len(real), len(typed)) >= 2 and len(real) + len(typed) >= 6
    return enough and max(real) <= 12 < min(typed)
