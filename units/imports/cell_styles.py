"""The looks of the cells of an .xlsx file (in the child process): each as it is, but with another
fill. What is there stays; what is added comes after it."""

from __future__ import annotations

import re

from .marks import DOUBTFUL, REFUSED, WRONG
from .package import Unmarkable

MOST_STYLES = 64_000
_OURS = re.compile(rf'rgb="(?:{WRONG}|{DOUBTFUL}|{REFUSED})"'.encode(), re.IGNORECASE)
_COLOURED = re.compile(rb'gradientFill|patternType="(?!none")')
_FILL_ID = re.compile(rb'\sfillId="(\d+)"')
_FONT = b'<sz val="11"/>%b<name val="Calibri"/><family val="2"/>'
#: Fonts of the sheet of problems.
BOLD = b"<font><b/>" + _FONT % b"" + b"</font>"
LINK = b"<font><u/>" + _FONT % b'<color rgb="FF17529F"/>' + b"</font>"


class Section:
    """The elements of one kind in styles.xml, in their order."""

    def __init__(self, xml: bytes, name: bytes, element: bytes) -> None:
        found = re.search(
            rb"<((?:\w+:)?)" + name + rb"\b[^>]*>(.*?)</(?:\w+:)?" + name + rb"\s*>", xml, re.DOTALL
        )
        if found is None:
            raise Unmarkable(f"styles without {name.decode()}")
        self.name, self.prefix, self.span = name, found[1], found.span()
        one = rb"<(?:\w+:)?" + element
        whole = one + rb"\b[^>]*?(?:/>|>.*?</(?:\w+:)?" + element + rb"\s*>)"
        self.all = re.findall(whole, found[2], re.DOTALL)

    def place(self, xml: bytes) -> int:
        """The place of an element, which is added where there is none like it."""
        if self.prefix:
            xml = re.sub(rb"<(/?)", rb"<\1" + self.prefix, xml)
        if xml not in self.all:
            self.all.append(xml)
        return self.all.index(xml)

    def as_xml(self) -> bytes:
        tag = self.prefix + self.name
        count = str(len(self.all)).encode()
        return b'<%b count="%b">%b</%b>' % (tag, count, b"".join(self.all), tag)


class CellStyles:
    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.fonts = Section(xml, b"fonts", b"font")
        self.fills = Section(xml, b"fills", b"fill")
        self.looks = Section(xml, b"cellXfs", b"xf")
        self.known: dict[tuple[int, str], int] = {}
        #: Whether an earlier marking left its shades: they are known by their colours.
        self.has_ours = any(_OURS.search(fill) for fill in self.fills.all)

    def fill_of(self, look: int) -> bytes:
        if look >= len(self.looks.all):
            raise Unmarkable("a cell of a style that is not there")
        found = _FILL_ID.search(self.looks.all[look])
        place = int(found[1]) if found else 0
        return self.fills.all[place] if place < len(self.fills.all) else b""

    def plain(self, look: int) -> int:
        """The same without a shade of ours."""
        return self._with(look, "") if _OURS.search(self.fill_of(look)) else look

    def shaded(self, look: int, shade: str) -> int:
        """The same in a shade. That of a row which is not taken leaves the clerk's own colours."""
        base = self.plain(look)
        if shade == REFUSED and _COLOURED.search(self.fill_of(base)):
            return base
        return self._with(base, shade) if shade else base

    def _with(self, look: int, shade: str) -> int:
        key = (look, shade)
        if key not in self.known:
            fill = self.fill_for(shade) if shade else 0
            self.known[key] = self._varied(self.looks.all[look], fill)
        return self.known[key]

    def fill_for(self, shade: str) -> int:
        colour = f'<fgColor rgb="{shade}"/><bgColor indexed="64"/>'
        xml = f'<fill><patternFill patternType="solid">{colour}</patternFill></fill>'
        return self.fills.place(xml.encode())

    def _varied(self, xml: bytes, fill: int) -> int:
        rest = re.sub(rb'\s(?:fillId|applyFill)="[^"]*"', b"", xml)
        added = b' fillId="%d" applyFill="1"' % fill
        varied = re.sub(rb"^(<(?:\w+:)?xf)", rb"\1" + added, rest)
        if len(self.looks.all) >= MOST_STYLES:
            raise Unmarkable("too many styles")
        if varied not in self.looks.all:
            self.looks.all.append(varied)
        return self.looks.all.index(varied)

    def added(self, font: bytes = b"", fill: str = "", *, wrapped: bool = False) -> int:
        """A look for cells of ours."""
        fonts = self.fonts.place(font) if font else 0
        fills = self.fill_for(fill) if fill else 0
        inner = b'<alignment vertical="top" wrapText="1"/>' if wrapped else b""
        xml = b'<xf numFmtId="0" fontId="%d" fillId="%d" borderId="0" xfId="0" applyFont="1" '
        xml += b'applyFill="1" applyAlignment="1">%b</xf>'
        return self.looks.place(xml % (fonts, fills, inner))

    def as_xml(self) -> bytes:
        text = self.xml
        for section in sorted((self.fonts, self.fills, self.looks), key=lambda one: -one.span[0]):
            start, end = section.span
            text = text[:start] + section.as_xml() + text[end:]
        return text
