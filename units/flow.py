"""A graph that flows one way, as places and paths in pixels: to the right, or downwards where that
is what fits in the width of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .layered import Edge, Node, Point, lay_out

#: The width of a page's text, in pixels: a drawing that fits in it needs no scrolling.
PAGE_WIDTH = 1140
GAP_ALONG, GAP_ACROSS, MARGIN = 38, 26, 16


@dataclass(frozen=True)
class Flow:
    """``corners``: the upper left corner of each node. ``paths``: for each edge an SVG path."""

    width: int
    height: int
    corners: dict[Node, Point]
    paths: list[str]


def flow(sizes: Mapping[Node, Point], edges: Sequence[Edge]) -> Flow:
    """Place nodes of the given (width, height); ``edges`` must have no cycle."""
    right = placed(sizes, edges, downwards=False)
    if right.width <= PAGE_WIDTH:
        return right
    return min(right, placed(sizes, edges, downwards=True), key=lambda one: one.width)


def placed(sizes: Mapping[Node, Point], edges: Sequence[Edge], *, downwards: bool) -> Flow:
    along = {key: turned(size, downwards) for key, size in sizes.items()}
    layout = lay_out(along, edges, gap_along=GAP_ALONG, gap_across=GAP_ACROSS)
    width, height = turned((layout.length, layout.breadth), downwards)
    return Flow(
        width=width + 2 * MARGIN,
        height=height + 2 * MARGIN,
        corners={
            key: corner(turned(layout.places[key], downwards), size) for key, size in sizes.items()
        },
        paths=[path_through(points, downwards) for points in layout.routes],
    )


def turned(point: Point, downwards: bool) -> Point:
    return point[::-1] if downwards else point


def corner(middle: Point, size: Point) -> Point:
    return (MARGIN + middle[0] - size[0] // 2, MARGIN + middle[1] - size[1] // 2)


def path_through(points: list[Point], downwards: bool) -> str:
    """A curve that leaves and enters along the flow, so that it never cuts a neighbour's corner."""
    ways = [(along + MARGIN, across + MARGIN) for along, across in points]
    parts = ["M{} {}".format(*turned(ways[0], downwards))]
    for (along, across), (onwards, aside) in pairwise(ways):
        half = (along + onwards) // 2
        bend = ((half, across), (half, aside), (onwards, aside))
        parts.append("C" + " ".join("{} {}".format(*turned(one, downwards)) for one in bend))
    return "".join(parts)
