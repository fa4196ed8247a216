"""Files with more than one sheet that matters: a list cut into sheets, code lists beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..names import match_key, search_key
from .cells import CellError, clean_code, clean_text, shown
from .headings import NotAList, Table, UnknownHeading, find_table
from .layouts import Layout, heading_key
from .workbook import EmptyFile, Sheet, UnreadableFile, Workbook

WIDEST_CODE_LIST = 6


def list_in(
    workbook: Workbook,
    layout: Layout,
    sheet: str | None = None,
    wanted_headings: Iterable[str] = (),
    block: str = "",
) -> Table:
    """The list on the sheet of that name; without a name the first that a visible sheet holds.

    Where none does, the refusal of a sheet with some of the wanted headings tells most.
    """
    if sheet is not None:
        return find_table(workbook.sheet(sheet), layout, wanted_headings, block)
    refusals: list[UnreadableFile] = []
    for candidate in workbook.sheets:
        if candidate.visible and candidate.rows:
            try:
                return find_table(candidate, layout, wanted_headings, block)
            except (NotAList, UnknownHeading) as error:
                refusals.append(error)
    refusals.sort(key=lambda error: isinstance(error, NotAList))
    raise refusals[0] if refusals else EmptyFile(file=workbook.filename)


def lists_in(
    workbook: Workbook, layout: Layout, wanted_headings: Iterable[str] = (), block: str = ""
) -> list[Table]:
    """The lists of all visible sheets that have the headings of the first one, as where there is
    one sheet for each sector."""
    first = list_in(workbook, layout, None, wanted_headings, block)
    tables = [first]
    names = [sheet.name for sheet in workbook.sheets if sheet.visible and sheet.rows]
    for name in names[names.index(first.sheet_name) + 1 :]:
        try:
            table = find_table(workbook.sheet(name), layout, wanted_headings, block)
        except (NotAList, UnknownHeading):
            continue
        if _same_headings(first, table):
            tables.append(table)
    return tables


def _same_headings(one: Table, other: Table) -> bool:
    first = {heading_key(heading) for heading in one.headings if heading}
    second = {heading_key(heading) for heading in other.headings if heading}
    return len(first & second) * 5 >= len(first | second) * 4


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


def code_lists(workbook: Workbook) -> list[CodeList]:
    """The sheets, hidden ones too, that are narrow lists of codes and names."""
    return [found for sheet in workbook.sheets if (found := _code_list(sheet)) is not None]


def _code_list(sheet: Sheet) -> CodeList | None:
    """One column of codes headed "Mã …" and one headed "Tên …", codes hardly ever twice."""
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
