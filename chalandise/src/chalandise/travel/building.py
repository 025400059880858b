"""From tables of nodes and segments to a `StreetGraph`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from pyproj import CRS

from chalandise import checks
from chalandise.errors import FaultCollector

from .frames import frame, to_frame
from .graph import Floats, Ints, Longs, Segments, StreetGraph
from .morton import morton_order


def street_graph(
    xy: npt.ArrayLike,
    tails: npt.ArrayLike,
    heads: npt.ArrayLike,
    seconds: npt.ArrayLike,
    *,
    crs: Any,
    backward: npt.ArrayLike | None = None,
    metres: npt.ArrayLike | None = None,
    ids: npt.ArrayLike | None = None,
    mode: str = "",
) -> StreetGraph:
    """A street graph from tables.

    Parameters
    ----------
    xy : array_like, shape (n, 2)
        Nodes, metres of `crs`.
    tails, heads : array_like of int, shape (m,)
        Rows of `xy`.
    seconds : array_like, shape (m,)
        From tail to head, ≥ 0; `inf` where closed in that direction.
    crs : anything pyproj reads, or "plan"
        In metres; degrees are refused.
    backward : array_like, shape (m,), optional
        Seconds from head to tail; as `seconds` when not given, `inf` where one-way.
    metres : array_like, shape (m,), optional
        Lengths; straight in the plane when not given.
    ids : array_like of int, shape (n,), optional
        Names of the nodes; their rows when not given.
    mode : str

    Raises
    ------
    InputFaults
        All faults at once.
    """
    faults = FaultCollector()
    reference = frame(crs, faults)
    points = to_frame(xy, reference, faults=faults, place="xy")
    names = _names(faults, ids, len(points))
    begin = _rows(faults, "tails", tails, len(points))
    end = _rows(faults, "heads", heads, len(points))
    faults.check(len(end) == len(begin), "heads", f"{len(end)} for {len(begin)} tails")
    ahead = _lengths(faults, "seconds", seconds, len(begin))
    back = ahead if backward is None else _lengths(faults, "backward", backward, len(begin))
    long = None if metres is None else _lengths(faults, "metres", metres, len(begin))
    faults.tell()
    long = np.hypot(*(points[end] - points[begin]).T) if long is None else long
    return assemble(points, Segments(begin, end, long, ahead, back), reference, names, mode)[0]


def assemble(
    xy: Floats, segments: Segments, crs: CRS, ids: npt.NDArray, mode: str
) -> tuple[StreetGraph, Ints]:
    """The graph of checked tables, and the row each node has got in it."""
    order = morton_order(xy)
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    moved = Segments(
        place[segments.tails],
        place[segments.heads],
        segments.metres,
        segments.forward,
        segments.backward,
    )
    names: Longs = np.asarray(ids, dtype=np.int64)[order]
    return StreetGraph(xy[order], moved, *_arcs(moved, len(xy)), crs, names, mode), place


def _arcs(segments: Segments, count: int) -> tuple[Ints, Ints, Floats, Ints]:
    """Compressed rows of the open directions, and the arc of each segment both ways."""
    tails = np.concatenate([segments.tails, segments.heads])
    heads = np.concatenate([segments.heads, segments.tails])
    seconds = np.concatenate([segments.forward, segments.backward])
    opened = np.flatnonzero(np.isfinite(seconds))
    kept = opened[np.argsort(tails[opened], kind="stable")]
    indptr = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(tails[kept], minlength=count), out=indptr[1:])
    rows = np.full(len(tails), -1, np.int32)
    rows[kept] = np.arange(len(kept), dtype=np.int32)
    return indptr, heads[kept].astype(np.int32), seconds[kept], rows.reshape(2, -1)


def _names(faults: FaultCollector, ids: npt.ArrayLike | None, nodes: int) -> Longs:
    names = np.arange(nodes) if ids is None else np.asarray(ids, dtype=np.int64)
    faults.check(len(names) == nodes, "ids", f"{len(names)} for {nodes} nodes")
    return names


def _rows(faults: FaultCollector, place: str, given: npt.ArrayLike, nodes: int) -> Ints:
    rows = np.asarray(given)
    if rows.size == 0:
        return np.empty(0, np.int32)
    if not faults.check(np.issubdtype(rows.dtype, np.integer), place, "are no row numbers"):
        return np.empty(0, np.int32)
    faults.check(
        bool((rows >= 0).all() and (rows < nodes).all()), place, f"name rows beyond 0 … {nodes - 1}"
    )
    return rows.astype(np.int32)


def _lengths(faults: FaultCollector, place: str, given: npt.ArrayLike, count: int) -> Floats:
    values = checks.numbers(faults, place, given)
    if values is None or not checks.shape(faults, place, values, (count,)):
        return np.zeros(count)
    checks.not_nan(faults, place, values, "inf closes a direction")
    checks.not_negative(faults, place, values)
    return values
