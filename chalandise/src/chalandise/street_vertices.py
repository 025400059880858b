"""The vertices of one street, joined by its segments: walking distances along it."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import shapely

from chalandise.errors import InvalidInput

Node = tuple[float, float]

SNAP = 2  # decimals of a metre: vertices within a centimetre are one


class StreetVertices:
    """Vertices of a street's lines, joined by their segments and by short gaps."""

    def __init__(self, lines: Iterable[npt.ArrayLike]) -> None:
        self.segments: list[tuple[Node, Node]] = []
        self.edges: dict[Node, dict[Node, float]] = {}
        for line in lines:
            nodes = [(float(x), float(y)) for x, y in np.asarray(line, dtype=float).round(SNAP)]
            for a, b in itertools.pairwise(nodes):
                if a != b and b not in self.edges.get(a, {}):
                    self.segments.append((min(a, b), max(a, b)))
                    self._join(a, b)
        if not self.segments:
            raise InvalidInput("a street needs at least one line of two distinct points")
        self.segments.sort()

    def components(self, max_gap: float) -> list[set[Node]]:
        """Sets of nodes that hang together, after joining those at most `max_gap` apart.

        Gaps are closed from the smallest up, one between two parts (Kruskal's order).
        """
        nodes = sorted(self.edges)
        parts = {node: {node} for node in nodes}
        for a, b in self.segments:
            _unite(parts, a, b)
        for a, b in _close_pairs(nodes, max_gap):
            if parts[a] is not parts[b]:
                self._join(a, b)
                _unite(parts, a, b)
        return list({id(part): part for part in parts.values()}.values())

    def walk(self, nodes: set[Node]) -> dict[Node, float]:
        """Walking distance of each node from the start of this run."""
        one = _farthest(self._walk_from(min(nodes)))
        other = _farthest(self._walk_from(one))
        return self._walk_from(min(one, other))

    def _join(self, a: Node, b: Node) -> None:
        apart = float(np.hypot(a[0] - b[0], a[1] - b[1]))
        self.edges.setdefault(a, {})[b] = apart
        self.edges.setdefault(b, {})[a] = apart

    def _walk_from(self, start: Node) -> dict[Node, float]:
        walked: dict[Node, float] = {}
        queue = [(0.0, start)]
        while queue:
            so_far, node = heapq.heappop(queue)
            if node not in walked:
                walked[node] = so_far
                for other, apart in self.edges[node].items():
                    heapq.heappush(queue, (so_far + apart, other))
        return walked


def _farthest(walked: dict[Node, float]) -> Node:
    most = max(walked.values())
    return min(node for node, so_far in walked.items() if so_far >= most - 1e-6)


def _unite(parts: dict[Node, set[Node]], a: Node, b: Node) -> None:
    small, large = sorted((parts[a], parts[b]), key=len)
    if small is not large:
        large |= small
        parts.update(dict.fromkeys(small, large))


def _close_pairs(nodes: list[Node], reach: float) -> list[tuple[Node, Node]]:
    dots = shapely.points(nodes)
    pairs = shapely.STRtree(dots).query(dots, predicate="dwithin", distance=reach)
    one, other = pairs[:, pairs[0] < pairs[1]]
    order = np.lexsort((other, one, shapely.distance(dots[one], dots[other])))
    return [(nodes[one[at]], nodes[other[at]]) for at in order]
