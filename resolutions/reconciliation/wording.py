"""Figures in words: stored values as the reader's language writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from units.choices import Precision

from ..choices import PART_LABELS, Operator
from ..digits import percent

ORDER = {name: place for place, name in enumerate(PART_LABELS)}


def text(number: Decimal | int | None) -> str | None:
    """A number as it is kept: 1097, 13.4; never 1.1E+3."""
    return None if number is None else f"{Decimal(str(number)).normalize() + 0:f}"


def number(kept: str) -> str:
    """1,097 or 1.097, as the reader writes it, with the places that it has."""
    return number_format(Decimal(kept), force_grouping=True)


def quotient(part: Decimal, whole: Decimal) -> str:
    """ "170 ÷ 1,097 = 15.50%"; ``whole`` is not 0."""
    return f"{number(text(part))} ÷ {number(text(whole))} = {percent(part * 100 / whole)}"


def demanded(operator: str, kept: str) -> str:
    """ "at least 10%"."""
    words = {
        Operator.AT_MOST: _("at most %(value)s"),
        Operator.EXACTLY: _("exactly %(value)s"),
    }
    return words.get(operator, _("at least %(value)s")) % {"value": f"{number(kept)}%"}


def satisfies(operator: str, share: Decimal, asked: Decimal) -> bool:
    """Held against the exact fraction, never the rounded one; not stated means "at least"."""
    if operator == Operator.AT_MOST:
        return share <= asked
    return share == asked if operator == Operator.EXACTLY else share >= asked


def day(kept: str, precision: str = Precision.DAY) -> str:
    """2/10/2023, 12/2022 or 2022."""
    found = dt.date.fromisoformat(kept)
    if precision == Precision.YEAR:
        return str(found.year)
    return date_format(found, "YEAR_MONTH_FORMAT" if precision == Precision.MONTH else None)


def part(name: str) -> str:
    """What a paper counts apart; names that nobody has given a label stay as entered."""
    return str(PART_LABELS.get(name, name))


def in_order(parts: Mapping[str, object]) -> list[str]:
    """Names of parts as reports list them: PostgreSQL keeps no order of the keys in a JSON."""
    return sorted(parts, key=lambda name: (ORDER.get(name, len(ORDER)), name))
