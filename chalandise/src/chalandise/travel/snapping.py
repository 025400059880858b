"""Points off the streets: where each joins them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from chalandise.errors import FaultCollector

from .frames import to_frame
from .graph import Floats, Ints, StreetGraph

SNAP_WITHIN = 200.0  # metres: beyond, a point has no street


@dataclass(frozen=True, eq=False, slots=True)
class Snapped:
    """Where points join the streets.

    Attributes
    ----------
    segment : ndarray of int32, shape (k,)
        Row of the nearest segment; -1 where none is near enough.
    share : ndarray, shape (k,)
        How far along it, from 0 (tail) to 1 (head).
    distance : ndarray, shape (k,)
        Metres from the point to the street; `inf` where off.
    """

    segment: Ints
    share: Floats
    distance: Floats

    @property
    def off(self) -> npt.NDArray[np.bool_]:
        """Points without a street."""
        return self.segment < 0

    def __len__(self) -> int:
        return len(self.segment)

    def then(self, others: Snapped) -> Snapped:
        """These points, followed by others."""
        return Snapped(
            np.concatenate([self.segment, others.segment]),
            np.concatenate([self.share, others.share]),
            np.concatenate([self.distance, others.distance]),
        )


def snap(
    graph: StreetGraph,
    points: npt.ArrayLike,
    *,
    crs: Any = None,
    within: float = SNAP_WITHIN,
    anywhere: bool = False,
    place: str = "points",
    faults: FaultCollector | None = None,
) -> Snapped:
    """The nearest place on the streets for each point.

    Parameters
    ----------
    graph : StreetGraph
    points : array_like, shape (k, 2)
        In metres of the graph's CRS, or in `crs`.
    crs : anything pyproj reads, optional
        What the points are in, where it is not the graph's; degrees longitude first.
    within : float
        Metres beyond which a point has no street; it is then `off`, not an error.
    anywhere : bool
        Also on streets outside the largest connected part, from which little can be reached.

    Raises
    ------
    InputFaults
        Missing or infinite coordinates, degrees for metres, longitude and latitude exchanged.
    """
    box = graph.box if len(graph) else None
    spots = to_frame(points, graph.crs, crs=crs, box=box, place=place, faults=faults)
    segment = np.full(len(spots), -1, np.int32)
    share, distance = np.zeros(len(spots)), np.full(len(spots), np.inf)
    tree, rows = graph.whole_tree if anywhere else graph.tree
    if len(spots) and len(rows) and np.isfinite(spots).all():
        found = tree.query_nearest(
            shapely.points(spots), max_distance=within, all_matches=False, return_distance=True
        )
        (at, to), apart = found
        segment[at], distance[at] = rows[to], apart
        share[at] = _shares(graph, segment[at], spots[at])
    return Snapped(segment, share, distance)


def _shares(graph: StreetGraph, segment: Ints, spots: Floats) -> Floats:
    begin = graph.xy[graph.segments.tails[segment]]
    step = graph.xy[graph.segments.heads[segment]] - begin
    square = np.maximum((step**2).sum(axis=1), 1e-12)
    return np.clip(((spots - begin) * step).sum(axis=1) / square, 0, 1)
