"""How official papers write numbers, days and what nobody knows (Decree 30/2020/NĐ-CP)."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

#: Stands where somebody must write what the register does not know.
BLANK = "……"
#: Advance widths of Times New Roman Bold in thousandths of the size: the law measures lines by the
#: words above them. A letter's accents don't widen it.
WIDTHS = {
    **dict.fromkeys("BELTZ", 667), **dict.fromkeys("ACDNRUVXY", 722), **dict.fromkeys("GHKOQ", 778),
    **dict.fromkeys("bdhknpqu", 556), **dict.fromkeys("fjt-", 333), **dict.fromkeys("cerz", 444),
    **dict.fromkeys("il/", 278), **dict.fromkeys(" ,.", 250), "I": 389, "J": 500, "F": 611,
    "P": 611, "S": 556, "M": 944, "W": 1000, "m": 833, "s": 389, "w": 722, "…": 1000,
}  # fmt: skip
OTHER = 500
#: What lines are drawn with, its width, and its size in points.
STROKE, STROKE_WIDTH, DRAWN_AT = "_", 500, Decimal(8)
MM_OF_A_POINT = Decimal("25.4") / 72
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def width(text: str) -> int:
    """The width of a bold line in thousandths of its size."""
    bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    letters = (one for one in bare if not unicodedata.combining(one))
    return sum(WIDTHS.get(one, OTHER) for one in letters)


def rule(text: str, *, size: Decimal, percent: Decimal, within: Decimal) -> str:
    """Strokes that make a line ``percent`` as long as the longest row of ``text``; ``size`` in
    points, ``within`` is the room of a row in millimetres."""
    longest = max(map(width, text.split("\n"))) * size / 1000
    wanted = min(longest, within / MM_OF_A_POINT) * percent / 100
    return STROKE * round(wanted / (DRAWN_AT * STROKE_WIDTH / 1000))


def padded(number: int) -> str:
    """Numbers of papers below 10 get a nought before them."""
    return f"{number:02}"


def number_line(number: str, signs: str) -> str:
    """ "Số: 05/KH-UBND"; ``number`` as the document is known by ("5/KH-UBND"), empty before it is
    issued."""
    if not number:
        return f"Số: {BLANK}/{signs}"
    head, slash, tail = number.partition("/")
    return f"Số: {padded(int(head)) if head.isdecimal() else head}{slash}{tail}"


def long_day(day: dt.date | None) -> str:
    """ "ngày 05 tháng 01 năm 2020": days below 10 and the months 1 and 2 are padded, no others."""
    if day is None:
        return f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    month = padded(day.month) if day.month < 3 else str(day.month)
    return f"ngày {padded(day.day)} tháng {month} năm {day.year}"


def place_and_date(place: str, day: dt.date | None) -> str:
    return f"{place or BLANK}, {long_day(day)}"


def short_day(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else BLANK


def amount(number: int | Decimal | None) -> str:
    """1097 as 1.097, 13.4 as 13,4; a blank for what is not known."""
    if number is None:
        return BLANK
    return f"{number:,}".translate(str.maketrans(",.", ".,"))


def told(text: str | None) -> str:
    """The text, or a blank."""
    return text or BLANK


def listed(lines: Sequence[str]) -> list[str]:
    """Each line ends with ";", the last with "."."""
    bare = [line.rstrip(" ;.") for line in lines]
    return [f"{line}{'.' if place == len(bare) else ';'}" for place, line in enumerate(bare, 1)]


def annex_word(place: int, total: int) -> str:
    """ "Phụ lục" alone, Roman numbers where there are two or more."""
    return f"Phụ lục {ROMAN[place - 1]}" if total > 1 else "Phụ lục"
