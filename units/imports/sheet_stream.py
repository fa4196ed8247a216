"""The XML of a sheet, streamed past in three kinds of pieces (in the child process): what stands
before the rows, each row with what stands before it, what stands after the rows."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .marks import HEADING_ROWS
from .package import Unmarkable
from .xmlparts import attribute, column_number

HEAD, ROW, TAIL = "head", "row", "tail"
CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?(?:/>|>.*?</(?:\w+:)?c\s*>)", re.DOTALL)
OPENING = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
PLACE = re.compile(rb'\sr="([A-Z]+)\d+"')
_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b[^>]*?(/?)>")
_END = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*>([^<]*)</|<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)
_ITEM = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>.*?</(?:\w+:)?si\s*>)", re.DOTALL)
_CHUNK = 1 << 20


class Survey(NamedTuple):
    """``headings`` are the texts of the first rows; ``merged`` areas are (first row, first column,
    last row, last column), all counted from 1; ``width`` is that of the first rows."""

    headings: list[list[object]]
    merged: list[tuple[int, int, int, int]]
    width: int


def pieces(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, bytes]]:
    """Raises :class:`units.imports.package.Unmarkable` where there are no rows to be found."""
    with archive.open(part) as stream:
        kept = b""
        while not (found := _DATA.search(kept)):
            kept = more(stream, kept)
        yield HEAD, kept[: found.end()]
        kept = kept[found.end() :]
        if found[2]:
            yield TAIL, kept + stream.read()
            return
        end = b"</" + found[1] + b"row>"
        while True:
            at = 0
            while (after := kept.find(end, at)) >= 0:
                yield ROW, kept[at : after + len(end)]
                at = after + len(end)
            kept = kept[at:]
            if _END.search(kept):
                yield TAIL, kept + stream.read()
                return
            kept = more(stream, kept)


def more(stream, kept: bytes) -> bytes:
    chunk = stream.read(_CHUNK)
    if not chunk:
        raise Unmarkable("a sheet ends too soon")
    return kept + chunk


def numbered(row: bytes, before: int) -> tuple[int, re.Match]:
    """The number of a row that has cells, and its opening; rows without any may stand before it.
    ``before`` is the number of the row before the piece."""
    opened = list(OPENING.finditer(row))
    if not opened:
        raise Unmarkable("a row that is none")
    for found in opened:
        before = int(attribute(found[0], b"r") or before + 1)
    return before, opened[-1]


def cells_of(row: bytes, start: int) -> Iterator[tuple[int, re.Match]]:
    """(column from 1, cell as it was found)."""
    column = 0
    for found in CELL.finditer(row, start):
        place = PLACE.search(found[0][: found[0].index(b">") + 1])
        column = column_number(place[1]) if place else column + 1
        yield column, found


def survey(archive: zipfile.ZipFile, part: str, strings: str | None) -> Survey:
    headings: list[dict[int, object]] = []
    merged, number = [], 0
    for kind, piece in pieces(archive, part):
        if kind == ROW and number < HEADING_ROWS:
            number, opening = numbered(piece, number)
            if number <= HEADING_ROWS:
                headings += [{} for _row in range(number - len(headings))]
                headings[-1] = {at: text_of(cell[0]) for at, cell in cells_of(piece, opening.end())}
        elif kind == TAIL:
            merged = [
                (int(top), column_number(left), int(bottom), column_number(right))
                for left, top, right, bottom in _MERGED.findall(piece)
            ]
    said = shared(archive, strings, headings)
    width = max((at for row in headings for at, text in row.items() if text != ""), default=0)
    rows = [[said(row.get(at, "")) for at in range(1, width + 1)] for row in headings]
    return Survey(rows, merged, width)


def text_of(cell: bytes) -> str | int:
    """The text of a cell; the number of a text that stands elsewhere; "" for an empty cell."""
    opening, _, inner = cell.partition(b">")
    if attribute(opening, b"t") == "s":
        value = re.search(rb"<(?:\w+:)?v\b[^>]*>\s*(\d+)", inner)
        return int(value[1]) if value else ""
    if attribute(opening, b"t") == "inlineStr":
        return words(inner)
    value = re.search(rb"<(?:\w+:)?v\b[^>]*>([^<]*)<", inner)
    return words(b"<t>" + value[1] + b"</t>") if value else ""


def words(xml: bytes) -> str:
    found = b"".join(one[1] or b"" for one in _TEXT.finditer(xml))
    return attribute(b' a="' + found.replace(b'"', b"&quot;") + b'"', b"a")


def shared(archive: zipfile.ZipFile, part: str | None, rows: Sequence[dict[int, object]]):
    """What tells the text of a cell: those that stand elsewhere are looked up, in one passing."""
    wanted = {text for row in rows for text in row.values() if isinstance(text, int)}
    found: dict[object, str] = {}
    if wanted and part:
        for number, text in enumerate(items(archive, part)):
            if number in wanted:
                found[number] = words(text)
            if number >= max(wanted):
                break
    return lambda text: found.get(text, "") if isinstance(text, int) else text


def items(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with archive.open(part) as stream:
        kept = b""
        while chunk := stream.read(_CHUNK):
            kept, at = kept + chunk, 0
            for found in _ITEM.finditer(kept):
                yield found[0]
                at = found.end()
            kept = kept[at:]
