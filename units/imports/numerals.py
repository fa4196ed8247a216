"""Counts and amounts of money, as numbers or as Vietnamese text: dots group thousands, the comma
is decimal. What kind of cell it is decides: the text "1.097" is 1097, the number 1.097 is not."""

import datetime as dt
import re
from decimal import Decimal
from math import isfinite
from typing import TypeGuard

from ..sentences import Sentence as _
from .celltext import FORMULA_ERRORS, CellError, formula_error, is_unknown, shown, tidy
from .celltext import was_converted as converted

LARGEST_COUNT = 2_147_483_647
LARGEST_AMOUNT = Decimal(10) ** 18
_COUNTED = re.compile(
    r"\s*(?:đơn vị|người|biên chế|viên chức|hợp đồng|hđ|chỉ tiêu|cấp phó|phó)\.?$", re.IGNORECASE
)
_CURRENCY = re.compile(r"\s*(?:đồng|vnđ|vnd|đ|₫)\.?$", re.IGNORECASE)
_OWN_UNIT = re.compile(r"\s*(?:nghìn|ngàn|triệu|tỷ|tỉ)\b", re.IGNORECASE)
_ABOUT = ("~", "≈", "khoảng ", "gần ", "trên ", "dưới ", "hơn ", "<", ">")
_GROUPED = re.compile(r"-?\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"(-?\d{1,3}(?:([.,' ])\d{3})(?:\2\d{3})*|-?\d+)(?:([.,])(\d+))?")


def clean_count(cell: object) -> int | None:
    """Whole people, units, deputies. As text "1.097" is 1097; the number 1.097 is an error,
    because it may be 1,097 that a spreadsheet took for a decimal."""
    if is_unknown(cell):
        return None
    number = cell if _is_number(cell) else _count_in_text(cell)
    if number != int(number):
        raise _with_decimals(cell)
    if not 0 <= number <= LARGEST_COUNT:
        raise CellError(
            "count_out_of_range",
            _("“%(value)s” can't be a count: type a whole number from 0 up, or leave the cell "
              "empty when it is not known.") % {"value": shown(cell)},
        )  # fmt: skip
    return int(number)


def clean_amount(cell: object) -> Decimal | None:
    """Money as it stands, in the unit of its column. "1,234" as text is an error: it could be read
    both ways."""
    if is_unknown(cell):
        return None
    if _is_number(cell):
        amount = Decimal(format(cell, ".15g") if isinstance(cell, float) else cell)
    else:
        amount = _amount_in_text(_text_of_number(cell))
    if not 0 <= amount < LARGEST_AMOUNT:
        raise CellError(
            "amount_out_of_range",
            _("“%(value)s” can't be an amount: type a number from 0 up, or leave the cell empty "
              "when it is not known.") % {"value": shown(cell)},
        )  # fmt: skip
    return amount


def _is_number(cell: object) -> TypeGuard[int | float]:
    return type(cell) is int or (type(cell) is float and isfinite(cell))


def _count_in_text(cell: object) -> int | float:
    text = _text_of_number(cell)
    if text.lower().startswith(_ABOUT):
        raise CellError(
            "approximate_number",
            _("“%(value)s” is no exact count: type the exact number, or leave the cell empty.")
            % {"value": text},
        )
    bare = _COUNTED.sub("", text)
    if _GROUPED.fullmatch(bare):
        return int(_digits(bare))
    found = _DECIMAL.fullmatch(bare)
    if found is None or (found[2] is not None and found[2] == found[3]):
        raise _not_a_number(text)
    return float(f"{_digits(found[1])}.{found[4]}") if found[4] else int(_digits(found[1]))


def _amount_in_text(text: str) -> Decimal:
    if _OWN_UNIT.search(text):
        raise CellError(
            "amount_with_unit",
            _("“%(value)s” names its own unit: type the number alone, in the unit of its column.")
            % {"value": text},
        )
    found = _DECIMAL.fullmatch(_CURRENCY.sub("", text))
    if found is None or (found[2] is not None and found[2] == found[3]):
        raise _not_a_number(text)
    whole, grouping, comma, decimals = found.groups()
    if grouping == "," and whole.count(",") == 1 and comma is None:
        raise CellError(
            "ambiguous_number",
            _("“%(value)s” can be read in two ways: type it without a thousands separator, with a "
              "comma before decimals only.") % {"value": text},
        )  # fmt: skip
    return Decimal(f"{_digits(whole)}.{decimals}" if decimals else _digits(whole))


def _text_of_number(cell: object) -> str:
    if isinstance(cell, bool | dt.date | dt.time | dt.timedelta):
        raise converted(cell)
    text = tidy(str(cell)).replace("\u2212", "-")
    if text.lower() in FORMULA_ERRORS:
        raise formula_error(text)
    return text


def _digits(text: str) -> str:
    return re.sub(r"[.,' ]", "", text)


def _with_decimals(cell: object) -> CellError:
    if isinstance(cell, float) and round(cell, 3) == cell and cell < 1000:
        return CellError(
            "count_with_decimals",
            _("The cell holds the number %(value)s, but whole ones are counted here: if %(whole)s "
              "is meant, type it without a separator.")
            % {"value": shown(cell).replace(".", ","), "whole": round(cell * 1000)},
        )  # fmt: skip
    return CellError(
        "count_with_decimals",
        _("“%(value)s” is a number with decimals, but whole ones are counted here: type a whole "
          "number, or leave the cell empty.") % {"value": shown(cell)},
    )  # fmt: skip


def _not_a_number(text: str) -> CellError:
    return CellError(
        "not_a_number",
        _("“%(value)s” is no number: type digits alone, or leave the cell empty when it is not "
          "known.") % {"value": text},
    )  # fmt: skip
