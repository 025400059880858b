"""One street as a walk: its lines chained, a start, and where along and on which side a point is."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import shapely

from chalandise.errors import InvalidInput

Floats = npt.NDArray[np.float64]
Side = Literal["left", "right", "on"]
Node = tuple[float, float]

SNAP = 2  # decimals of a metre: vertices within a centimetre are one
ON_LINE = 1e-6  # metres


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a point stands by a street.

    `distance` and `along` in metres; `along` is walked from the street's start; `side` is that
    of a walker leaving the start; `run` numbers the street's far-apart parts, longest first.
    """

    distance: float
    along: float
    side: Side
    run: int


@dataclass(frozen=True, slots=True, eq=False)
class StreetPath:
    """A street's segments, each turned away from the start. Built by `street_path`.

    Attributes
    ----------
    begins, ends : ndarray, shape (m, 2)
        Segment ends, planar metres, the end nearer to the start first.
    walked, walked_end : ndarray, shape (m,)
        Metres walked from the start to each end, along the street.
    runs : ndarray, shape (m,)
        The run each segment belongs to.
    """

    begins: Floats
    ends: Floats
    walked: Floats
    walked_end: Floats
    runs: npt.NDArray[np.int64]

    @property
    def length(self) -> float:
        """Metres from the start of the longest run to its farthest point."""
        return float(self.walked_end[self.runs == 0].max())

    def turned(self) -> StreetPath:
        """The same street walked from the other end: left becomes right."""
        whole = np.array([self.walked_end[self.runs == run].max() for run in self.runs])
        return StreetPath(
            self.ends, self.begins, whole - self.walked_end, whole - self.walked, self.runs
        )

    def locate(self, point: npt.ArrayLike) -> Spot:
        """Distance, side and position of one point, shape (2,), planar metres.

        At a bend the side is judged against the sum of the segments that meet there.
        """
        spot = np.asarray(point, dtype=float)
        step = self.ends - self.begins
        lengths = np.hypot(*step.T)
        share = np.clip(((spot - self.begins) * step).sum(axis=1) / lengths**2, 0, 1)
        off = spot - (self.begins + share[:, None] * step)
        distances = np.hypot(*off.T)
        nearest = distances.min()
        ties = np.flatnonzero(distances <= nearest + 1e-9)
        heading = (step[ties] / lengths[ties, None]).sum(axis=0)
        at = ties[0]
        ahead = self.walked[at] + share[at] * lengths[at]
        behind = self.walked_end[at] + (1 - share[at]) * lengths[at]
        side = _side(heading, off[at], nearest)
        return Spot(float(nearest), float(min(ahead, behind)), side, int(self.runs[at]))


def side_of_line(point: npt.ArrayLike, line: npt.ArrayLike) -> Side:
    """The side of a directed line a point is on.

    Parameters
    ----------
    point : array_like, shape (2,)
    line : array_like, shape (n, 2)
        Planar metres, n ≥ 2, in the walker's direction.
    """
    vertices = np.asarray(line, dtype=float)
    walked = np.zeros(len(vertices) - 1)
    runs = np.zeros(len(walked), dtype=np.int64)
    return StreetPath(vertices[:-1], vertices[1:], walked, walked, runs).locate(point).side


def street_path(lines: Iterable[npt.ArrayLike], *, max_gap: float = 200.0) -> StreetPath:
    """Chain the lines of one street into a walk.

    Positions are walking distances from the start, by the shortest way along the street, so
    that the two carriageways of an avenue keep step. The start is, of the two ends farthest
    apart along the street, the western one (then the southern): the drawing direction of the
    lines does not matter. Lines that do not touch are joined across gaps up to `max_gap`;
    beyond, they are another run (the same name in the next commune), with a start of its own.

    Parameters
    ----------
    lines : iterable of array_like, shape (n, 2)
        Planar metres.
    max_gap : float
        Metres.
    """
    graph = _Graph(lines)
    runs = graph.components(max_gap)
    walks = [graph.walk(nodes) for nodes in runs]
    walks.sort(key=lambda walk: (-max(walk.values()), min(walk)))
    rows = [
        (min((walk[a], a), (walk[b], b)), max((walk[a], a), (walk[b], b)), number)
        for number, walk in enumerate(walks)
        for a, b in graph.segments
        if a in walk
    ]
    return StreetPath(
        begins=np.array([near[1] for near, _, _ in rows]),
        ends=np.array([far[1] for _, far, _ in rows]),
        walked=np.array([near[0] for near, _, _ in rows]),
        walked_end=np.array([far[0] for _, far, _ in rows]),
        runs=np.array([number for _, _, number in rows], dtype=np.int64),
    )


def _side(heading: Floats, off: Floats, distance: float) -> Side:
    straight = float(np.hypot(*heading))
    aside = (heading[0] * off[1] - heading[1] * off[0]) / straight if straight else 0.0
    if distance <= ON_LINE or abs(aside) <= ON_LINE:
        return "on"  # or straight ahead beyond the end: neither side
    return "left" if aside > 0 else "right"


class _Graph:
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
