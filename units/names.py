"""How Vietnamese names are looked up, told apart, and put in order.

Four keys of one name, each stored or computed beside it and never shown:

* ``search_key`` finds it for somebody who types no accents,
* ``match_key`` says whether two spellings are the same text,
* ``place_key`` is the same for provinces, with or without "tỉnh", "thành phố", "TP.",
* ``sort_key`` puts it where a Vietnamese dictionary does, under any database collation.

A name is a few hundred different syllables over and over, so each key is made per word and
remembered per word.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

VOWELS = "aăâeêioôơuưy"
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}  # 1 is no tone
SORT_KEY_LENGTH = 600
MOST_WORDS = 2**14

INVISIBLE = dict.fromkeys(
    [0x00AD, 0x180E, 0x2060, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
     *range(0x2066, 0x206A), *range(0xFE00, 0xFE10)]
)  # fmt: skip
_ONE_SPELLING = (
    INVISIBLE
    | dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
    | dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02"), '"')
    | dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u00b4`\u02bc\uff07"), "'")
    | {0x00D0: "Đ", 0x0189: "Đ", 0x00F0: "đ", 0x0256: "đ"}  # eth and African d, typed for Đ
)

# The order of the Unicode collation (CLDR root), then of the Vietnamese alphabet; 00 is kept for
# the border between levels, 01 for the space.
_IN_ORDER = "_-,;:!?.'\"()[]{}@*/\\&#%^°+<=>|~$0123456789" + LETTERS
_PLACE = {letter: f"{place:02}" for place, letter in enumerate(_IN_ORDER, start=2)}
_ANY_OTHER = "99"

_TONED = "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ("", *TONES)
)
_VOWEL_GROUP = re.compile(f"[{_TONED}]{{2,}}")
_PLACE_KIND = re.compile(r"^(?:tỉnh |thành phố |tp\.? |tp\.|t\.p\.? ?)")


def search_key(text: str | None) -> str:
    """Letters without accents and digits, all else one space: "Sở Y tế" -> "so y te".

    What is stored for search, and what a typed query is turned into before it is looked up.
    """
    return " ".join(filter(None, map(_SEARCH_WORDS.__getitem__, (text or "").split())))


def match_key(text: str | None) -> str:
    """The same key for two spellings of one text; accents count, the way of typing them doesn't.

    Unified are Unicode form, case, tone placement (hòa/hoà), hyphens, dashes and quotes with the
    spaces around hyphens, Ð for Đ, non-breaking and zero-width characters, runs of spaces.
    """
    key = " ".join(filter(None, map(_MATCH_WORDS.__getitem__, (text or "").split())))
    return key.replace(" -", "-").replace("- ", "-") if "-" in key else key


def place_key(text: str | None) -> str:
    """``match_key`` of a place without its kind: "TP. Huế" and "Thành phố Huế" -> "huế"."""
    return _PLACE_KIND.sub("", match_key(text), count=1)


def sort_key(text: str | None) -> str:
    """Digits that sort as the Vietnamese dictionary does, at most ``SORT_KEY_LENGTH`` of them.

    Three levels: letters (a ă â b c d đ …, two digits each), then tones (none, huyền, hỏi, ngã,
    sắc, nặng; one digit for each group of vowels, so hòa and hoà sort alike), then case (small
    before capital). Spaces come first, then punctuation, digits, letters. Of a name so long that
    not all fits, tones and case of its end are left out.
    """
    words = map(_SORT_WORDS.__getitem__, (text or "").split())
    parts = [word for word in words if word[0]]
    if not parts:
        return ""
    letters, tones, capitals = zip(*parts, strict=True)
    tones, capitals = "".join(tones).rstrip("1"), "".join(capitals).rstrip("1")
    return f"{'01'.join(letters)}00{tones}0{capitals}"[:SORT_KEY_LENGTH]


def one_spelling(text: str) -> str:
    """NFC, without invisible characters, with one hyphen, one pair of quotes, and Đ for Ð."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(_ONE_SPELLING))


class _Words(dict):
    """What ``make`` makes of a word, remembered. Codes and numbers are all different: remembering
    them would push the words out, so words that end in a digit are made anew each time."""

    def __init__(self, make: Callable) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, word: str):
        made = self.make(word)
        if not word[-1].isdigit():
            if len(self) >= MOST_WORDS:
                self.clear()
            self[word] = made
        return made


def _search_word(word: str) -> str:
    if word.isascii() and word.isalnum():
        return word.lower()
    letters = unicodedata.normalize("NFKD", one_spelling(word).casefold()).replace("đ", "d")
    letters = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in letters.casefold()).split())


def _match_word(word: str) -> str:
    if word.isascii() and word.isalnum():
        return word.lower()
    folded = unicodedata.normalize("NFC", one_spelling(word).casefold())
    return _VOWEL_GROUP.sub(lambda group: _tone_at_the_end(group[0]), folded)


@lru_cache(maxsize=2**10)
def _tone_at_the_end(vowels: str) -> str:
    """A syllable has one tone, so where in the group of vowels it is written says nothing."""
    marks = unicodedata.normalize("NFD", vowels)
    tones = [char for char in marks if char in TONES]
    if len(tones) != 1:
        return vowels
    return unicodedata.normalize("NFC", marks.replace(tones[0], "") + tones[0])


def _sort_word(word: str) -> tuple[str, str, str]:
    """Letters, tones and case of one word, as digits."""
    if word.isdigit() and word.isascii():
        return "".join(map(_PLACE.__getitem__, word)), "", ""
    letters, tones, capitals = [], [], []
    in_vowels = False
    for char in one_spelling(word):
        letter, tone = _letter_and_tone(char)
        if not letter:
            continue
        letters.append(_PLACE.get(letter, _ANY_OTHER))
        if letter in VOWELS:
            if not in_vowels:
                tones.append("1")
            if tone != "1":
                tones[-1] = tone
        in_vowels = letter in VOWELS
        if letter in LETTERS:
            capitals.append("2" if char.isupper() else "1")
    return "".join(letters), "".join(tones), "".join(capitals)


@lru_cache(maxsize=2**10)
def _letter_and_tone(char: str) -> tuple[str, str]:
    """The letter of the alphabet and the tone it bears; "" for a mark that belongs to no letter."""
    small = char.lower()
    if small in _PLACE:
        return small, "1"
    marks = unicodedata.normalize("NFD", small)
    tone = next((TONES[mark] for mark in marks if mark in TONES), 1)
    letter = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
    if letter not in _PLACE:
        letter = next((mark for mark in marks if not unicodedata.combining(mark)), "")
    return letter, str(tone)


_SEARCH_WORDS, _MATCH_WORDS = _Words(_search_word), _Words(_match_word)
_SORT_WORDS = _Words(_sort_word)
