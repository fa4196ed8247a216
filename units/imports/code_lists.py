"""Sheets beside a list that say what its codes stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..names import match_key, search_key
from ..sentences import Sentence as _
from .cells import CellError, clean_code, clean_text, shown
from .workbook import Sheet

WIDEST_CODE_LIST = 6


@dataclass(slots=True)
class CodeList:
    """Codes and what they stand for, as a sheet of the same file has them.

    Never used unasked: in one list the codes of agencies and the numbers of provinces can look
    alike, so a person has to see what the codes would become.
    """

    sheet_name: str
    code_heading: str
    name_heading: str
    names: dict[str, str] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)

    def name_of(self, cell: object) -> str:
        """What a code stands for; "" for an empty cell."""
        code = clean_code(cell)
        if not code:
            return ""
        if code in self.doubtful:
            raise CellError(
                "ambiguous_code",
                _("Sheet “%(sheet)s” gives code “%(code)s” to several names: type the name itself.")
                % {"sheet": self.sheet_name, "code": shown(cell)},
            )
        if code not in self.names:
            raise CellError(
                "unknown_code",
                _("Sheet “%(sheet)s” has no code “%(code)s”: correct the code, or type the name "
                  "itself.") % {"sheet": self.sheet_name, "code": shown(cell)},
            )  # fmt: skip
        return self.names[code]


def code_lists(sheets: Iterable[Sheet]) -> list[CodeList]:
    """Those of the sheets, hidden ones too, that are narrow lists of codes and names."""
    return [found for sheet in sheets if (found := code_list(sheet)) is not None]


def code_list(sheet: Sheet) -> CodeList | None:
    """One column of codes headed "Mã …" and one headed "Tên …", codes hardly ever
    twice."""
    lines = [line for line in sheet.rows if any(cell is not None for cell in line)]
    headings = [shown(cell) for cell in lines[0]] if lines else []
    if len(lines) < 3 or not 2 <= sum(map(bool, headings)) <= WIDEST_CODE_LIST:
        return None
    first_words = [search_key(heading).split(" ")[0] for heading in headings]
    code = next((n for n, word in enumerate(first_words) if word in ("ma", "code")), None)
    name = next((n for n, word in enumerate(first_words) if word in ("ten", "name")), None)
    if code is None or name is None:
        return None
    found = CodeList(sheet.name, headings[code], headings[name])
    for line in lines[1:]:
        if max(code, name) < len(line):
            _add(found, line[code], line[name])
    return found if len(found.doubtful) * 10 <= len(found.names) else None


def _add(found: CodeList, code_cell: object, name_cell: object) -> None:
    try:
        code, name = clean_code(code_cell), clean_text(name_cell)
    except CellError:
        return
    if code and name and match_key(found.names.setdefault(code, name)) != match_key(name):
        found.doubtful.add(code)
