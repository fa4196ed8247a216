"""What only the look of an .xlsx sheet says: rows that are hidden, and letters that an old font
draws as capitals."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from .containers import ZIP_ERRORS
from .encodings import DECODERS, reads_as_well
from .xmlparts import attribute, column_number, sheet_parts, whole_tags

_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\bhidden="(?:1|true)"[^>]*>')
_STYLED_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*?\bs="([0-9]+)"')
_OLD_FONT = re.compile(rb'<(?:\w+:)?name\s+val="(\.Vn[^"]*|VNI[^"]*)"')
_FONT = re.compile(rb"<(?:\w+:)?font>.*?</(?:\w+:)?font>|<(?:\w+:)?font/>", re.DOTALL)
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs[\s>].*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\s[^>]*>")


def hidden_rows(path: Path) -> dict[str, list[int]]:
    """{sheet: its hidden rows, from 1}; nothing where the file can't be told."""
    hidden: dict[str, list[int]] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for name, part in sheet_parts(archive):
                rows = [
                    int(attribute(row, b"r") or 0)
                    for xml in whole_tags(archive, part)
                    if b"hidden=" in xml
                    for row in _HIDDEN_ROW.findall(xml)
                ]
                if rows:
                    hidden[name] = rows
    except (*ZIP_ERRORS, KeyError):
        return {}
    return hidden


def heed_fonts(path: Path, name: str, rows: list[list[object]], decoded: dict[int, str]) -> None:
    """Where some columns turned out to be old text, the fonts say two things more.

    Words that are sound both ways in other columns are old too when they stand in an old font. And
    fonts like .VnTimeH draw small letters as capitals, for TCVN3 has no capitals with tones:
    "TOàN" was meant as "TOÀN". Changes ``rows`` in place.
    """
    for row, column, font in _cells_in_old_fonts(path, name):
        cell = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        if not isinstance(cell, str):
            continue
        encoding = "VNI" if font.startswith("VNI") else "TCVN3"
        if column not in decoded and encoding in decoded.values():
            if not reads_as_well(cell, encoding):
                continue
            cell = DECODERS[encoding](cell)
        elif column not in decoded:
            continue
        rows[row][column] = cell.upper() if font.endswith("H") else cell


def _cells_in_old_fonts(path: Path, name: str) -> Iterator[tuple[int, int, str]]:
    """(row, column, font), both from 0."""
    try:
        with zipfile.ZipFile(path) as archive:
            fonts = _old_fonts(archive.read("xl/styles.xml"))
            part = dict(sheet_parts(archive)).get(name, "")
            for xml in whole_tags(archive, part) if fonts and part else ():
                for letters, digits, style in _STYLED_CELL.findall(xml):
                    if font := fonts.get(int(style)):
                        yield int(digits) - 1, column_number(letters) - 1, font
    except (*ZIP_ERRORS, KeyError):
        return


def _old_fonts(xml: bytes) -> dict[int, str]:
    """{number of a cell style: its font} for the fonts of before Unicode."""
    names = {
        str(place): found[1].decode("utf-8", "replace")
        for place, font in enumerate(_FONT.findall(xml))
        if (found := _OLD_FONT.search(font))
    }
    formats = _FORMATS.search(xml)
    each = _FORMAT.findall(formats[0]) if formats else []
    return {
        place: names[number]
        for place, one in enumerate(each)
        if (number := attribute(one, b"fontId")) in names
    }
