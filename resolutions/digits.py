"""Numbers as people read them: rounded half up, in the digits of the reader's language."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format


def rounded(number: Decimal | int, places: int = 0) -> str:
    """ "1.234,5" or "1,234.5": as many ``places`` as asked for. The number format by itself would
    cut the rest off, and make 13.49 of 13.499."""
    exact = Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return number_format(exact, decimal_pos=places, force_grouping=True)


def percent(share: Decimal, places: int = 2) -> str:
    """ "13,45%" of a ``share`` in percent, computed from counts."""
    return f"{rounded(share, places)}%"
