"""One street as a walk: its lines chained, a start, and where along and on which side a point is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from chalandise.street_vertices import StreetVertices

Floats = npt.NDArray[np.float64]
Side = Literal["left", "right", "on"]

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
    graph = StreetVertices(lines)
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
