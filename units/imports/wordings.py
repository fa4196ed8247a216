"""Closed lists as people word them: financial autonomy groups, service classes."""

import re
from functools import lru_cache

from ..names import search_key
from ..sentences import Sentence as _
from .celltext import CellError, clean_text

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_GROUP = re.compile(r"(?:(?:nhóm|mức độ|mức|loại|group|tự chủ)\s*)*\(?([1-4]|iv|i{1,3})\)?")
_GROUP_IN_TEXT = re.compile(r"\b(?:nhóm|mức|group) ([1-4])\b")
# Decree 60/2021/NĐ-CP, Article 9. The order matters: the narrower wording first.
_GROUP_IN_WORDS = tuple(
    (group, re.compile(form))
    for group, form in (
        ("3", r"một phần chi thường xuyên|tự (?:bảo đảm|đảm bảo|chủ) một phần"),
        ("4", r"(?:nsnn|ngân sách|nhà nước).*(?:bảo đảm|đảm bảo|cấp)"),
        ("1", r"tự (?:bảo đảm|đảm bảo|chủ).*thường xuyên(?: và|,| &)? *(?:chi )?đầu tư"),
        ("2", r"tự (?:bảo đảm|đảm bảo|chủ).*thường xuyên"),
    )
)
_SERVICE_CLASSES = {
    "basic": "basic",
    "dich vu su nghiep cong co ban thiet yeu": "basic",
    "dich vu co ban thiet yeu": "basic",
    "co ban thiet yeu": "basic",
    "state management": "state_management",
    "phuc vu nhiem vu quan ly nha nuoc": "state_management",
    "phuc vu quan ly nha nuoc": "state_management",
    "quan ly nha nuoc": "state_management",
    "market": "market",
    "dap ung nhu cau thi truong": "market",
    "theo nhu cau thi truong": "market",
    "theo nhu cau xa hoi": "market",
}


def clean_autonomy_group(cell: object) -> str:
    """The group "1" to "4" from 1, "Nhóm II", or the words of the decree; "" for unknown.

    A percentage is not turned into a group: bands depend on more than the rate.
    """
    text = clean_text(cell)
    group = _autonomy_group(text.lower()) if text else ""
    if group is None:
        raise CellError(
            "unknown_autonomy_group",
            _("“%(value)s” is no autonomy group: type 1, 2, 3 or 4, or leave the cell empty.")
            % {"value": text},
        )
    return group


def clean_service_class(cell: object) -> str:
    """What the unit is for, as ``units.choices.ServiceClass``; "" for unknown."""
    text = clean_text(cell)
    if text and search_key(text) not in _SERVICE_CLASSES:
        raise CellError(
            "unknown_service_class",
            _("“%(value)s” is no service class: type “cơ bản, thiết yếu”, “phục vụ quản lý nhà "
              "nước” or “theo nhu cầu thị trường”, or leave the cell empty.") % {"value": text},
        )  # fmt: skip
    return _SERVICE_CLASSES[search_key(text)] if text else ""


@lru_cache(maxsize=2**10)
def _autonomy_group(text: str) -> str | None:
    if found := _GROUP.fullmatch(text) or _GROUP_IN_TEXT.search(text):
        return _ROMAN.get(found[1], found[1])
    return next((group for group, form in _GROUP_IN_WORDS if form.search(text)), None)
