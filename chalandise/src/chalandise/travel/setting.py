"""Streets that hold points as nodes: only the segments under a point are cut, nothing is sorted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .graph import Arcs, Floats, Ints, Segments, StreetGraph
from .snapping import Snapped
from .turning import Turns

ON_NODE = 1e-6  # metres from a node that are on it
CLOSED = -1  # of an arc's row: no such arc


@dataclass(frozen=True, eq=False, slots=True)
class _Cuts:
    """New nodes, by segment and from its tail to its head; all arrays of shape (k,).

    `before` and `after` are the nodes on either side, at the shares `since` and `until`; `first`
    and `last` of its segment.
    """

    segment: Ints
    share: Floats
    new: Ints
    before: Ints
    after: Ints
    since: Floats
    until: Floats
    first: npt.NDArray[np.bool_]
    last: npt.NDArray[np.bool_]


def set_on(graph: StreetGraph, snapped: Snapped) -> tuple[StreetGraph, Ints]:
    """Streets in which each snapped point is a node, and the row of that node (-1 where off).

    Segments are cut where points stand on them; seconds and metres are cut in proportion. Rows of
    the graph's own nodes stay; new nodes follow them.
    """
    told, nodes = graph.segments, np.full(len(snapped), -1, np.int32)
    if snapped.off.all():
        return graph, nodes
    ends = told.metres[snapped.segment] * np.minimum(snapped.share, 1 - snapped.share)
    inner = ~snapped.off & (ends > ON_NODE)
    tails, heads = told.tails[snapped.segment], told.heads[snapped.segment]
    closest = np.where(snapped.share < 0.5, tails, heads)
    at_end = ~snapped.off & ~inner
    nodes[at_end] = closest[at_end]
    if not inner.any():
        return graph, nodes
    places = np.column_stack([snapped.segment, snapped.share])[inner]
    unique, which = np.unique(places, axis=0, return_inverse=True)
    nodes[inner] = len(graph) + which.ravel()
    return _cut(graph, _cuts(graph, unique[:, 0].astype(np.int32), unique[:, 1])), nodes


def _cuts(graph: StreetGraph, segment: Ints, share: Floats) -> _Cuts:
    new = np.arange(len(graph), len(graph) + len(segment), dtype=np.int32)
    first = np.diff(segment, prepend=-1) != 0
    last = np.append(first[1:], True)
    return _Cuts(
        segment,
        share,
        new,
        before=np.where(first, graph.segments.tails[segment], new - 1),
        after=np.where(last, graph.segments.heads[segment], new + 1),
        since=np.where(first, 0.0, np.roll(share, 1)),
        until=np.where(last, 1.0, np.roll(share, -1)),
        first=first,
        last=last,
    )


def _cut(graph: StreetGraph, cuts: _Cuts) -> StreetGraph:
    told = graph.segments
    begin, end = graph.xy[told.tails[cuts.segment]], graph.xy[told.heads[cuts.segment]]
    arcs, rows = _arcs(graph, cuts)
    return StreetGraph(
        np.concatenate([graph.xy, begin + cuts.share[:, None] * (end - begin)]),
        _segments(told, cuts),
        *arcs,
        arc_rows=rows,
        crs=graph.crs,
        ids=np.concatenate([graph.ids, np.full(len(cuts.new), -1)]),
        mode=graph.mode,
        turns=_turns(graph, cuts, rows),
    )


def _turns(graph: StreetGraph, cuts: _Cuts, rows: Ints) -> Turns | None:
    """Who arrives by a cut segment arrives by its last piece, and leaves by its first as before.

    The first piece as travelled keeps its arc. The last, going ahead, is that of the segment that
    begins at the last new node; coming back, it leaves the first new node.
    """
    if graph.turns is None:
        return None
    now = np.arange(rows.max() + 1, dtype=np.int32)
    piece = len(graph.segments) + np.arange(len(cuts.segment))  # begins at each new node
    for way, to, ends in ((0, piece, cuts.last), (1, cuts.segment, cuts.first)):
        was = graph.arc_rows[way, cuts.segment[ends]]
        opened = was != CLOSED
        now[was[opened]] = rows[way, to[ends]][opened]
    return Turns(now[graph.turns.came], graph.turns.goes)


def _segments(told: Segments, cuts: _Cuts) -> Segments:
    """A cut segment's row keeps its first piece; the others follow all segments."""
    row, head = cuts.segment[cuts.first], told.heads.copy()
    head[row] = cuts.new[cuts.first]

    def parts(values: Floats) -> Floats:
        whole = values.copy()
        whole[row] *= cuts.share[cuts.first]
        return np.concatenate([whole, values[cuts.segment] * (cuts.until - cuts.share)])

    return Segments(
        np.concatenate([told.tails, cuts.new]),
        np.concatenate([head, cuts.after]),
        *(parts(values) for values in (told.metres, told.forward, told.backward)),
    )


def _arcs(graph: StreetGraph, cuts: _Cuts) -> tuple[Arcs, Ints]:
    """Arcs into a cut segment end at its nearest new node; those of new nodes follow all arcs."""
    told, segment = graph.segments, cuts.segment
    ahead, back = graph.arc_rows[:, segment]
    goes, comes = ahead != CLOSED, back != CLOSED
    ends = len(graph.heads) + np.cumsum(goes.astype(np.int32) + comes)
    at_back = (ends - comes).astype(np.int32)  # each new node: ahead where open, then back
    at_ahead = (at_back - goes).astype(np.int32)
    extra = int(ends[-1]) - len(graph.heads)
    heads = np.concatenate([graph.heads, np.empty(extra, np.int32)])
    seconds = np.concatenate([graph.seconds, np.empty(extra)])
    for at, chosen, node, time in (
        (ahead, goes & cuts.first, cuts.new, told.forward[segment] * cuts.share),
        (back, comes & cuts.last, cuts.new, told.backward[segment] * (1 - cuts.share)),
        (at_ahead, goes, cuts.after, told.forward[segment] * (cuts.until - cuts.share)),
        (at_back, comes, cuts.before, told.backward[segment] * (cuts.share - cuts.since)),
    ):
        heads[at[chosen]], seconds[at[chosen]] = node[chosen], time[chosen]
    indptr = np.concatenate([graph.indptr, ends.astype(np.int32)])
    at_ahead, at_back = np.where(goes, at_ahead, CLOSED), np.where(comes, at_back, CLOSED)
    return (indptr, heads, seconds), _rows(graph.arc_rows, cuts, at_ahead, at_back, back)


def _rows(known: Ints, cuts: _Cuts, at_ahead: Ints, at_back: Ints, back: Ints) -> Ints:
    """Where the arcs of each segment stand: a piece's way back leaves the node at its end."""
    rows = known.copy()
    rows[1, cuts.segment[cuts.first]] = at_back[cuts.first]
    from_next = np.where(cuts.last, back, np.roll(at_back, -1))
    return np.concatenate([rows, np.stack([at_ahead, from_next])], axis=1).astype(np.int32)
