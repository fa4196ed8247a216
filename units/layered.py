"""Laying out a graph that flows one way: which layer a node stands in, in which order, and where.

The method of Sugiyama, Tagawa and Toda (1981): a node's layer is its longest way from a beginning;
an edge over several layers runs through threads, nodes without size; the order within a layer
follows the neighbours' middle (barycenter); then each node is drawn to its neighbours as far as the
others let it. ``along`` is the way of the flow, ``across`` the other; both in whole pixels.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from itertools import pairwise
from statistics import fmean

Node = Hashable
Edge = tuple[Node, Node]
Point = tuple[int, int]
Row = list[Node]

SWEEPS = 12
THREAD = (0, 8)
#: How much harder than others a node that lies on a longer way holds its line.
STEADY = 64


@dataclass(frozen=True)
class Layout:
    """``places``: the middle of each node. ``routes``: for each edge the points that it passes,
    from the end of its first node to the beginning of its last, by turns across the gap between
    two layers and straight through a layer."""

    places: dict[Node, Point]
    routes: list[list[Point]]
    length: int
    breadth: int


@dataclass
class Layers:
    """The rows of nodes and threads; ``before`` and ``after`` lead to neighbouring rows only."""

    sizes: dict[Node, Point]
    rows: list[Row]
    before: dict[Node, Row] = field(default_factory=lambda: defaultdict(list))
    after: dict[Node, Row] = field(default_factory=lambda: defaultdict(list))

    def swept(self, forward: bool) -> list[Row]:
        return self.rows if forward else self.rows[::-1]

    def near(self, node: Node, forward: bool) -> Row:
        return (self.before if forward else self.after).get(node, [])

    def weight(self, node: Node) -> int:
        return STEADY if self.before.get(node) and self.after.get(node) else 1


def lay_out(
    sizes: Mapping[Node, Point], edges: Sequence[Edge], *, gap_along: int, gap_across: int
) -> Layout:
    """Place nodes of the given (along, across) sizes; ``edges`` must have no cycle.

    Where two orders cross equally often, nodes keep the order of ``sizes``.
    """
    depth = layers_of(sizes, edges)
    layers = Layers(dict(sizes), [[] for _ in range(max(depth.values()) + 1)])
    for node in sizes:
        layers.rows[depth[node]].append(node)
    chains = [add_edge(layers, number, edge, depth) for number, edge in enumerate(edges)]
    put_in_order(layers)
    across = places_across(layers, gap_across)
    bands = bands_along(layers, gap_along)
    return Layout(
        places={node: (sum(bands[row]) // 2, across[node]) for node, row in depth.items()},
        routes=[route(layers, chain, depth[chain[0]], bands, across) for chain in chains],
        length=bands[-1][1],
        breadth=max(across[node] + layers.sizes[node][1] // 2 for node in across),
    )


def layers_of(nodes: Mapping[Node, Point], edges: Sequence[Edge]) -> dict[Node, int]:
    """Longest way from a beginning; a beginning itself stands just before what it leads to."""
    before, after = defaultdict(list), defaultdict(list)
    for near, far in edges:
        before[far].append(near)
        after[near].append(far)
    depth: dict[Node, int] = {}
    for node in TopologicalSorter({node: before[node] for node in nodes}).static_order():
        depth[node] = max((depth[one] + 1 for one in before[node]), default=0)
    for node in nodes:
        if after[node] and not before[node]:
            depth[node] = min(depth[one] for one in after[node]) - 1
    return depth


def add_edge(layers: Layers, number: int, edge: Edge, depth: Mapping[Node, int]) -> Row:
    """Lead an edge through the layers between its ends; returns all nodes on its way."""
    near, far = edge
    threads: Row = [("thread", number, row) for row in range(depth[near] + 1, depth[far])]
    for row, thread in enumerate(threads, start=depth[near] + 1):
        layers.rows[row].append(thread)
        layers.sizes[thread] = THREAD
    chain = [near, *threads, far]
    for one, other in pairwise(chain):
        layers.after[one].append(other)
        layers.before[other].append(one)
    return chain


def put_in_order(layers: Layers) -> None:
    """Sweep to and fro and keep the order with the fewest crossings."""
    best, fewest = [list(row) for row in layers.rows], crossings(layers)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        forward = sweep % 2 == 0
        for fixed, free in pairwise(layers.swept(forward)):
            sort_by_barycenter(layers, free, fixed, forward)
        if (found := crossings(layers)) < fewest:
            best, fewest = [list(row) for row in layers.rows], found
    layers.rows = best


def sort_by_barycenter(layers: Layers, free: Row, fixed: Row, forward: bool) -> None:
    """Sort by the middle of each node's neighbours in ``fixed``; without any it stays about."""
    place = {node: index for index, node in enumerate(fixed)}
    own = {node: index * len(fixed) / len(free) for index, node in enumerate(free)}

    def middle(node: Node) -> float:
        beside = layers.near(node, forward)
        return fmean(place[one] for one in beside) if beside else own[node]

    free.sort(key=middle)


def crossings(layers: Layers) -> int:
    """How often edges between neighbouring layers cross."""
    total = 0
    for near, far in pairwise(layers.rows):
        place = {node: index for index, node in enumerate(far)}
        passed: list[int] = []
        for node in near:
            ends = [place[one] for one in layers.after.get(node, [])]
            total += sum(len(passed) - bisect_right(passed, end) for end in ends)
            for end in ends:
                insort(passed, end)
    return total


def places_across(layers: Layers, gap: int) -> dict[Node, int]:
    """The middle of every node across the flow; the outermost edge of all lies at 0."""
    breadth = {node: size[1] for node, size in layers.sizes.items()}
    across = dict.fromkeys(breadth, 0.0)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        for row in layers.swept(forward):
            weights = [layers.weight(node) for node in row]
            wanted = [wanted_place(layers, node, forward, across) for node in row]
            breadths = [breadth[node] for node in row]
            across |= zip(row, spread(wanted, weights, breadths, gap), strict=True)
    least = min(across[node] - breadth[node] / 2 for node in across)
    return {node: round(place - least) for node, place in across.items()}


def wanted_place(layers: Layers, node: Node, forward: bool, across: Mapping[Node, float]) -> float:
    """The middle of its neighbours, where it stands when it has none."""
    beside = layers.near(node, forward)
    if not beside:
        return across[node]
    return fmean([across[one] for one in beside], [layers.weight(one) for one in beside])


def spread(
    wanted: Sequence[float], weights: Sequence[int], breadths: Sequence[int], gap: int
) -> list[float]:
    """Places as near to ``wanted`` as they can be in this order without touching.

    Weighted least squares: isotonic regression by pooling adjacent violators.
    """
    offsets = [0.0]
    for one, other in pairwise(breadths):
        offsets.append(offsets[-1] + (one + other) / 2 + gap)
    pools: list[tuple[float, int, int]] = []
    for place, offset, weight in zip(wanted, offsets, weights, strict=True):
        total, mass, number = weight * (place - offset), weight, 1
        while pools and pools[-1][0] / pools[-1][1] > total / mass:
            more, heavier, others = pools.pop()
            total, mass, number = total + more, mass + heavier, number + others
        pools.append((total, mass, number))
    level = [total / mass for total, mass, number in pools for _ in range(number)]
    return [place + offset for place, offset in zip(level, offsets, strict=True)]


def bands_along(layers: Layers, gap: int) -> list[tuple[int, int]]:
    """Where each layer begins and ends along the flow."""
    bands: list[tuple[int, int]] = []
    for row in layers.rows:
        start = bands[-1][1] + gap if bands else 0
        bands.append((start, start + max(layers.sizes[node][0] for node in row)))
    return bands


def route(
    layers: Layers,
    chain: Row,
    first: int,
    bands: Sequence[tuple[int, int]],
    across: Mapping[Node, int],
) -> list[Point]:
    near, *threads, far = chain
    last = first + len(chain) - 1
    points = [(sum(bands[first]) // 2 + layers.sizes[near][0] // 2, across[near])]
    for row, thread in enumerate(threads, start=first + 1):
        points += [(bands[row][0], across[thread]), (bands[row][1], across[thread])]
    return [*points, (sum(bands[last]) // 2 - layers.sizes[far][0] // 2, across[far])]
