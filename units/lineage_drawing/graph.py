"""A lineage as a graph without cycle: boxes lead to marks, marks to boxes, in the order of time."""

from __future__ import annotations

from collections import defaultdict

from ..choices import Extent
from ..layered import Edge, Node
from ..lineage import Lineage
from ..lineage_steps import Step, steps_of
from .shapes import FRAMED_FROM, Box, Shape, box_of, frame_around, mark_of, of_one_height

#: How an edge looks: like its extent, or so where the unit itself goes on.
AGAIN = "again"


class Graph:
    """``nodes`` by key, and the look of each of ``edges``.

    A unit is one box, unless it first gave a part away and only later took others in: then it is
    two, or what joined it later would seem to have come to what left it before.
    """

    def __init__(self, lineage: Lineage) -> None:
        self.lineage = lineage
        self.nodes: dict[Node, Shape] = {}
        self.edges: dict[Edge, str] = {}
        self.latest: dict[int, Node] = {}
        self.left: set[Node] = set()
        for number, step in enumerate(steps_of(lineage)):
            self.add(number, step)
        self.nodes = of_one_height(self.nodes)

    @property
    def number_of_boxes(self) -> int:
        return sum(isinstance(one, Box) for one in self.nodes.values())

    def add(self, number: int, step: Step) -> None:
        """Sources lead to the mark, the mark to targets; who gave before goes on in a new box."""
        mark = ("event", number)
        sources = {self.latest_box(unit): extent for unit, extent in step.sources.items()}
        targets = []
        for unit in step.targets:
            box = self.latest_box(unit)
            if box in self.left:
                sources[box] = AGAIN
                box = self.new_box(unit)
            targets.append(box)
        self.nodes[mark] = mark_of(step.event)
        self.edges |= {(box, mark): str(look) for box, look in sources.items()}
        in_full = {Extent.FULL, AGAIN} & set(sources.values())
        look = Extent.FULL if in_full else Extent.PARTIAL
        self.edges |= {(mark, box): str(look) for box in targets}
        self.left |= set(sources)

    def latest_box(self, unit: int) -> Node:
        return self.latest[unit] if unit in self.latest else self.new_box(unit)

    def new_box(self, unit: int) -> Node:
        again, asked = unit in self.latest, unit == self.lineage.unit_id
        key = ("unit", unit, len(self.nodes))
        self.latest[unit] = key
        self.nodes[key] = box_of(self.lineage.bearings[unit], asked=asked, again=again)
        return key

    def frame(self) -> None:
        """Put many units that have nothing but one and the same event in common into a frame."""
        beside: dict[Node, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            for end in edge:
                beside[end].append(edge)
        together: dict[tuple, list[Edge]] = defaultdict(list)
        for edge, look in self.edges.items():
            for place, end in enumerate(edge):
                shape = self.nodes[end]
                if len(beside[end]) == 1 and isinstance(shape, Box) and not shape.asked:
                    together[edge[1 - place], place, look].append(edge)
        for (mark, place, look), edges in together.items():
            if len(edges) >= FRAMED_FROM:
                self.replace(edges, place, mark, look)

    def replace(self, edges: list[Edge], place: int, mark: Node, look: str) -> None:
        frame = ("frame", mark, place, look)
        boxes = [self.nodes.pop(edge[place]) for edge in edges]
        self.nodes[frame] = frame_around(boxes)
        for edge in edges:
            del self.edges[edge]
        self.edges[(mark, frame) if place else (frame, mark)] = look
