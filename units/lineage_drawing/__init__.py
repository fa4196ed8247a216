"""A lineage as a picture, as plain numbers and words: the template only writes them as SVG.

Every arrow leads forward in time; the layers are steps and not years, so ten quiet years take no
room.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..flow import flow
from ..lineage import Lineage
from .graph import Graph
from .shapes import Box, Frame, Mark

BOXES_AT_MOST = 60


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
    sizes = {key: (one.width, one.height) for key, one in graph.nodes.items()}
    found = flow(sizes, list(graph.edges))
    shapes = [one.at(*found.corners[key]) for key, one in graph.nodes.items()]
    frames = [one for one in shapes if isinstance(one, Frame)]
    framed = [box for frame in frames for box in frame.placed_boxes()]
    return Drawing(
        width=found.width,
        height=found.height,
        boxes=[*framed, *(one for one in shapes if isinstance(one, Box))],
        marks=[one for one in shapes if isinstance(one, Mark)],
        frames=frames,
        arrows=[
            Arrow(path, look, not isinstance(graph.nodes[end], Mark))
            for path, ((_start, end), look) in zip(found.paths, graph.edges.items(), strict=True)
        ],
    )
