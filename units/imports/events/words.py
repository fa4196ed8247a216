"""Words of a list of events: kinds, roles, extents, as codes or as offices write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from django.utils import translation
from django.utils.functional import Promise

from ...choices import Extent, ParticipantRole
from ...kinds import KINDS
from ...names import search_key
from ...sentences import Sentence
from ...sentences import Sentence as _
from ..cells import CellError, clean_count, clean_text, is_unknown, shown, tidy
from ..dates import FoundDate, read_date
from ..records import short_enough

LAST_SEQUENCE = 32_767
KIND_WORDS = {
    "establish": ("thành lập", "thành lập mới"),
    "merge": ("sáp nhập", "sát nhập"),
    "consolidate": ("hợp nhất",),
    "divide": ("chia",),
    "separate": ("tách",),
    "dissolve": ("giải thể",),
    "transfer": (
        "chuyển giao", "chuyển giao nguyên trạng", "chuyển giao cơ quan quản lý",
        "chuyển cơ quan quản lý", "thay đổi cơ quan quản lý", "chuyển cơ quan chủ quản",
        "thay đổi cơ quan chủ quản",
    ),
    "equitize": ("chuyển thành công ty cổ phần", "cổ phần hóa", "chuyển đổi thành công ty cổ phần"),
    "convert": ("chuyển đổi loại hình", "chuyển đổi"),
    "rename": ("đổi tên",),
    "reclassify": (
        "thay đổi mức tự chủ", "thay đổi mức độ tự chủ", "thay đổi nhóm tự chủ",
        "phân loại lại mức độ tự chủ", "phân loại mức độ tự chủ",
    ),
    "recode": ("đổi mã", "đổi mã đơn vị", "thay đổi mã"),
    "create_from_parts": (
        "thành lập từ một phần", "thành lập từ một phần các đơn vị",
        "thành lập trên cơ sở một phần các đơn vị",
    ),
    "compound": ("sắp xếp kết hợp", "kết hợp", "hỗn hợp"),
    "reestablish": ("lập lại", "tái lập", "thành lập lại"),
}  # fmt: skip
ROLE_WORDS = {
    ParticipantRole.CLOSING: (
        "bị sáp nhập", "được sáp nhập", "bị hợp nhất", "được hợp nhất", "bị chia", "bị giải thể",
        "giải thể", "chấm dứt", "chấm dứt hoạt động", "bị chuyển đổi", "được chuyển đổi",
    ),
    ParticipantRole.SURVIVING: (
        "nhận sáp nhập", "tiếp tục", "tiếp tục hoạt động", "tiếp nhận", "nhận", "giữ nguyên",
        "được chuyển giao", "được đổi tên", "đổi tên",
    ),
    ParticipantRole.SOURCE: ("gốc", "bị tách", "được tách"),
    ParticipantRole.NEW: (
        "mới", "thành lập mới", "được thành lập", "thành lập", "mới thành lập", "hình thành mới",
    ),
    ParticipantRole.EXITING: (
        "ra khỏi danh mục", "ra khỏi sổ đăng ký", "cổ phần hóa", "chuyển thành công ty cổ phần",
    ),
    ParticipantRole.FORMER: ("được lập lại", "được tái lập"),
}  # fmt: skip
EXTENT_WORDS = {
    Extent.FULL: ("toàn bộ", "nguyên trạng"),
    Extent.PARTIAL: ("một phần", "bộ phận"),
}


def clean_kind(cell: object) -> str:
    """The code of a kind of event; "" for an empty cell."""
    return word(cell, kinds(), "kind_unknown", _(
        "“%(value)s” is no kind of event: write its code, for example merge, or its name, for "
        "example sáp nhập."
    ))  # fmt: skip


def clean_role(cell: object) -> str:
    """The code of a role; "" for an empty cell."""
    return word(cell, roles(), "role_unknown", _(
        "“%(value)s” is no role: write closing, surviving, source, new, exiting or former, or for "
        "example bị sáp nhập, nhận sáp nhập."
    ))  # fmt: skip


def clean_extent(cell: object) -> str:
    """``full``, ``partial``, or "" for an empty cell."""
    return word(cell, extents(), "extent_unknown", _(
        "“%(value)s” does not say how much goes over: write full or partial (toàn bộ, một phần)."
    ))  # fmt: skip


def clean_operative_day(cell: object) -> FoundDate | None:
    """A day with its precision: a month or a year alone is kept as its first day."""
    if is_unknown(cell):
        return None
    found = read_date(tidy(cell) if isinstance(cell, str) else cell)
    if found is None:
        raise CellError(
            "not_a_date",
            _("“%(value)s” is no date: type it as day/month/year, for example 25/10/2017.")
            % {"value": shown(cell)},
        )
    return found


def clean_sequence(cell: object) -> int | None:
    number = clean_count(cell)
    if number is not None and not 0 < number <= LAST_SEQUENCE:
        raise CellError(
            "sequence_out_of_range",
            _("“%(value)s” is no place in the order of a day: write 1, 2, 3 and so on.")
            % {"value": shown(cell)},
        )
    return number


def text_within(longest: int) -> Callable[[object], str]:
    """A cleaner for texts that the register keeps up to ``longest`` characters of."""
    return lambda cell: short_enough(clean_text(cell), longest)


def word(cell: object, known: Mapping[str, str], code: str, sentence: Sentence) -> str:
    text = clean_text(cell)
    key = search_key(text)
    if not key:
        return ""
    found = known.get(key) or known.get(key.removeprefix("don vi "))
    if found is None:
        raise CellError(code, sentence % {"value": text})
    return found


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    return vocabulary({code: (kind.label, KIND_WORDS[code]) for code, kind in KINDS.items()})


@lru_cache(maxsize=1)
def roles() -> dict[str, str]:
    return vocabulary({role.value: (role.label, ROLE_WORDS[role]) for role in ParticipantRole})


@lru_cache(maxsize=1)
def extents() -> dict[str, str]:
    return vocabulary({one.value: (one.label, EXTENT_WORDS[one]) for one in Extent})


def vocabulary(table: Mapping[str, tuple[str | Promise, tuple[str, ...]]]) -> dict[str, str]:
    """{folded word: code}: codes, the words of offices, and the labels of our own pages."""
    found = {}
    for code, (label, _words) in table.items():
        for language in ("en", "vi"):
            with translation.override(language):
                found[search_key(str(label))] = code
    for code, (_label, words) in table.items():
        for text in (code, *words):
            found[search_key(text)] = code
    return found
