"""A raw cell as text: as the clerk sees it, tidied, or known to say nothing."""

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from ..names import INVISIBLE
from ..sentences import Sentence
from ..sentences import Sentence as _

UNKNOWN = {
    "", "-", "--", "---", "\u2013", "\u2014", "x", ".", "..", "...", "…", "/", "#", "n/a", "#n/a",
    "null", "none", "không rõ", "chưa rõ", "chưa có", "chưa có dữ liệu", "không có dữ liệu",
    "không có thông tin",
}  # fmt: skip
FORMULA_ERRORS = {"#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!"}
_AS_ISSUED = INVISIBLE | {0x00D0: "Đ", 0x0189: "Đ", 0x00F0: "đ", 0x0256: "đ"}
_ODD = re.compile(f"[{''.join(map(chr, _AS_ISSUED))}]")
LONGEST_SIGN = max(map(len, UNKNOWN | FORMULA_ERRORS))


class CellError(ValueError):
    """A cell that can't be taken as it stands.

    ``code`` names the kind for machines; ``str(error)`` is the sentence. Where ``blocking`` is
    false the row is good without this value, which then stays empty.
    """

    def __init__(self, code: str, message: Sentence, *, blocking: bool = True) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.blocking = blocking


def is_unknown(cell: object) -> bool:
    """Empty, or one of the signs with which lists say that they don't know."""
    return cell is None or (isinstance(cell, str) and tidy(cell).lower() in UNKNOWN)


def tidy(text: str) -> str:
    """NFC, without invisible characters, Đ for Ð, single spaces; otherwise as it was issued."""
    if text.isascii() or (_ODD.search(text) is None and unicodedata.is_normalized("NFC", text)):
        tidied = " ".join(text.split())
        return text if tidied == text else tidied  # of most cells no second copy is held
    return _tidy(text)


@lru_cache(maxsize=2**15)
def _tidy(text: str) -> str:
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(_AS_ISSUED))
    return " ".join(text.split())


def shown(cell: object) -> str:
    """A raw cell as it looks in the sheet: 164.0 is "164", dates are day/month/year."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else format(cell, ".15g")
    if isinstance(cell, dt.datetime) and cell.time() != dt.time():
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, dt.date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year}"
    return str(cell)


def clean_text(cell: object) -> str:
    """Any cell as one line of tidy text; "" for unknown."""
    text = tidy(cell if cell.__class__ is str else shown(cell))
    if len(text) > LONGEST_SIGN:
        return text
    small = text.lower()
    if small in FORMULA_ERRORS:
        raise formula_error(text)
    return "" if small in UNKNOWN else text


def formula_error(text: str) -> CellError:
    return CellError(
        "formula_error",
        _("“%(value)s” is a formula that fails: open the sheet, repair the formula or type the "
          "value, and save it again.") % {"value": text},
    )  # fmt: skip


def was_converted(cell: object) -> CellError:
    return CellError(
        "converted_by_spreadsheet",
        _("“%(value)s” is not what was typed here; the spreadsheet seems to have turned it into a "
          "date or a truth value: format the column as text and type it again.")
        % {"value": shown(cell)},
    )  # fmt: skip
