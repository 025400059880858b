"""Points off the streets: where each joins them, and streets that hold such points as nodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from chalandise.errors import FaultCollector

from .building import assemble
from .frames import to_frame
from .graph import Floats, Ints, Segments, StreetGraph

SNAP_WITHIN = 200.0  # metres: beyond, a point has no street
ON_NODE = 1e-6  # metres from a node that are on it


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


def set_on(graph: StreetGraph, snapped: Snapped) -> tuple[StreetGraph, Ints]:
    """Streets in which each snapped point is a node, and the row of that node (-1 where off).

    Segments are cut where points stand on them; seconds and metres are cut in proportion.
    """
    told, nodes = graph.segments, np.full(len(snapped), -1, np.int32)
    if snapped.off.all():
        return graph, nodes
    ends = told.metres[snapped.segment] * np.minimum(snapped.share, 1 - snapped.share)
    inner = ~snapped.off & (ends > ON_NODE)
    near_tail = snapped.share < 0.5
    at_end = ~snapped.off & ~inner
    closest = np.where(near_tail, told.tails[snapped.segment], told.heads[snapped.segment])
    nodes[at_end] = closest[at_end]
    if not inner.any():
        return graph, nodes
    cuts, which = np.unique(
        np.column_stack([snapped.segment, snapped.share])[inner], axis=0, return_inverse=True
    )
    nodes[inner] = len(graph) + which.ravel()
    xy, segments = _cut(graph, cuts[:, 0].astype(np.int32), cuts[:, 1])
    ids = np.concatenate([graph.ids, np.full(len(cuts), -1)])
    grown, place = assemble(xy, segments, graph.crs, ids, graph.mode)
    nodes[nodes >= 0] = place[nodes[nodes >= 0]]
    return grown, nodes


def _shares(graph: StreetGraph, segment: Ints, spots: Floats) -> Floats:
    begin = graph.xy[graph.segments.tails[segment]]
    step = graph.xy[graph.segments.heads[segment]] - begin
    square = np.maximum((step**2).sum(axis=1), 1e-12)
    return np.clip(((spots - begin) * step).sum(axis=1) / square, 0, 1)


def _cut(graph: StreetGraph, segment: Ints, share: Floats) -> tuple[Floats, Segments]:
    """Nodes and segments after cutting at (segment, share), sorted by both, each once."""
    told = graph.segments
    new = np.arange(len(graph), len(graph) + len(segment), dtype=np.int32)
    first = np.diff(segment, prepend=-1) != 0
    last = np.roll(first, -1)
    last[-1] = True
    before = np.where(first, told.tails[segment], np.roll(new, 1))
    since = np.where(first, 0.0, np.roll(share, 1))
    whole = np.ones(len(told), bool)
    whole[segment] = False
    kept, rest = np.flatnonzero(whole), segment[last]
    parent = np.concatenate([kept, segment, rest])
    part = np.concatenate([np.ones(len(kept)), share - since, 1 - share[last]])
    begin, end = graph.xy[told.tails[segment]], graph.xy[told.heads[segment]]
    return np.concatenate([graph.xy, begin + share[:, None] * (end - begin)]), Segments(
        np.concatenate([told.tails[kept], before, new[last]]),
        np.concatenate([told.heads[kept], new, told.heads[rest]]),
        *(values[parent] * part for values in (told.metres, told.forward, told.backward)),
    )
