"""The best order of a short walk over several stops with opening hours: exact, up to 12 stops."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .errand import Errand, Floats, errand

NEVER = np.inf


@dataclass(frozen=True, eq=False, slots=True)
class Walk:
    """A walk that ends as early as can be; times in the unit given.

    Attributes
    ----------
    order : tuple of int
        Stops, by row, in the order visited.
    arrives, begins, leaves : ndarray, shape (len(order),)
        At each stop: on its doorstep, served (after waiting for it to open), gone.
    finish : float
        When the walk ends: back at `end` where one is given, else when the last stop is left.
    walking, waiting : float
        In all.
    left_out : tuple of int
        Stops that cannot be had; empty when the walk is complete.
    impossible : tuple of int
        Those of them that cannot be served even alone; the others clash with the order kept, which
        holds as many stops as can be.
    """

    order: tuple[int, ...]
    arrives: Floats
    begins: Floats
    leaves: Floats
    finish: float
    walking: float
    waiting: float
    left_out: tuple[int, ...]
    impossible: tuple[int, ...]

    @property
    def complete(self) -> bool:
        """Whether every stop is visited within its hours."""
        return not self.left_out


def best_walk(
    times: npt.ArrayLike,
    *,
    service: npt.ArrayLike = 0.0,
    windows: npt.ArrayLike | None = None,
    depart: float = 0.0,
    end: npt.ArrayLike | None = None,
) -> Walk:
    """The order of stops that ends earliest, each served within its hours.

    Exact: over every set S of stops and its last stop j, the earliest moment at which j can be left,
    e(S, j) = min_i max(e(S∖j, i) + t_ij, open_j) + service_j, where that is at most close_j. Waiting
    at a closed door is allowed, so that leaving earlier is never worse.

    Parameters
    ----------
    times : array_like, shape (k + 1, k + 1)
        Row and column 0 are the start, the others the stops, k ≤ 12; any one unit, ≥ 0, not
        necessarily symmetric; `inf` = no way.
    service : array_like, shape (k,) or scalar
        Time spent at each stop, ≥ 0.
    windows : array_like, shape (k, 2), optional
        Opening and closing of each stop, on the clock of `depart`: service begins at or after
        opening and ends by closing.
    depart : float
        When the start is left.
    end : array_like, shape (k + 1,), optional
        Times from the start (0) and from each stop to where the walk ends; `times[:, 0]` to come
        back. The walk ends at its last stop when not given.

    Returns
    -------
    Walk
        Over as many stops as possible; `left_out` and `impossible` say which break it.

    Raises
    ------
    InputFaults
        All faults at once.

    References
    ----------
    Held and Karp (1962), *J. SIAM* 10; time windows: Christofides, Mingozzi and Toth (1981).
    """
    task = errand(times, service, windows, depart, end)
    leave, before = _table(task)
    return _walk(task, leave, before)


def _table(task: Errand) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Earliest leaving of stop j after the set S, and the stop before it; -1 for the start."""
    count = len(task.service)
    leave = np.full((1 << count, count), NEVER)
    before = np.full((1 << count, count), -1)
    bits = 1 << np.arange(count)
    alone = _served(task, task.depart + task.go[0, 1:])
    leave[bits, np.arange(count)] = alone
    between = task.go[1:, 1:]
    for visited in range(1, 1 << count):
        new = np.flatnonzero(visited & bits == 0)
        if not len(new) or not np.isfinite(leave[visited]).any():
            continue
        reached = leave[visited][:, None] + between[:, new]
        last = reached.argmin(axis=0)
        gone = _served(task, reached.min(axis=0), new)
        grown = visited | bits[new]
        sooner = gone < leave[grown, new]
        leave[grown[sooner], new[sooner]] = gone[sooner]
        before[grown[sooner], new[sooner]] = last[sooner]
    return leave, before


def _served(task: Errand, arrives: Floats, stops: npt.NDArray | slice = slice(None)) -> Floats:
    """When stops are left, having arrived then; never where they close before."""
    leaves = np.maximum(arrives, task.opens[stops]) + task.service[stops]
    return np.where(leaves <= task.closes[stops], leaves, NEVER)


def _walk(task: Errand, leave: Floats, before: npt.NDArray[np.int64]) -> Walk:
    count = len(task.service)
    ends: Floats = leave + task.home[1:]
    ends[0] = NEVER
    bits = 1 << np.arange(count)
    sizes: npt.NDArray[np.int64] = ((np.arange(1 << count)[:, None] & bits) > 0).sum(axis=1)
    possible = np.asarray(ends.min(axis=1) < NEVER)
    most = sizes[possible].max(initial=0)
    finish = np.where((sizes == most)[:, None] & possible[:, None], ends, NEVER)
    order = _order(before, *divmod(int(finish.argmin()), count)) if most else []
    alone = [bool(np.isfinite(ends[1 << stop, stop])) for stop in range(count)]
    left = [stop for stop in range(count) if stop not in order]
    return _told(task, order, left, [stop for stop in left if not alone[stop]])


def _order(before: npt.NDArray[np.int64], visited: int, last: int) -> list[int]:
    order: list[int] = []
    while last >= 0:
        order.insert(0, int(last))
        visited, last = visited & ~(1 << int(last)), before[visited, last]
    return order


def _told(task: Errand, order: list[int], left: list[int], alone: list[int]) -> Walk:
    """Walk the order once more, writing down the hours; stops are told by their row in `times`."""
    clock, at, walking = task.depart, 0, 0.0
    hours: list[tuple[float, float, float]] = []
    for stop in order:
        walking += task.go[at, stop + 1]
        arrives = clock + task.go[at, stop + 1]
        begins = max(arrives, task.opens[stop])
        clock, at = begins + task.service[stop], stop + 1
        hours.append((arrives, begins, clock))
    table = np.array(hours, dtype=float).reshape(-1, 3)
    walking += task.home[at]
    return Walk(
        order=tuple(stop + 1 for stop in order),
        arrives=table[:, 0],
        begins=table[:, 1],
        leaves=table[:, 2],
        finish=float(clock + task.home[at]),
        walking=float(walking),
        waiting=float((table[:, 1] - table[:, 0]).sum()),
        left_out=tuple(stop + 1 for stop in left),
        impossible=tuple(stop + 1 for stop in alone),
    )
