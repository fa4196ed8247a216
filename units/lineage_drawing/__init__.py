"""A lineage as a picture, as plain numbers and words: the template only writes them as SVG.

Every arrow leads forward in time; the layers are steps and not years, so ten quiet years take no
room.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from ..lineage import Lineage
from .graph import Graph
from .layered import Point, lay_out
from .shapes import Box, Frame, Mark, Shape

BOXES_AT_MOST = 60
#: The width of a page's text, in pixels: a drawing that fits in it needs no scrolling.
PAGE_WIDTH = 1140
GAP_ALONG, GAP_ACROSS, MARGIN = 38, 26, 16


@dataclass(frozen=True)
class Arrow:
    """``path`` is an SVG path; ``look`` is full, partial, or again (the unit itself goes on)."""

    path: str
    look: str
    has_head: bool


@dataclass(frozen=True)
class Drawing:
    """Sizes and places in pixels."""

    width: int
    height: int
    boxes: list[Box]
    marks: list[Mark]
    frames: list[Frame]
    arrows: list[Arrow]

    @property
    def looks(self) -> set[str]:
        """Which looks the legend has to explain."""
        return {arrow.look for arrow in self.arrows}


class TooManyBoxes(ValueError):
    def __init__(self, number: int) -> None:
        said = _(
            "A drawing of %(number)s boxes could not be read, so there is none: "
            "the table says the same."
        )
        super().__init__(said % {"number": number})


def draw(lineage: Lineage) -> Drawing | None:
    """The drawing of a lineage; None when nobody came before the unit or after it.

    Time flows to the right, or downwards where that is what fits in the width of a page. Raises
    :class:`TooManyBoxes`.
    """
    graph = Graph(lineage)
    if not graph.edges:
        return None
    if graph.number_of_boxes > BOXES_AT_MOST:
        raise TooManyBoxes(graph.number_of_boxes)
    graph.frame()
    right = placed(graph, downwards=False)
    if right.width <= PAGE_WIDTH:
        return right
    return min(right, placed(graph, downwards=True), key=lambda drawing: drawing.width)


def placed(graph: Graph, *, downwards: bool) -> Drawing:
    sizes = {key: turned((one.width, one.height), downwards) for key, one in graph.nodes.items()}
    layout = lay_out(sizes, list(graph.edges), gap_along=GAP_ALONG, gap_across=GAP_ACROSS)
    width, height = turned((layout.length, layout.breadth), downwards)
    shapes = [moved(one, turned(layout.places[key], downwards)) for key, one in graph.nodes.items()]
    frames = [one for one in shapes if isinstance(one, Frame)]
    framed = [box for frame in frames for box in frame.placed_boxes()]
    return Drawing(
        width=width + 2 * MARGIN,
        height=height + 2 * MARGIN,
        boxes=[*framed, *(one for one in shapes if isinstance(one, Box))],
        marks=[one for one in shapes if isinstance(one, Mark)],
        frames=frames,
        arrows=[
            Arrow(path_through(points, downwards), look, not isinstance(graph.nodes[end], Mark))
            for points, ((_start, end), look) in zip(
                layout.routes, graph.edges.items(), strict=True
            )
        ],
    )


def turned(point: Point, downwards: bool) -> Point:
    return point[::-1] if downwards else point


def moved(one: Shape, middle: Point) -> Shape:
    return one.at(MARGIN + middle[0] - one.width // 2, MARGIN + middle[1] - one.height // 2)


def path_through(points: list[Point], downwards: bool) -> str:
    """A curve that leaves and enters along the flow, so that it never cuts a neighbour's corner."""
    ways = [(along + MARGIN, across + MARGIN) for along, across in points]
    parts = ["M{} {}".format(*turned(ways[0], downwards))]
    for (along, across), (onwards, aside) in pairwise(ways):
        half = (along + onwards) // 2
        bend = ((half, across), (half, aside), (onwards, aside))
        parts.append("C" + " ".join("{} {}".format(*turned(one, downwards)) for one in bend))
    return "".join(parts)
