"""Street graphs without their shape points: two nodes of three of an extract only bend a street."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Arcs = tuple[Ints, Ints, Floats]  # indptr, heads, seconds of a graph in compressed rows
Table = tuple[Ints, Ints, Floats]  # tails, heads, seconds of arcs, ascending tails


def contract(arcs: Arcs, keep: npt.NDArray[np.integer]) -> tuple[Arcs, Ints]:
    """Arcs between junctions and kept nodes only, in compressed rows.

    Times between kept nodes are those of the graph, up to the order in which seconds are added.

    Parameters
    ----------
    arcs : indptr, heads, seconds
        Of a `StreetGraph`.
    keep : ndarray of int
        Rows of the nodes that must stay.

    Returns
    -------
    arcs : indptr, heads, seconds
        As in `StreetGraph`, on fewer nodes.
    place : ndarray of int32, shape (n,)
        New row of each node; -1 where it went.
    """
    indptr, heads, seconds = arcs
    count = len(indptr) - 1
    kept = np.zeros(count, bool)
    kept[keep] = True
    tails = np.repeat(np.arange(count, dtype=np.int32), np.diff(indptr))
    table = _bypassed((tails, heads, seconds), kept)  # a lane that ends becomes one arc each way
    table = _bypassed(_without_dead_ends(table, kept), kept)
    tails, heads, seconds = table
    stays = kept.copy()
    stays[tails] = stays[heads] = True
    place = np.where(stays, np.cumsum(stays) - 1, -1).astype(np.int32)
    indptr = np.zeros(int(stays.sum()) + 1, np.int32)
    np.cumsum(np.bincount(place[tails], minlength=len(indptr) - 1), out=indptr[1:])
    return (indptr, place[heads], seconds), place


def _without_dead_ends(arcs: Table, kept: npt.NDArray[np.bool_]) -> Table:
    """Arcs into a node from which one can only turn back lead nowhere."""
    tails, heads, _ = arcs
    leaving = np.bincount(tails, minlength=len(kept))
    dead = ~kept & (leaving <= 1)
    only = np.full(len(kept), -1, np.int32)
    only[tails] = heads  # the one way out, where there is one
    back = dead[heads] & ((leaving[heads] == 0) | (only[heads] == tails))
    # a dead end that another way leads into is a passage: only turning back makes it dead
    entered = np.bincount(heads[~back & dead[heads]], minlength=len(kept)) > 0
    lost = (dead & ~entered)[heads] | (dead & ~entered)[tails]
    return _chosen(arcs, ~lost)


def _bypassed(arcs: Table, kept: npt.NDArray[np.bool_]) -> Table:
    """Each arc prolonged through shape points to the next junction or kept node."""
    tails, heads, seconds = arcs
    interior = ~kept & bends(tails, heads, len(kept))
    begin = np.searchsorted(tails, np.arange(len(kept) + 1))
    first = begin[heads]
    many = begin[heads + 1] - first == 2
    onward = first + (many & (heads[np.minimum(first, len(heads) - 1)] == tails))
    ongoing = interior[heads]
    step = np.where(ongoing, onward, np.arange(len(heads)))
    after = np.where(ongoing, seconds[np.minimum(onward, len(heads) - 1)], 0.0)
    for _ in range(int(np.ceil(np.log2(max(len(heads), 2))))):
        if not interior[heads[step]].any():
            break
        after = after + after[step]
        step = step[step]
    ends = heads[step]
    arcs = (tails, ends, seconds + after)
    return _chosen(arcs, ~interior[tails] & (ends != tails) & ~interior[ends])


def bends(tails: Ints, heads: Ints, count: int) -> npt.NDArray[np.bool_]:
    """Nodes that are only passed: a two-way street between two nodes, or a one-way through."""
    leaving = np.bincount(tails, minlength=count)
    coming = np.bincount(heads, minlength=count)
    sum_out = np.bincount(tails, heads, minlength=count)
    sum_in = np.bincount(heads, tails, minlength=count)
    square_out = np.bincount(tails, heads.astype(float) ** 2, minlength=count)
    square_in = np.bincount(heads, tails.astype(float) ** 2, minlength=count)
    two = (leaving == 2) & (coming == 2) & (sum_out == sum_in) & (square_out == square_in)
    apart = square_out * 2 != sum_out**2  # not twice the same neighbour
    one = (leaving == 1) & (coming == 1) & (sum_out != sum_in)
    return (two & apart) | one


def _chosen(arcs: Table, chosen: npt.NDArray[np.bool_]) -> Table:
    tails, heads, seconds = arcs
    return tails[chosen], heads[chosen], seconds[chosen]
