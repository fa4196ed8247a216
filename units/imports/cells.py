"""What one cell says: a raw cell in, a value out, or a :class:`CellError` the clerk can act on.

Empty stays empty, and "-", "x", "..." mean unknown: None, or "" for text; never 0.
"""

import datetime as dt

from ..names import match_key
from ..sentences import Sentence as _
from .celltext import CellError, clean_text, is_unknown, shown, tidy, was_converted
from .dates import Precision, read_date
from .numerals import clean_amount, clean_count
from .wordings import clean_autonomy_group, clean_service_class

__all__ = [
    "CellError",
    "clean_amount",
    "clean_autonomy_group",
    "clean_code",
    "clean_count",
    "clean_date",
    "clean_name",
    "clean_service_class",
    "clean_text",
    "is_unknown",
    "same_value",
    "shown",
    "tidy",
]


def clean_code(cell: object) -> str:
    """A code: a number loses its decimals ("164"), text keeps its leading zeros ("05860")."""
    if cell.__class__ is str:
        return clean_text(cell)
    if isinstance(cell, float) and not cell.is_integer():
        raise CellError(
            "code_with_decimals",
            _("“%(value)s” is a number with decimals, not a code: format the column as text in "
              "the sheet and type the code again.") % {"value": shown(cell)},
        )  # fmt: skip
    if isinstance(cell, bool | dt.date | dt.time | dt.timedelta):
        raise was_converted(cell)
    return clean_text(cell)


def clean_name(cell: object) -> str:
    """A name in words; a bare number or date in its place is an error."""
    text = clean_text(cell)
    if text and not text[0].isalpha() and not any(char.isalpha() for char in text):
        raise CellError(
            "name_without_letters",
            _("“%(value)s” is no name: check that the right column is taken for the name.")
            % {"value": text},
        )
    return text


def clean_date(cell: object) -> dt.date | None:
    """A whole date in any of the usual forms. A month or a year alone does not tell the day: that
    error is not blocking, the date stays empty."""
    if is_unknown(cell):
        return None
    found = read_date(tidy(cell) if isinstance(cell, str) else cell)
    if found is None:
        raise CellError(
            "not_a_date",
            _("“%(value)s” is no date: type it as day/month/year, for example 25/10/2017.")
            % {"value": shown(cell)},
        )
    if found.precision is not Precision.DAY:
        raise CellError(
            "incomplete_date",
            _("“%(value)s” does not tell the day, so the date stays empty: type the whole date, "
              "for example 25/10/2017, if it is known.") % {"value": shown(cell)},
            blocking=False,
        )  # fmt: skip
    return found.day


def same_value(cell: object, wanted: str) -> bool:
    """Whether a cell says what a filter asks for: "1" is 1, 1.0, "1" and " 1 ", but not "01"."""
    text = shown(cell)
    return text == wanted or match_key(text) == match_key(wanted)
