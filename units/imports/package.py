"""An .xlsx file taken apart and put together again (in the child process): most of its parts pass
through unread; what is added stands where the format wants it listed."""

from __future__ import annotations

import posixpath
import re
import shutil
import zipfile
from collections.abc import Iterator

from .xmlparts import attribute

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
LISTED = "http://schemas.openxmlformats.org/package/2006/content-types"
TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
_TYPE = "application/vnd.openxmlformats-officedocument"
CONTENT = {
    "comments": f"{_TYPE}.spreadsheetml.comments+xml",
    "worksheet": f"{_TYPE}.spreadsheetml.worksheet+xml",
    "vmlDrawing": f"{_TYPE}.vmlDrawing",
}
_PLAIN = f"{_TYPE}.spreadsheetml.sheet.main+xml".encode()
_OTHER_MAIN = re.compile(rb"application/vnd\.ms-excel\.(?:sheet|template)\.macroEnabled\.main\+xml")
_MACROS = re.compile(rb"<(?:\w+:)?(?:Override|Relationship)\s[^>]*vbaProject[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_EMPTY = f'<Relationships xmlns="{LINKS}"></Relationships>'


class Unmarkable(Exception):
    """A workbook of a make that is not understood well enough to add anything to it."""


class Package:
    """``changed`` holds the parts that are not to be copied as they are."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())
        self.changed: dict[str, bytes] = {}
        if MAIN not in self.text(WORKBOOK)[:8_000]:
            raise Unmarkable("the workbook is of another kind")
        self._without_macros()

    def text(self, part: str) -> bytes:
        if part not in self.changed:
            if part not in self.names:
                raise Unmarkable(f"{part} is missing")
            return self.archive.read(part)
        return self.changed[part]

    def _without_macros(self) -> None:
        """The file given back is an .xlsx, which can have none."""
        types = self.text(TYPES)
        if _OTHER_MAIN.search(types):
            self.changed[TYPES] = _MACROS.sub(b"", _OTHER_MAIN.sub(_PLAIN, types))
            relations = relations_of(WORKBOOK)
            self.changed[relations] = _MACROS.sub(b"", self.text(relations))
            self.names = {name for name in self.names if "vbaProject" not in name}

    def related(self, part: str, kind: str) -> str | None:
        """The part that another one names as its only one of a kind."""
        if relations_of(part) not in self.names | self.changed.keys():
            return None
        for relation in _RELATION.findall(self.text(relations_of(part))):
            if attribute(relation, b"Type") == f"{KINDS}/{kind}":
                folder = posixpath.dirname(f"/{part}")
                target = attribute(relation, b"Target")
                return posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        return None

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part name another one; the name of the relation."""
        relations = relations_of(part)
        known = relations in self.names | self.changed.keys()
        text = self.text(relations) if known else _EMPTY.encode()
        used = {attribute(one, b"Id") for one in _RELATION.findall(text)}
        name = next(name for n in range(1, len(used) + 2) if (name := f"rIdMark{n}") not in used)
        said = f'<Relationship xmlns="{LINKS}" Id="{name}" '
        said += f'Type="{KINDS}/{kind}" Target="/{target}"/>'
        self.changed[relations] = before_end(text, b"Relationships", said.encode())
        return name

    def add(self, part: str, kind: str, content: bytes) -> None:
        """A part of ours, with what it is."""
        if part not in self.names:
            said = f'<Override xmlns="{LISTED}" PartName="/{part}" ContentType="{CONTENT[kind]}"/>'
            if part.endswith(".vml"):
                said = f'<Default xmlns="{LISTED}" Extension="vml" ContentType="{CONTENT[kind]}"/>'
            types = self.text(TYPES)
            if not (part.endswith(".vml") and re.search(rb'Extension="vml"', types, re.IGNORECASE)):
                self.changed[TYPES] = before_end(types, b"Types", said.encode())
        self.changed[part] = content

    def free_name(self, pattern: str) -> str:
        """A name for a part that no other has; ``pattern`` holds a {}."""
        taken = {name.lower() for name in self.names | self.changed.keys()}
        return next(
            name for n in range(1, len(taken) + 2)
            if (name := pattern.format(n)).lower() not in taken
        )  # fmt: skip

    def write(self, out: zipfile.ZipFile) -> None:
        """All parts that are not there yet, the unchanged ones as they are."""
        there = set(out.namelist())
        for name in self.in_order():
            if name in there:
                continue
            if name in self.changed:
                out.writestr(name, self.changed[name])
                continue
            with self.archive.open(name) as old, out.open(name, "w") as new:
                shutil.copyfileobj(old, new, 1 << 20)

    def in_order(self) -> Iterator[str]:
        given = [name for name in dict.fromkeys(self.archive.namelist()) if name in self.names]
        yield from (name for name in given if not name.endswith("/"))
        yield from (name for name in self.changed if name not in self.names)


def relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def before_end(text: bytes, element: bytes, added: bytes) -> bytes:
    """Put something at the end of the one element of a name, which may stand there as empty."""
    if found := list(re.finditer(rb"</(?:\w+:)?" + element + rb"\s*>", text)):
        at = found[-1].start()
        return text[:at] + added + text[at:]
    empty = re.search(rb"<((?:\w+:)?" + element + rb")\b([^>]*?)/>", text)
    if empty is None:
        raise Unmarkable(f"no {element.decode()}")
    whole = b"<" + empty[1] + empty[2] + b">" + added + b"</" + empty[1] + b">"
    return text[: empty.start()] + whole + text[empty.end() :]
