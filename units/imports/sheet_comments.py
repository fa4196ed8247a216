"""The comments of a sheet and the boxes in which they are shown (in the child process). Those of
the clerk stay; those of an earlier marking go."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from .marks import printable
from .package import MAIN, Package, before_end
from .xmlparts import attribute, column_letters, column_number

Place = tuple[int, int]

_AUTHOR = re.compile(rb"<(?:\w+:)?author\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?author\s*>)")
_COMMENT = re.compile(rb"<((?:\w+:)?)comment\s[^>]*>.*?</(?:\w+:)?comment\s*>", re.DOTALL)
_REF = re.compile(rb'\sref="([A-Z]+)(\d+)"')
_ONE_TEXT = re.compile(rb"(<(?:\w+:)?text\b[^>]*>)\s*(<((?:\w+:)?)t\b.*?</(?:\w+:)?t>)", re.DOTALL)
_SHAPE = re.compile(rb"<(\w+:)?shape\s.*?</(?:\w+:)?shape\s*>", re.DOTALL)
_SHAPE_PLACE = re.compile(rb"<(?:\w+:)?(Row|Column)\s*>\s*(\d+)\s*<")
_SPACES = {b"v": b"urn:schemas-microsoft-com:vml", b"o": b"urn:schemas-microsoft-com:office:office",
           b"x": b"urn:schemas-microsoft-com:office:excel"}  # fmt: skip
_EMPTY = b'<comments xmlns="%b"><authors></authors><commentList></commentList></comments>' % MAIN
_DRAWING = (
    b"<xml %b>"
    b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%b"/></o:shapelayout>'
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    b'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_BOX = (
    b'<v:shape id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
    b'margin-top:2pt;width:255pt;height:120pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" '
    b'o:insetmode="auto"%b><v:fill color2="#ffffe1"/>'
    b'<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    b'<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    b'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    b"<x:Anchor>%d, 15, %d, 2, %d, 31, %d, 9</x:Anchor><x:AutoFill>False</x:AutoFill>"
    b"<x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>"
)
#: Shapes are numbered in blocks of so many.
BLOCK = 1024


class SheetComments:
    """``said`` are {(row, column): what is wrong there}, both counted from 1."""

    def __init__(self, package: Package, part: str, author: str) -> None:
        self.package, self.part, self.author = package, part, author
        self.name = package.related(part, "comments")
        self.drawing = package.related(part, "vmlDrawing")

    def write(self, said: Mapping[Place, str], block: int) -> str | None:
        """The name of a new relation, by which the sheet must name its boxes; None where it names
        them already. ``block`` numbers the boxes of this sheet."""
        if self.name is None and not said:
            return None
        text = self.package.text(self.name) if self.name else _EMPTY
        text, gone, there = self.without_ours(text)
        text = self.told_along(text, said)
        new = {place: said[place] for place in said if place not in there}
        text = self.with_new(text, new)
        if self.name is None:
            self.name = self.package.free_name("xl/commentsMarked{}.xml")
            self.package.relate(self.part, "comments", self.name)
        self.package.add(self.name, "comments", text)
        return self.draw(gone, list(new), block)

    def without_ours(self, text: bytes) -> tuple[bytes, set[Place], set[Place]]:
        """The comments without those of an earlier marking, where those were, where others are."""
        authors = [attribute(b' a="%b"' % (one or b""), b"a") for one in _AUTHOR.findall(text)]
        ours = {str(at) for at, author in enumerate(authors) if author == self.author}
        gone: set[Place] = set()
        there: set[Place] = set()

        def kept(found: re.Match) -> bytes:
            opening = found[0][: found[0].index(b">") + 1]
            is_ours = attribute(opening, b"authorId") in ours
            (gone if is_ours else there).add(place_of(opening))
            return b"" if is_ours else self.parted.sub(b"", found[0])

        return _COMMENT.sub(kept, text), gone, there

    @property
    def heading(self) -> bytes:
        """Parts what is ours from the clerk's own words in one comment."""
        return escaped(f"— {self.author} —")

    @property
    def parted(self) -> re.Pattern:
        return re.compile(rb"\s*" + re.escape(self.heading) + rb"[^<]*")

    def told_along(self, text: bytes, said: Mapping[Place, str]) -> bytes:
        """What is wrong, said after the clerk's own comment where there is one at the same cell."""

        def longer(found: re.Match) -> bytes:
            message = said.get(place_of(found[0][: found[0].index(b">") + 1]))
            if message is None:
                return found[0]
            one = _ONE_TEXT.sub(rb"\1<\3r>\2</\3r>", found[0])
            added = b"\n\n" + self.heading + b"\n" + escaped(message)
            return before_end(one, b"text", run(found[1], added))

        return _COMMENT.sub(longer, text)

    def with_new(self, text: bytes, new: Mapping[Place, str]) -> bytes:
        if not new:
            return text
        prefix = re.search(rb"<((?:\w+:)?)comments\b", text)[1]
        number = len(_AUTHOR.findall(text))
        author = b"<%bauthor>%b</%bauthor>" % (prefix, escaped(self.author), prefix)
        text = before_end(text, b"authors", author)
        found = [
            b'<%bcomment ref="%b%d" authorId="%d"><%btext>%b</%btext></%bcomment>'
            % (prefix, column_letters(column).encode(), row, number, prefix,
               run(prefix, escaped(message)), prefix, prefix)
            for (row, column), message in sorted(new.items())
        ]  # fmt: skip
        return before_end(text, b"commentList", b"".join(found))

    def draw(self, gone: set[Place], new: Sequence[Place], block: int) -> str | None:
        name = self.drawing or self.package.free_name("xl/drawings/vmlDrawingMarked{}.vml")
        spaces = b" ".join(b'xmlns:%b="%b"' % pair for pair in _SPACES.items())
        blocks = b",".join(b"%d" % (block + n) for n in range(len(new) // BLOCK + 1))
        drawn = self.package.text(name) if self.drawing else _DRAWING % (spaces, blocks)

        def kept(found: re.Match) -> bytes:
            at = {name: int(number) for name, number in _SHAPE_PLACE.findall(found[0])}
            return b"" if (at.get(b"Row", -2) + 1, at.get(b"Column", -2) + 1) in gone else found[0]

        drawn = _SHAPE.sub(kept, drawn)
        known = all(b'xmlns:%b="%b"' % pair in drawn for pair in _SPACES.items())
        numbers = [int(number) for number in re.findall(rb'id="_x0000_s(\d+)"', drawn)]
        first = max([block * BLOCK, *numbers]) + 1
        boxes = (box(first + n, *place, b"" if known else b" " + spaces)
                 for n, place in enumerate(sorted(new)))  # fmt: skip
        drawn = before_end(drawn, b"xml", b"".join(boxes))
        self.package.add(name, "vmlDrawing", drawn)
        return None if self.drawing else self.package.relate(self.part, "vmlDrawing", name)


def escaped(text: str) -> bytes:
    return escape(printable(text)).encode()


def place_of(opening: bytes) -> Place:
    found = _REF.search(opening)
    return (int(found[2]), column_number(found[1])) if found else (0, 0)


def run(prefix: bytes, text: bytes) -> bytes:
    return b'<%br><%bt xml:space="preserve">%b</%bt></%br>' % (prefix, prefix, text, prefix, prefix)


def box(number: int, row: int, column: int, spaces: bytes) -> bytes:
    """Beside its cell; the format counts rows and columns from 0."""
    top = max(row - 2, 0)
    return _BOX % (number, spaces, column, top, column + 4, top + 8, row - 1, column - 1)
