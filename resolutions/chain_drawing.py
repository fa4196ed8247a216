"""The chain of a document as a picture, as plain numbers and words: the template writes the SVG.

Time flows to the right: a document leads, over a mark that says how, to those that follow it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from units.flow import Flow, flow
from units.layered import Edge, Node
from units.lettering import wrapped

from .choices import Relation
from .document_chain import Chain
from .models import LegalDocument

BOX_WIDTH, MARK_WIDTH, PADDING, LINE = 216, 124, 14, 18
TITLE_SIZE, SMALL_SIZE = 15, 12
TITLE_LINES, KIND_LINES = 3, 2
BOX_HEIGHT = PADDING + LINE * (TITLE_LINES + 2)
MARK_HEIGHT = PADDING + LINE * KIND_LINES
BOXES_AT_MOST = 60
#: Read from the earlier document on: "implemented by" those to its right.
WORDS = {
    Relation.IMPLEMENTS: _("implemented by"),
    Relation.GUIDES: _("guided by"),
    Relation.AMENDS: _("amended by"),
    Relation.REPLACES: _("replaced by"),
    Relation.REPEALS: _("repealed by"),
    Relation.BASED_ON: _("is the basis of"),
    Relation.ANSWERS: _("answered by"),
    Relation.CONTINUES: _("continued by"),
}


@dataclass(frozen=True)
class Box:
    """A document: number, abstract and day; ``x``, ``y`` is the upper left corner."""

    document: LegalDocument
    asked: bool
    number: str
    day: str
    lines: tuple[str, ...]
    x: int
    y: int
    width: int = BOX_WIDTH
    height: int = BOX_HEIGHT

    @property
    def rows(self) -> list[tuple[int, str]]:
        return [(2 * LINE + 4 + LINE * place, line) for place, line in enumerate(self.lines)]

    @property
    def foot(self) -> int:
        return self.height - PADDING + 3


@dataclass(frozen=True)
class Mark:
    """How the documents to its right follow the one to its left."""

    lines: tuple[str, ...]
    x: int
    y: int
    width: int = MARK_WIDTH
    height: int = MARK_HEIGHT

    @property
    def middle(self) -> int:
        return self.width // 2

    @property
    def rows(self) -> list[tuple[int, str]]:
        spare = (KIND_LINES - len(self.lines)) * LINE // 2
        return [(LINE + 6 + spare + LINE * place, line) for place, line in enumerate(self.lines)]


@dataclass(frozen=True)
class Drawing:
    """Sizes and places in pixels; ``arrows`` are (SVG path, does it end in a head)."""

    width: int
    height: int
    boxes: list[Box]
    marks: list[Mark]
    arrows: list[tuple[str, bool]]


def draw(chain: Chain) -> Drawing | None:
    """None for a document that stands alone, and for a chain too large to be read as a picture:
    the table says the same."""
    if not chain.links or len(chain.documents) > BOXES_AT_MOST:
        return None
    edges = edges_of(chain)
    linked = {end for edge in edges for end in edge}
    boxes = {key: (BOX_WIDTH, BOX_HEIGHT) for key in chain.documents if key in linked}
    marks = {key: (MARK_WIDTH, MARK_HEIGHT) for key in linked if isinstance(key, tuple)}
    found = flow({**boxes, **{key: marks[key] for key in sorted(marks)}}, edges)
    return Drawing(
        found.width,
        found.height,
        [box_of(chain, key, found) for key in boxes],
        [mark_of(key, found) for key in marks],
        [
            (path, not isinstance(end, tuple))
            for path, (_start, end) in zip(found.paths, edges, strict=True)
        ],
    )


def edges_of(chain: Chain) -> list[Edge]:
    """From the document that is followed to a mark, and on to those that follow it so."""
    edges: dict[Edge, None] = {}
    for link in chain.links:
        mark = (link.other, link.kind)
        edges[link.other, mark] = None
        edges[mark, link.document] = None
    return list(edges)


def box_of(chain: Chain, key: Node, found: Flow) -> Box:
    document = chain.documents[key]
    room = BOX_WIDTH - 2 * PADDING
    issued = date_format(document.issued_on) if document.issued_on else gettext("date not known")
    return Box(
        document,
        document == chain.asked,
        wrapped(document.number or gettext("without number"), room, SMALL_SIZE, 1)[0],
        issued,
        wrapped(document.title, room, TITLE_SIZE, TITLE_LINES),
        *found.corners[key],
    )


def mark_of(key: tuple[int, str], found: Flow) -> Mark:
    said = capfirst(WORDS[key[1]])
    return Mark(wrapped(said, MARK_WIDTH - PADDING, SMALL_SIZE, KIND_LINES), *found.corners[key])
