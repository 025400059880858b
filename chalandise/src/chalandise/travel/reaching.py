"""All nodes within a time of some nodes, on every core."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from chalandise import checks
from chalandise._parallel import over_rows
from chalandise.errors import FaultCollector

from .graph import Arcs, Floats, Ints, Longs, StreetGraph
from .searching import search
from .times import check_limit

AT_LEAST = 32  # sources of one call: its arrays are as long as the graph
Block = tuple[int, Longs, Ints, Floats]


@dataclass(frozen=True, eq=False, slots=True)
class Reach:
    """The nodes within a limit of each source.

    Attributes
    ----------
    indptr : ndarray of int64, shape (k + 1,)
    nodes : ndarray of int32, shape (r,)
        Source i reaches `nodes[indptr[i]:indptr[i + 1]]`, in no particular order.
    seconds : ndarray of float64, shape (r,)
        Exact, not rounded.
    count : int
        Nodes of the graph.
    """

    indptr: Longs
    nodes: Ints
    seconds: Floats
    count: int

    def to_scipy(self) -> csr_array:
        """Seconds as a sparse matrix, shape (k, n); the source itself is a stored 0."""
        shape = (len(self.indptr) - 1, self.count)
        return csr_array((self.seconds, self.nodes, self.indptr), shape=shape)

    def earliest(self) -> Floats:
        """Seconds from the nearest source to each node, shape (n,); `inf` where out of reach."""
        found = np.full(self.count, np.inf)
        np.minimum.at(found, self.nodes, self.seconds)
        return found


def reach(
    graph: StreetGraph,
    nodes: npt.ArrayLike,
    *,
    limit: float,
    begin: npt.ArrayLike = 0.0,
) -> Reach:
    """All nodes within `limit` of each of some nodes.

    Parameters
    ----------
    graph : StreetGraph
    nodes : array_like of int, shape (k,)
        Rows of the graph.
    limit : float
        Seconds, included; ≥ 0.
    begin : array_like, shape (k,) or scalar
        Seconds already spent when the node is left, for instance to walk to the street; ≥ 0.

    Raises
    ------
    InputFaults
    """
    faults = FaultCollector()
    check_limit(faults, limit)
    sources = check_nodes(faults, "nodes", nodes, len(graph))
    begins = np.broadcast_to(np.asarray(begin, dtype=float), sources.shape)
    checks.finite(faults, "begin", begins)
    checks.not_negative(faults, "begin", begins)
    faults.tell()
    arcs, arrive = graph.turned.arcs, graph.turned.arrive
    wanted = np.zeros(len(arcs[0]) - 1, np.bool_)
    wanted[arrive] = True
    row = np.empty(len(wanted), np.int32)  # of the graph, by the row where it is reached
    row[arrive] = np.arange(len(graph), dtype=np.int32)
    found = search_all(arcs, sources, begins, limit, wanted)
    told = [(first, ends, row[nodes], times) for first, ends, nodes, times in found]
    return _joined(told, len(sources), len(graph))


def _joined(found: list[Block], sources: int, count: int) -> Reach:
    """The blocks one after the other."""
    indptr = np.zeros(sources + 1, np.int64)
    for first, ends, _, _ in found:
        indptr[first + 1 : first + len(ends)] = np.diff(ends)
    nodes = np.concatenate([np.empty(0, np.int32), *(part[2] for part in found)])
    seconds = np.concatenate([np.empty(0), *(part[3] for part in found)])
    return Reach(np.cumsum(indptr), nodes, seconds, count)


def search_all(
    arcs: Arcs, sources: Ints, begins: Floats, limit: float, wanted: npt.NDArray[np.bool_]
) -> list[Block]:
    """Search from all sources, slice by slice: first source, its slice's ends, nodes, seconds."""

    def work(start: int, stop: int) -> Block:
        begin = np.ascontiguousarray(begins[start:stop])
        return start, *search(*arcs, sources[start:stop], begin, float(limit), wanted)

    return over_rows(work, len(sources), AT_LEAST)


def check_nodes(faults: FaultCollector, place: str, nodes: npt.ArrayLike, count: int) -> Ints:
    """Rows of a graph of `count` nodes; a fault where one is not."""
    rows = np.asarray(nodes).reshape(-1)
    if rows.size and faults.check(np.issubdtype(rows.dtype, np.integer), place, "are no rows"):
        inside = (rows >= 0) & (rows < count)
        faults.check(bool(inside.all()), place, f"some are not of this graph of {count} nodes")
    return rows.astype(np.int32)
