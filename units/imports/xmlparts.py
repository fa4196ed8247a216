"""The parts of an .xlsx file, streamed past: what the parser does not tell is found in their XML
without holding any of it."""

import html
import re
import zipfile
from collections.abc import Iterator

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_CHUNK = 1 << 20


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name and part of each sheet, as workbook.xml and its relations have them."""
    targets = {
        attribute(relation, b"Id"): attribute(relation, b"Target")
        for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for sheet in _SHEET.findall(archive.read("xl/workbook.xml")):
        target = targets.get(attribute(sheet, rb"\w+:id"), "")
        yield attribute(sheet, b"name"), "xl/" + target.lstrip("/").removeprefix("xl/")


def attribute(element: bytes, name: bytes) -> str:
    """The value of an attribute; ``name`` is a pattern. "" where there is none."""
    found = re.search(rb"\s" + name + rb'="([^"]*)"', element)
    return html.unescape(found[1].decode("utf-8", "replace")) if found else ""


def whole_tags(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The XML of a part in pieces, cut only between tags."""
    kept = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            kept += chunk
            end = kept.rfind(b"<")
            yield kept[:end]
            kept = kept[end:]
    yield kept


def column_number(letters: bytes) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """What a spreadsheet program calls a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
