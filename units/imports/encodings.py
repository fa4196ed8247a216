"""Text that was typed in the fonts of before Unicode: TCVN3 (.VnTime) and VNI.

In a file such text stands as Latin-1 characters ("§¬n vÞ"). It must be decoded before any other
cleaning: 0xAD is "ư" in TCVN3 and a soft hyphen in Unicode, and compatibility folding or a change
of case destroys it. What the text is, is decided for a whole column, by asking which reading gives
well-formed Vietnamese syllables; text with letters that only Unicode has is never touched.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache

_TCVN3 = """
A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ
B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ
CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị
DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ
EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ
"""
TCVN3 = {int(entry[:2], 16): entry[2] for entry in _TCVN3.split()}

# VNI writes a mark after its letter. Each mark: the accents that it adds, for small letters.
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309",
    "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_TONES = "ùøûõï"
_VNI_MARKS_OF = {
    "a": "".join(_VNI_MARKS), "e": _VNI_TONES + "âáàåãä", "o": _VNI_TONES + "âáàåãä",
    "u": _VNI_TONES, "y": _VNI_TONES, "ô": _VNI_TONES, "ö": _VNI_TONES,
}  # fmt: skip
_VNI_ALONE = dict(zip("ôöñæóòî", "ơưđỉĩịỵ", strict=True))


def _vni_table() -> dict[str, str]:
    table = _VNI_ALONE | {alone.upper(): letter.upper() for alone, letter in _VNI_ALONE.items()}
    for small, marks in _VNI_MARKS_OF.items():
        for mark in marks:
            for base in (small, small.upper()):
                letter = table.get(base, base) + _VNI_MARKS[mark]
                for written in (mark, mark.upper()):
                    table[base + written] = unicodedata.normalize("NFC", letter)
    return table


VNI = _vni_table()
_VNI_GROUP = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))

_UNICODE_ONLY = re.compile("[\u0100-\U0010ffff]")
_WORD = re.compile(r"[^\s!-@\[-`{-~]+")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = re.compile(
    "(?:b|ch?|d|đ|gh?|gi|kh?|h|l|m|ngh?|nh?|ph?|qu|r|s|th|tr?|v|x)?"
    "(?:uyê|iêu|yêu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|uya|uyu|iê|yê|ia|ya|ua|uô|ưa|ươ|ai|ao|au|ay|âu"
    "|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|oa|oă|oe|uâ|uê|uơ|uy|[aăâeêioôơuưy])"
    "(?:ch?|m|nh|ng?|p|t)?"
)
ENOUGH = 0.7


def from_tcvn3(text: str) -> str:
    return text.translate(TCVN3)


def from_vni(text: str) -> str:
    return _VNI_GROUP.sub(lambda group: VNI[group[0]], text)


DECODERS: dict[str, Callable[[str], str]] = {"TCVN3": from_tcvn3, "VNI": from_vni}


@lru_cache(maxsize=2**14)
def is_syllable(word: str) -> bool:
    """Whether a word is built as a Vietnamese syllable: letters that go together, one tone."""
    letters, tones = _TONES.subn("", unicodedata.normalize("NFD", word.lower()))
    return tones <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", letters)))


def soundness(texts: Iterable[str]) -> tuple[int, int]:
    """(well-formed syllables, all words) among the words of the texts that are not plain ASCII."""
    words = [word for text in texts for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(is_syllable, words)), len(words)


def old_encoding(texts: Collection[str]) -> str | None:
    """ "TCVN3" or "VNI" when that reading of the texts is sound and the plain one is not."""
    plain, words = soundness(texts)
    if not words or plain == words:
        return None
    sound = {name: soundness(map(decode, texts))[0] for name, decode in DECODERS.items()}
    best = max(sound, key=sound.__getitem__)
    return best if sound[best] >= ENOUGH * words and sound[best] > plain else None


def decode_sheet(rows: list[list[object]], texts: Iterable[str]) -> dict[int, str]:
    """Turn the old text of each column into Unicode, in place; {column from 0: encoding}.

    ``texts`` are the distinct texts of the sheet (or of the file): most files are done with here.
    """
    suspects = {text for text in texts if _may_be_old(text)}
    if not any(map(_reads_better_decoded, suspects)):
        return {}
    columns: dict[int, set[str]] = {}
    for row in rows:
        for column, cell in enumerate(row):
            if cell.__class__ is str and cell in suspects:
                columns.setdefault(column, set()).add(cell)
    decoded = {column: name for column, found in columns.items() if (name := old_encoding(found))}
    for column, name in decoded.items():
        _decode_column(rows, column, columns[column], DECODERS[name])
    return decoded


def reads_as_well(text: str, name: str) -> bool:
    """Whether a text is as sound in that encoding as it stands: "sù" can be "sự" in TCVN3."""
    if not _may_be_old(text):
        return False
    return soundness([DECODERS[name](text)])[0] >= soundness([text])[0]


def _may_be_old(text: str) -> bool:
    """Whether it has letters beside the English ones, and none that only Unicode has."""
    return not text.isascii() and _UNICODE_ONLY.search(text) is None


def _reads_better_decoded(text: str) -> bool:
    plain, words = soundness([text])
    return plain < words and any(
        soundness([decode(text)])[0] > plain for decode in DECODERS.values()
    )


def _decode_column(
    rows: list[list[object]], column: int, texts: set[str], decode: Callable[[str], str]
) -> None:
    """A text that is sound as it stands and not when decoded is Unicode among old text."""
    unicode_text = {
        text: decode(text) for text in texts if soundness([decode(text)])[0] >= soundness([text])[0]
    }
    for row in rows:
        cell = row[column] if column < len(row) else None
        if isinstance(cell, str) and cell in unicode_text:
            row[column] = unicode_text[cell]
