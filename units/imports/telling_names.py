"""What tells a name from others of its kind: "Trường TH Minh Hoạ I" is the primary school that is
called Minh Họa and numbered 1."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..names import search_key

#: As lists shorten them; all without accents, as :func:`units.names.search_key` folds.
SHORT = {
    "th": "tieu hoc", "thcs": "trung hoc co so", "thpt": "trung hoc pho thong", "mn": "mam non",
    "mg": "mau giao", "nt": "noi tru", "bt": "ban tru", "dt": "dan toc", "pt": "pho thong",
    "ptcs": "pho thong co so", "ptdt": "pho thong dan toc", "ptdtbt": "pho thong dan toc ban tru",
    "ptdtnt": "pho thong dan toc noi tru", "dtbt": "dan toc ban tru", "dtnt": "dan toc noi tru",
    "gdtx": "giao duc thuong xuyen", "gdnn": "giao duc nghe nghiep", "gd": "giao duc",
    "gddt": "giao duc dao tao", "bv": "benh vien", "bvdk": "benh vien da khoa", "dk": "da khoa",
    "tyt": "tram y te", "ttyt": "trung tam y te", "bql": "ban quan ly", "qlda": "quan ly du an",
    "ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "tp": "thanh pho", "tx": "thi xa",
    "vhttdl": "van hoa the thao du lich", "vhtt": "van hoa the thao", "ldtbxh":
    "lao dong thuong binh xa hoi", "nnptnt": "nong nghiep phat trien nong thon", "ptnt":
    "phat trien nong thon", "nn": "nong nghiep", "tnmt": "tai nguyen moi truong", "khcn":
    "khoa hoc cong nghe", "tttt": "thong tin truyen thong", "gtvt": "giao thong van tai",
}  # fmt: skip
#: Words for kinds of units; two names with different ones are two units.
KINDS = (
    "pho thong dan toc ban tru", "pho thong dan toc noi tru", "trung hoc pho thong",
    "trung hoc co so", "pho thong co so", "tieu hoc", "mam non", "mau giao", "nha tre",
    "giao duc thuong xuyen", "giao duc nghe nghiep", "cao dang", "trung cap", "dai hoc",
    "benh vien", "da khoa", "tram y te", "trung tam", "ban quan ly", "nha khach", "bao tang",
    "thu vien", "nha van hoa", "nha thieu nhi", "quy", "vien", "doan", "chi cuc", "phong kham",
)  # fmt: skip
#: Words that one list writes and another leaves out.
FILLING = (
    "truong", "va", "tinh", "huyen", "quan", "xa", "phuong", "thi tran", "thi xa", "thanh pho",
    "cong lap", "khu vuc",
)  # fmt: skip
_KIND = re.compile(rf"\b(?:{'|'.join(sorted(KINDS, key=len, reverse=True))})\b")
_FILLING = re.compile(rf"\b(?:{'|'.join(FILLING)})\b")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}


class Telling(NamedTuple):
    """``core`` is what is left of a name without ``kinds`` and ``numbers``: its own words."""

    kinds: frozenset[str]
    numbers: tuple[str, ...]
    core: str


@lru_cache(maxsize=2**13)
def telling(name: str) -> Telling:
    """The parts of a name as they are compared: without accents, abbreviations written out."""
    words = written_out(name).split(" ")
    if len(words) > 1:
        words[-1] = _ROMAN.get(words[-1], words[-1])
    numbers = tuple(sorted(word.lstrip("0") or "0" for word in words if word.isdigit()))
    text = " ".join(word for word in words if not word.isdigit())
    kinds = frozenset(_KIND.findall(text))
    core = " ".join(_FILLING.sub(" ", _KIND.sub(" ", text)).split())
    return Telling(kinds, numbers, core)


def written_out(name: str) -> str:
    """A folded name without its abbreviations: "TT" is "trung tâm" in front, else "thị trấn"."""
    words = search_key(name).split(" ")
    long = [SHORT.get(word, word) for word in words]
    for place, word in enumerate(words):
        if word == "tt":
            long[place] = "thi tran" if place else "trung tam"
    return " ".join(long)


def shortens(short: str, long: str) -> bool:
    """Whether one folded name abbreviates another: "so gd dt" the words "so giao duc va dao tao".

    Each of its words is one of the long name, or the first letters of several in a row.
    """
    words = [word for word in long.split(" ") if word != "va"]
    places = {0}
    for part in short.split(" "):
        if part == "va":
            continue
        places = {
            end
            for start in places
            for end in range(start + 1, min(start + len(part), len(words)) + 1)
            if (end == start + 1 and words[start] == part)
            or (end - start == len(part) and all(
                word[0] == letter for word, letter in zip(words[start:end], part, strict=True)))
        }  # fmt: skip
    return len(words) in places
