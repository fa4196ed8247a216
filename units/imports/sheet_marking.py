"""The cells of a sheet marked while its XML streams past (in the child process)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from typing import NamedTuple

from .cell_styles import CellStyles
from .marks import REFUSED
from .package import Unmarkable
from .sheet_stream import HEAD, ROW, cells_of, numbered, pieces
from .xmlparts import attribute, column_letters

#: A row is tinted no farther: a stray cell far away is no reason to fill thousands.
MOST_TINTED = 200
_TAG = re.compile(rb"<(?:\w+:)?c")
_PLACED = re.compile(rb'\s[rs]="[^"]*"')
_CELL_STYLE = re.compile(rb'(<(?:\w+:)?c\s(?:[^>]*?\s)?s=")(\d+)(?=")')
SELECTED = re.compile(rb'\stabSelected="[^"]*"')
_SPANS = re.compile(rb'\sspans="[^"]*"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_PREFIX = re.compile(rb"<((?:\w+:)?)row\b")


class Shades(NamedTuple):
    """{row: {column: shade}}, the rows that are not taken, and how far those are tinted."""

    cells: Mapping[int, Mapping[int, str]]
    refused: frozenset[int]
    width: int


class SheetMarking:
    """``tail`` says what becomes of what stands after the rows."""

    def __init__(self, styles: CellStyles, shades: Shades, tail: Callable[[bytes], bytes]) -> None:
        self.styles, self.shades, self.tail = styles, shades, tail
        self.of_columns: dict[int, int] = {}
        self.left = set(shades.cells)

    def write(self, archive: zipfile.ZipFile, part: str, out: zipfile.ZipFile) -> None:
        number = 0
        with out.open(part, "w") as new:
            for kind, piece in pieces(archive, part):
                if kind == HEAD:
                    new.write(self.head(piece))
                elif kind == ROW:
                    number, opening = numbered(piece, number)
                    new.write(self.row(number, piece, opening))
                else:
                    new.write(self.tail(piece))
        if self.left:
            raise Unmarkable("a row to be marked is not there")

    def head(self, piece: bytes) -> bytes:
        for column in _COLUMN.findall(piece):
            if style := attribute(column, b"style"):
                first, last = (int(attribute(column, name)) for name in (b"min", b"max"))
                for at in range(first, min(last, MOST_TINTED) + 1):
                    self.of_columns[at] = int(style)
        return SELECTED.sub(b"", piece)

    def row(self, number: int, piece: bytes, opening: re.Match) -> bytes:
        if number in self.shades.cells:
            self.left.discard(number)
            return self.marked(number, piece, opening)
        if self.styles.has_ours:
            return _CELL_STYLE.sub(self.plain, piece)
        return piece

    def plain(self, found: re.Match) -> bytes:
        return found[1] + str(self.styles.plain(int(found[2]))).encode()

    def marked(self, number: int, piece: bytes, opening: re.Match) -> bytes:
        shades, start = self.shades.cells[number], opening.end()
        found = dict(cells_of(piece, start))
        end = max((cell.end() for cell in found.values()), default=start)
        refused = number in self.shades.refused
        far = min(self.shades.width, MOST_TINTED) if refused else 0
        cells = []
        for at in sorted({*found, *shades, *range(1, far + 1)}):
            shade = shades.get(at) or (REFUSED if at <= far else "")
            name = f"{column_letters(at)}{number}".encode()
            if at in found:
                cells.append(self.cell(found[at][0], name, shade))
            else:
                cells.append(self.empty(opening[0], at, name, shade))
        return _SPANS.sub(b"", piece[:start]) + b"".join(cells) + piece[end:]

    def cell(self, xml: bytes, name: bytes, shade: str) -> bytes:
        """A cell in a shade, otherwise as it is."""
        opening, _, rest = xml.partition(b">")
        style = self.styles.shaded(int(attribute(opening, b"s") or 0), shade)
        bare = _PLACED.sub(b"", opening)
        tag = _TAG.match(bare)[0]
        return b'%b r="%b" s="%d"%b>%b' % (tag, name, style, bare[len(tag) :], rest)

    def empty(self, row: bytes, at: int, name: bytes, shade: str) -> bytes:
        """A cell where there was none: it would look as its row or its column does."""
        own = attribute(row, b"s") if attribute(row, b"customFormat") in ("1", "true") else ""
        style = int(own) if own else self.of_columns.get(at, 0)
        varied = self.styles.shaded(style, shade)
        prefix = _PREFIX.match(row)[1]
        return b'<%bc r="%b" s="%d"/>' % (prefix, name, varied) if varied != style else b""
