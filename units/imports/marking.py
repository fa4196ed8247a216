"""A clerk's own workbook with its problem cells marked (in the child process): the file is a
stranger's.

Nothing of it is read into a model and written anew: its XML streams past, and only the style of
marked cells is another one afterwards. So pictures, charts, formulas with what they last came to,
and all that no library knows stay as they were, for a list of any length. What is added is plain
text: never a formula.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from .cell_styles import CellStyles
from .marks import DOUBTFUL, WRONG, Columns, Mark, Order
from .package import KINDS, WORKBOOK, Package, Unmarkable, before_end
from .problem_sheet import Place, ProblemSheet
from .sheet_comments import SheetComments
from .sheet_marking import SELECTED, Shades, SheetMarking
from .sheet_stream import Survey, survey
from .xmlparts import attribute, sheet_parts

_TAG = re.compile(rb"<(/?)([\w:]+)\b[^>]*?(/?)>")
_SHEET = re.compile(rb"<((?:\w+:)?)sheet\s[^>]*>")
_VIEW = re.compile(rb"(<(?:\w+:)?workbookView\b)([^>]*?)(/?>)")
_ACTIVE = re.compile(rb'\s(?:activeTab|firstSheet)="[^"]*"')
_WORKSHEET = re.compile(rb"<(?:\w+:)?worksheet\b")
_HEAD = 8_000
#: Boxes of comments are numbered in blocks: so many are left to each sheet.
BLOCKS = 64
#: What follows the boxes of comments in a sheet.
AFTER_BOXES = {
    b"legacyDrawingHF", b"drawingHF", b"picture", b"oleObjects", b"controls", b"webPublishItems",
    b"tableParts", b"extLst", b"AlternateContent",
}  # fmt: skip


def mark_workbook(path: Path, order: Order) -> bytes:
    """Raises :class:`units.imports.package.Unmarkable`."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(path) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        Marking(archive, order).write(made)
    return out.getvalue()


class Marking:
    def __init__(self, archive: zipfile.ZipFile, order: Order) -> None:
        self.archive, self.order = archive, order
        self.package = Package(archive)
        self.sheets = dict(sheet_parts(archive))
        styles = self.package.related(WORKBOOK, "styles")
        if styles is None or not self.sheets:
            raise Unmarkable("no styles, or no sheets")
        self.styles_part, self.styles = styles, CellStyles(self.package.text(styles))
        self.surveys = self.surveyed()
        columns = Columns({name: found.headings for name, found in self.surveys.items()})
        found = [Place(mark.sheet, mark.row, columns.of(mark) + 1) for mark in order.marks]
        self.places = unmerged(found, self.surveys)

    def surveyed(self) -> dict[str, Survey]:
        strings = self.package.related(WORKBOOK, "sharedStrings")
        names = {mark.sheet for mark in self.order.marks}
        if not names <= self.sheets.keys() - {self.order.title}:
            raise Unmarkable("a sheet to be marked is not there")
        return {name: survey(self.archive, self.sheets[name], strings) for name in names}

    def write(self, made: zipfile.ZipFile) -> None:
        for number, (name, part) in enumerate(self.sheets.items(), start=1):
            if name == self.order.title:
                continue
            with self.archive.open(part) as stream:
                has_rows = _WORKSHEET.search(stream.read(_HEAD))
            if has_rows:
                self.sheet(name, part, number).write(self.archive, part, made)
            else:  # a chart that is a sheet
                self.package.changed[part] = SELECTED.sub(b"", self.package.text(part))
        self.add_summary()
        self.package.changed[self.styles_part] = self.styles.as_xml()
        self.package.write(made)

    def sheet(self, name: str, part: str, number: int) -> SheetMarking:
        marks: dict[tuple[int, int], list[Mark]] = defaultdict(list)
        refused = set()
        for mark, place in zip(self.order.marks, self.places, strict=True):
            if place.sheet == name:
                marks[place.row, place.column].append(mark)
                if mark.blocking:
                    refused.add(mark.row)
        cells: dict[int, dict[int, str]] = {row: {} for row in refused}
        for (row, column), found in marks.items():
            cells.setdefault(row, {})[column] = shade_of(found)
        said = {at: "\n\n".join(words) for at, found in marks.items()
                if (words := [mark.message for mark in found if mark.has_comment])}  # fmt: skip
        comments = SheetComments(self.package, part, self.order.author)
        relation = comments.write(said, BLOCKS * number)
        width = self.surveys[name].width if name in self.surveys else 0
        shades = Shades(cells, frozenset(refused), width)
        return SheetMarking(self.styles, shades, lambda tail: with_boxes(tail, relation))

    def add_summary(self) -> None:
        """The sheet of problems, the one that is open at first; in place of an earlier one."""
        xml = ProblemSheet(self.order, self.places, self.styles).as_xml()
        names = list(self.sheets)
        book = self.package.text(WORKBOOK)
        if self.order.title in self.sheets:
            self.package.changed[self.sheets[self.order.title]] = xml
            place = names.index(self.order.title)
        else:
            part = self.package.free_name("xl/worksheets/sheetMarked{}.xml")
            self.package.add(part, "worksheet", xml)
            relation = self.package.relate(WORKBOOK, "worksheet", part)
            book, place = with_sheet(book, self.order.title, relation), len(names)
        self.package.changed[WORKBOOK] = opened_at(book, place)


def shade_of(marks: Sequence[Mark]) -> str:
    return WRONG if any(mark.blocking for mark in marks) else DOUBTFUL


def unmerged(places: Sequence[Place], surveys: Mapping[str, Survey]) -> list[Place]:
    """Of cells in a merged area the first one: no other shows or bears a comment."""
    marked: dict[str, set[int]] = defaultdict(set)
    for place in places:
        marked[place.sheet].add(place.row)
    areas: dict[tuple[str, int], list[tuple[int, int, int, int]]] = defaultdict(list)
    for name, rows in marked.items():
        for area in surveys[name].merged:
            tall = area[2] - area[0] >= len(rows)
            for row in rows if tall else range(area[0], area[2] + 1):
                if row in rows and area[0] <= row <= area[2]:
                    areas[name, row].append(area)
    return [first_of(place, areas.get((place.sheet, place.row), ())) for place in places]


def first_of(place: Place, areas: Sequence[tuple[int, int, int, int]]) -> Place:
    for top, left, _bottom, right in areas:
        if left <= place.column <= right:
            return Place(place.sheet, top, left)
    return place


def with_boxes(tail: bytes, relation: str | None) -> bytes:
    """What stands after the rows of a sheet, naming the boxes of its comments."""
    if relation is None:
        return tail
    depth, at = 0, None
    for found in _TAG.finditer(tail):
        closing, name, empty = found[1], found[2].rpartition(b":")[2], found[3]
        if (not depth and not closing and name in AFTER_BOXES) or name == b"worksheet":
            at = found.start()
            break
        depth += -1 if closing and name != b"sheetData" else int(not closing and not empty)
    if at is None:
        raise Unmarkable("a sheet has no end")
    prefix = re.search(rb"</((?:\w+:)?)worksheet", tail)[1]
    said = b'<%blegacyDrawing xmlns:r="%b" r:id="%b"/>'
    return tail[:at] + said % (prefix, KINDS.encode(), relation.encode()) + tail[at:]


def with_sheet(book: bytes, title: str, relation: str) -> bytes:
    sheets = list(_SHEET.finditer(book))
    number = max(int(attribute(sheet[0], b"sheetId") or 0) for sheet in sheets) + 1
    said = f'sheet xmlns:r="{KINDS}" name={quoteattr(title)} sheetId="{number}" r:id="{relation}"/>'
    return before_end(book, b"sheets", b"<" + sheets[0][1] + said.encode())


def opened_at(book: bytes, place: int) -> bytes:
    """The workbook, which opens at the sheet of that place."""
    active = b' activeTab="%d"' % place
    if _VIEW.search(book):
        bare = _VIEW.sub(lambda found: found[1] + _ACTIVE.sub(b"", found[2]) + found[3], book)
        return _VIEW.sub(rb"\1" + active + rb"\2\3", bare, count=1)
    sheets = re.search(rb"<((?:\w+:)?)sheets\b", book)
    view = b"<%bbookViews><%bworkbookView%b/></%bbookViews>"
    added = view % (sheets[1], sheets[1], active, sheets[1])
    return book[: sheets.start()] + added + book[sheets.start() :]
