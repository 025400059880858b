"""A street network ready to be searched: one value, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import CRS
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from .contracting import Arcs, Floats, Ints
from .reading import Reading
from .turning import Turned, Turns, turned

__all__ = ["Arcs", "Floats", "Ints", "Longs", "Segments", "StreetGraph"]
Longs = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Segments:
    """Straight pieces of street between two nodes.

    Attributes
    ----------
    tails, heads : ndarray of int32, shape (m,)
        Node rows; drawn from tail to head.
    metres : ndarray, shape (m,)
    forward, backward : ndarray, shape (m,)
        Seconds from tail to head and back; `inf` where closed in that direction.
    """

    tails: Ints
    heads: Ints
    metres: Floats
    forward: Floats
    backward: Floats

    def __len__(self) -> int:
        return len(self.tails)


@dataclass(frozen=True, eq=False)
class StreetGraph:
    """Nodes, the straight pieces between them, and the arcs a traveller may use.

    Attributes
    ----------
    xy : ndarray, shape (n, 2)
        Nodes in metres of `crs`, in Morton order: neighbours in town are neighbours in memory.
    segments : Segments
        Shape points of a street are nodes too, so segments are straight.
    indptr, heads, seconds : ndarray, shapes (n + 1,), (a,), (a,)
        Arcs leaving node u: `heads[indptr[u]:indptr[u + 1]]`, and their seconds (float64).
    arc_rows : ndarray of int32, shape (2, m)
        The arc of each segment, forward and backward; -1 where closed.
    crs : CRS
        In metres; `frames.PLAN` for a plan of no known place.
    ids : ndarray of int64, shape (n,)
        The names the nodes came with; -1 for points set on the streets later.
    mode : str
        Who travels: "foot", "bike", "car", or a name of the caller's.
    reading : Reading or None
        What an extract held and what was left out; None for a graph from tables.
    turns : Turns or None
        Arcs that may not follow each other; None where all may.

    Notes
    -----
    Build it with `street_graph` or `read_streets`. `component` and `to_scipy` leave `turns` out.
    """

    xy: Floats
    segments: Segments
    indptr: Ints
    heads: Ints
    seconds: Floats
    arc_rows: Ints
    crs: CRS
    ids: Longs
    mode: str = ""
    reading: Reading | None = None
    turns: Turns | None = None

    def __len__(self) -> int:
        return len(self.xy)

    def __repr__(self) -> str:
        return f"StreetGraph({len(self)} nodes, {len(self.segments)} segments, {self.mode!r})"

    @property
    def arcs(self) -> Arcs:
        """indptr, heads, seconds."""
        return self.indptr, self.heads, self.seconds

    @cached_property
    def turned(self) -> Turned:
        """The arcs as they are searched, forbidden turns held."""
        if not self.turns:
            return Turned(self.arcs, np.arange(len(self), dtype=np.int32))
        return turned(self.arcs, self.turns)

    @cached_property
    def box(self) -> Floats:
        """Lowest and highest corner, shape (2, 2)."""
        return np.array([self.xy.min(axis=0), self.xy.max(axis=0)])

    @cached_property
    def component(self) -> Ints:
        """Strongly connected part of each node, shape (n,): 0 is the largest.

        Within a part every node can be reached from every other, one-ways respected.
        """
        _, labels = connected_components(self.to_scipy(), connection="strong")
        sizes, first = np.bincount(labels), np.unique(labels, return_index=True)[1]
        rank = np.empty(len(sizes), np.int32)
        rank[np.lexsort((first, -sizes))] = np.arange(len(sizes))
        return rank[labels]

    @property
    def largest_share(self) -> float:
        """Share of the nodes in the largest part."""
        return float(np.mean(self.component == 0)) if len(self) else 0.0

    @cached_property
    def tree(self) -> tuple[shapely.STRtree, Ints]:
        """Index of the segments of the largest part, and their rows."""
        ends = self.component == 0
        rows = np.flatnonzero(ends[self.segments.tails] & ends[self.segments.heads])
        return self._index(rows), rows.astype(np.int32)

    @cached_property
    def whole_tree(self) -> tuple[shapely.STRtree, Ints]:
        """Index of all segments, and their rows."""
        rows = np.arange(len(self.segments), dtype=np.int32)
        return self._index(rows), rows

    def _index(self, rows: npt.NDArray) -> shapely.STRtree:
        ends = self.xy[np.column_stack([self.segments.tails[rows], self.segments.heads[rows]])]
        return shapely.STRtree(shapely.linestrings(ends) if len(rows) else [])

    def to_scipy(self) -> csr_array:
        """Arcs as a sparse matrix of seconds, shape (n, n); the fastest of parallel arcs.

        An arc of no seconds at all would vanish from a sparse matrix: it is held as the smallest
        positive number.
        """
        tails = np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.indptr))
        order = np.lexsort((self.seconds, self.heads, tails))
        pair = np.column_stack([tails[order], self.heads[order]])
        first = np.ones(len(order), bool)
        first[1:] = (pair[1:] != pair[:-1]).any(axis=1)
        kept = order[first]
        data = np.maximum(self.seconds[kept], np.finfo(float).tiny)
        return csr_array((data, (tails[kept], self.heads[kept])), shape=(len(self), len(self)))
