"""The compiled search: everything within a limit of each source, by a bucket queue.

Dial's buckets hold nodes by time. A bucket is emptied into a line and worked off; a node for which a
shorter way is found there stands in line again, so the times are exact whatever the width of the
buckets. A node waits in one place at most (doubly linked lists): memory is bounded by the nodes. Each function frees the interpreter's lock:
blocks of sources run on several cores.

References
----------
Dial (1969), *Algorithm 360*, CACM 12(11). Meyer & Sanders (2003), *Δ-stepping*, J. Algorithms 49.
"""

from __future__ import annotations

import numpy as np

from chalandise._compiled import compiled_exactly

BUCKETS = 1024  # wide enough to hold several nodes, narrow enough that few are put back
OUT = -1  # of a link: nothing there
SETTLED = -2  # of a backward link: in no queue
WAITING = -3  # of a backward link: in the line of the bucket at work


@compiled_exactly
def search(indptr, heads, seconds, sources, begins, limit, wanted):
    """Nodes within the limit of each source.

    Parameters
    ----------
    indptr, heads, seconds
        Arcs in compressed rows; see `StreetGraph`.
    sources : int32, shape (k,)
    begins : float64, shape (k,)
        Seconds on the clock when the source is left.
    limit : float
        Seconds, included.
    wanted : bool, shape (n,)
        The nodes to tell of.

    Returns
    -------
    ends : int64, shape (k + 1,)
        Where each source's nodes begin and end.
    nodes : int32, times : float64
        Reached nodes, in no particular order within a source, and their exact seconds.
    """
    count = len(indptr) - 1
    clock, links = np.full(count, np.inf), np.empty((count, 2), np.int32)
    first, line = np.full(BUCKETS, OUT, np.int32), np.empty(_power_of_two(count), np.int32)
    touched = np.empty(count, np.int32)
    ends = np.zeros(len(sources) + 1, np.int64)
    nodes, times = np.empty(1024, np.int32), np.empty(1024, np.float64)
    for row in range(len(sources)):
        used = 0
        if begins[row] <= limit:
            touched[0], clock[sources[row]] = sources[row], begins[row]
            used = _spread(indptr, heads, seconds, limit, clock, links, first, line, touched)
        if ends[row] + used > len(nodes):
            nodes, times = _grown(nodes, times, ends[row], 2 * (ends[row] + used))
        ends[row + 1] = _collect(clock, touched, used, wanted, nodes, times, ends[row])
    return ends, nodes[: ends[-1]], times[: ends[-1]]


@compiled_exactly
def _spread(indptr, heads, seconds, limit, clock, links, first, line, touched):
    """Settle all nodes within the limit of the first one touched; how many were touched."""
    scale, ring = (BUCKETS - 1) / max(limit, 1e-9), len(line) - 1
    used, begin = 1, np.int32(clock[touched[0]] * scale)
    _put(touched[0], begin, links, first)
    for bucket in range(begin, BUCKETS):
        done, waiting = 0, _line_up(bucket, links, first, line)
        while done < waiting:
            node, done = line[done & ring], done + 1
            links[node, 0], start = SETTLED, clock[node]
            for arc in range(indptr[node], indptr[node + 1]):
                other, time = heads[arc], start + seconds[arc]
                known = clock[other]
                if time < known and time <= limit:
                    clock[other], now = time, np.int32(time * scale)
                    if known == np.inf:
                        touched[used] = other
                        used += 1
                    elif _stays(other, np.int32(known * scale), now, links, first):
                        continue
                    if now == bucket:
                        line[waiting & ring], links[other, 0] = other, WAITING
                        waiting += 1
                    else:
                        _put(other, now, links, first)
    return used


@compiled_exactly
def _line_up(bucket, links, first, line):
    """Empty a bucket into the line; how many stand there."""
    waiting, node = 0, first[bucket]
    while node != OUT:
        line[waiting] = node
        waiting += 1
        links[node, 0] = WAITING
        node = links[node, 1]
    first[bucket] = OUT
    return waiting


@compiled_exactly
def _stays(node, was, now, links, first):
    """Whether a node already waits where it should; if not it is taken from where it waits."""
    before, after = links[node, 0], links[node, 1]
    if before == SETTLED:
        return False
    if before == WAITING or was == now:
        return True
    if before != OUT:
        links[before, 1] = after
    else:
        first[was] = after
    if after != OUT:
        links[after, 0] = before
    return False


@compiled_exactly
def _put(node, bucket, links, first):
    after = first[bucket]
    links[node, 0], links[node, 1], first[bucket] = OUT, after, node
    if after != OUT:
        links[after, 0] = node


@compiled_exactly
def _collect(clock, touched, count, wanted, nodes, times, end):
    """Write down the wanted nodes and wipe the clock for the next source; the new end."""
    for at in range(count):
        node = touched[at]
        if wanted[node]:
            nodes[end], times[end] = node, clock[node]
            end += 1
        clock[node] = np.inf
    return end


@compiled_exactly
def _grown(nodes, times, used, size):
    more_nodes, more_times = np.empty(size, np.int32), np.empty(size, np.float64)
    more_nodes[:used], more_times[:used] = nodes[:used], times[:used]
    return more_nodes, more_times


@compiled_exactly
def _power_of_two(least):
    """The smallest power of two not below; a line of that length is walked round with a mask."""
    size = 1
    while size < least:
        size *= 2
    return size
