"""Seconds between two sets of nodes: searched from the smaller side, on junctions only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from chalandise._parallel import over_rows
from chalandise.errors import FaultCollector

from .contracting import contract
from .graph import Arcs, Floats, Ints, StreetGraph
from .morton import morton_order
from .reaching import AT_LEAST, check_nodes
from .searching import search
from .times import check_limit

WORTH_CONTRACTING = 256  # searches: leaving shape points out costs about as much
Rounding = Callable[[Floats], npt.NDArray]
Triples = tuple[npt.NDArray, npt.NDArray, npt.NDArray]


@dataclass(frozen=True, slots=True)
class Ends:
    """One side of the journeys.

    Attributes
    ----------
    rows, nodes : ndarray of int32, shape (k,)
        Each point's row in the result, and its node; ascending nodes.
    legs : ndarray, shape (k,)
        Seconds between the point and its node.
    count : int
        Rows of the result, those without a node included.
    """

    rows: Ints
    nodes: Ints
    legs: Floats
    count: int

    @classmethod
    def at(cls, nodes: npt.NDArray[np.integer], legs: Floats) -> Ends:
        """From the node of each point, -1 where it has none."""
        on = np.flatnonzero(nodes >= 0)
        on = on[np.argsort(nodes[on], kind="stable")]
        return cls(on.astype(np.int32), nodes[on].astype(np.int32), legs[on], len(nodes))

    def moved(self, rows: Ints) -> Ends:
        """The same points where these rows tell, ascending again."""
        order = np.argsort(rows[self.nodes], kind="stable")
        nodes = rows[self.nodes][order]
        return Ends(self.rows[order], nodes, self.legs[order], self.count)

    def near(self, graph: StreetGraph) -> Ends:
        """The same, neighbours in town in turn: caches stay warm from one search to the next."""
        order = morton_order(graph.xy[self.nodes])
        return Ends(self.rows[order], self.nodes[order], self.legs[order], self.count)


def node_times(
    graph: StreetGraph,
    origins: npt.ArrayLike,
    destinations: npt.ArrayLike,
    *,
    limit: float,
) -> csr_array:
    """Exact seconds of all journeys of at most `limit` seconds between nodes.

    Parameters
    ----------
    graph : StreetGraph
    origins, destinations : array_like of int, shapes (n,), (m,)
        Rows of the graph; several may be the same.
    limit : float
        Seconds, included.

    Returns
    -------
    csr_array of float64, shape (n, m)
        A pair that is not stored is beyond the limit; stored zeros are real.

    Raises
    ------
    InputFaults
    """
    faults = FaultCollector()
    check_limit(faults, limit)
    leave = check_nodes(faults, "origins", origins, len(graph))
    arrive = check_nodes(faults, "destinations", destinations, len(graph))
    faults.tell()
    starts, ends = (Ends.at(side, np.zeros(len(side))) for side in (leave, arrive))
    return times_between(graph, starts, ends, limit, lambda seconds: seconds)


def times_between(
    graph: StreetGraph,
    starts: Ends,
    ends: Ends,
    limit: float,
    rounding: Rounding,
) -> csr_array:
    """Seconds through `rounding`, from starts to ends, in canonical order."""
    arcs, arrive = graph.turned.arcs, graph.turned.arrive
    if len(ends.nodes) < len(starts.nodes):
        few = ends.near(graph)
        few = replace(few, nodes=arrive[few.nodes])
        return _table(_reversed(arcs), few, starts, limit, rounding).T.tocsr()
    many = ends if graph.turns is None else ends.moved(arrive)
    table = _table(arcs, starts.near(graph), many, limit, rounding)
    return table.T.tocsr().T.tocsr()  # sorts in linear time


def _reversed(arcs: Arcs) -> Arcs:
    """The same streets travelled backwards: times *to* a node become times *from* it."""
    indptr, heads, seconds = arcs
    count = len(indptr) - 1
    turned = csr_array((seconds, heads, indptr), shape=(count, count)).tocsc()
    return turned.indptr, turned.indices, turned.data


def _table(
    arcs: Arcs,
    starts: Ends,
    ends: Ends,
    limit: float,
    rounding: Rounding,
) -> csr_array:
    """Columns in no particular order."""
    if len(starts.nodes) >= WORTH_CONTRACTING:
        arcs, place = contract(arcs, np.concatenate([starts.nodes, ends.nodes]))
        starts, ends = (replace(side, nodes=place[side.nodes]) for side in (starts, ends))
    found = _found(arcs, starts, ends, limit, rounding)
    none = (np.empty(0, np.int32), np.empty(0, np.int32), rounding(np.empty(0)))
    rows, columns, values = (np.concatenate(part) for part in zip(none, *found, strict=True))
    return csr_array((values, (rows, columns)), shape=(starts.count, ends.count))


def _found(arcs: Arcs, starts: Ends, ends: Ends, limit: float, rounding: Rounding) -> list[Triples]:
    """Rows, columns and values of the pairs within the limit, slice by slice."""
    count = len(arcs[0]) - 1
    wanted = np.zeros(count, np.bool_)
    wanted[ends.nodes] = True
    # ends are sorted by node: those of node v stand at bounds[v] … bounds[v + 1]
    bounds = np.searchsorted(ends.nodes, np.arange(count + 1))

    def work(start: int, stop: int) -> Triples:
        part = slice(start, stop)
        cuts, nodes, seconds = search(
            *arcs, starts.nodes[part], starts.legs[part], float(limit), wanted
        )
        at_node = bounds[nodes + 1] - bounds[nodes]
        row = np.repeat(starts.rows[part], np.diff(cuts))
        since = np.arange(at_node.sum()) - np.repeat(np.cumsum(at_node) - at_node, at_node)
        column = np.repeat(bounds[nodes], at_node) + since
        whole = np.repeat(seconds, at_node) + ends.legs[column]
        kept = whole <= limit
        return np.repeat(row, at_node)[kept], ends.rows[column[kept]], rounding(whole[kept])

    return over_rows(work, len(starts.nodes), AT_LEAST)
