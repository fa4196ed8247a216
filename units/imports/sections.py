"""Section rows ("I. Sở Giáo dục và Đào tạo") whose text the rows below them inherit."""

import re

from .numbering import kind_of

_NUMBER = re.compile(r"^(?:[IVXL]+|[A-ZĐ]|\d+(?:\.\d+)*)\s*[.\-/):]+\s*")
_BELONGING = re.compile(r"^.*?\b(?:trực thuộc|thuộc)\s+(?=\S)", re.IGNORECASE)
_AGENCY = re.compile(
    r"(?:sở|ban|ubnd|ủy ban|uỷ ban|hđnd|bộ|cục|chi cục|tổng cục|huyện|quận|thành phố|tp\.?|thị xã|"
    r"xã|phường|đặc khu|phòng|văn phòng|tỉnh ủy|tỉnh uỷ|thành ủy|tỉnh đoàn|mặt trận|hội|liên hiệp|"
    r"liên đoàn|liên minh|đại học|tổng công ty)\b",
    re.IGNORECASE,
)
_SECTOR = re.compile(
    r"(?:lĩnh vực|ngành|sự nghiệp|giáo dục|y tế|văn hóa|văn hoá|thể thao|thông tin|khoa học|"
    r"nông nghiệp|tài nguyên|giao thông|xây dựng|lao động|tư pháp|khác)",
    re.IGNORECASE,
)


_OF_SECTOR = re.compile(r"^(?:(?:lĩnh vực|ngành|sự nghiệp)\s+)+(?=\S)", re.IGNORECASE)
_GROUP = re.compile(r"(?:khối|cấp|các|nhóm|đơn vị|cơ quan)\b", re.IGNORECASE)


def names_a_group(text: str) -> bool:
    """Whether a text is one of an agency, a sector or another group, and not of a unit."""
    text = _NUMBER.sub("", text)
    return any(form.match(text) for form in (_AGENCY, _SECTOR, _GROUP))


class Sections:
    """The sections that are open at a row, outermost first.

    The first kind of number that appears is the outermost: A above I, or I above A, as the list
    has it. A new section closes its equals and everything inside them.
    """

    def __init__(self) -> None:
        self._levels: list[str] = []
        self._open: list[tuple[int, str, int]] = []
        self._last_letter = " "
        self.inherited: dict[str, str] = {}

    def enter(self, number: str, text: str, position: int) -> int:
        """Open a section before data row ``position``; its level, 0 for the outermost."""
        kind = self._kind(number)
        if kind not in self._levels:
            self._levels.append(kind)
        level = self._levels.index(kind)
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        self._open.append((level, _NUMBER.sub("", text) or text, position))
        self.inherited = self._inherited()
        return level

    def _kind(self, number: str) -> str:
        """I after H is a letter, I after nothing is Roman."""
        letter = number.rstrip(".)/- ")
        kind = kind_of(number)
        follows = len(letter) == 1 and letter == chr(ord(self._last_letter) + 1)
        if kind == "letter" or (kind == "roman" and follows):
            self._last_letter = letter
            return "letter"
        return kind

    def starts(self) -> list[int]:
        """The data row at which each open section starts, innermost first."""
        return [position for _, _, position in reversed(self._open)]

    def _inherited(self) -> dict[str, str]:
        """The texts as they stand, and the agency and sector they name, where they name one."""
        texts = [text for _, text, _ in self._open]
        found = {"section": " / ".join(texts)}
        for text in texts:
            agency = _BELONGING.sub("", text)
            if _AGENCY.match(agency):
                found["agency"] = agency
            elif _SECTOR.match(text):
                found["sector"] = _OF_SECTOR.sub("", text)
        return found
