"""When each cell of a raster around the streets is reached."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chalandise.errors import Fault, FaultCollector, InputFaults

from .graph import Floats, Segments, StreetGraph

MOST_CELLS = 2**25  # 256 MiB of float64


@dataclass(frozen=True, slots=True)
class Raster:
    """How finely areas are drawn, and what lies off the streets.

    Attributes
    ----------
    resolution : float
        Metres of a cell's side.
    margin : float
        Metres off the street that count as reached.
    off_street : float
        m/s there.
    """

    resolution: float
    margin: float
    off_street: float

    def check(self, faults: FaultCollector) -> None:
        """Note what cannot be drawn with."""
        told = (
            (0 < self.resolution < math.inf, "resolution", self.resolution, "metres, > 0"),
            (0 <= self.margin < math.inf, "margin", self.margin, "metres, ≥ 0"),
            (0 < self.off_street < math.inf, "off_street", self.off_street, "m/s, > 0"),
        )
        for holds, place, value, needed in told:
            faults.check(holds, place, f"is {value}: {needed}, needed")


@dataclass(frozen=True, eq=False, slots=True)
class Arrival:
    """Seconds at which the centre of each cell is reached; `inf` where it is not.

    Attributes
    ----------
    seconds : ndarray, shape (rows, columns)
        Rows from south to north.
    x, y : ndarray, shapes (columns,), (rows,)
        Centres, metres.
    raster : Raster
    """

    seconds: Floats
    x: Floats
    y: Floats
    raster: Raster


def arrival(graph: StreetGraph, reached: Floats, raster: Raster, *, limit: float) -> Arrival:
    """Spread the times of nodes along their streets, then off them.

    g(c) = min over street points s of the cells within `margin` of c: t_s + |s − c| / off_street

    Parameters
    ----------
    graph : StreetGraph
    reached : ndarray, shape (n,)
        Seconds at each node, `inf` where out of reach; at least one within `limit`.
    raster : Raster
    limit : float
        Seconds beyond which nothing is told.

    Notes
    -----
    A segment is sampled every half cell, and counts as far as its nodes' times carry, from either
    end that may be left. Distances off the street are from cell to cell.
    """
    resolution = raster.resolution
    _check_size(graph.xy[reached <= limit], raster)
    spots, seconds = _samples(graph, reached, limit, resolution / 2)
    ring = math.ceil(raster.margin / resolution) + 1
    low = np.floor(spots.min(axis=0) / resolution).astype(int) - ring
    high = np.floor(spots.max(axis=0) / resolution).astype(int) + ring
    columns, rows = high - low + 1
    cell = np.floor(spots / resolution).astype(int) - low
    field = np.full((rows, columns), np.inf)
    np.minimum.at(field, (cell[:, 1], cell[:, 0]), seconds)
    field = _spread(field, raster)
    x, y = (
        (np.arange(count) + start + 0.5) * resolution
        for count, start in ((columns, low[0]), (rows, low[1]))
    )
    return Arrival(field, x, y, raster)


def _check_size(reached: Floats, raster: Raster) -> None:
    """A raster finer than memory allows is refused before it is begun."""
    wide, tall = np.ptp(reached, axis=0) + 2 * raster.margin
    cells = (wide / raster.resolution + 3) * (tall / raster.resolution + 3)
    if cells > MOST_CELLS:
        coarser = math.ceil(raster.resolution * math.sqrt(cells / MOST_CELLS))
        told = f"would take {cells:.0f} cells"
        raise InputFaults([Fault("resolution", told, f"take {coarser} m or coarser")])


def _samples(
    graph: StreetGraph, reached: Floats, limit: float, step: float
) -> tuple[Floats, Floats]:
    """Points along the reached streets at most `step` metres apart, and their seconds."""
    told = graph.segments
    near = np.flatnonzero((reached[told.tails] <= limit) | (reached[told.heads] <= limit))
    begin, end = graph.xy[told.tails[near]], graph.xy[told.heads[near]]
    pieces = np.ceil(np.hypot(*(end - begin).T) / step).astype(int).clip(1)
    row = np.repeat(np.arange(len(near)), pieces + 1)
    since = np.arange(len(row)) - np.repeat(np.cumsum(pieces + 1) - pieces - 1, pieces + 1)
    share = since / pieces[row]
    seconds = _along(told, near[row], share, reached)
    lone = np.flatnonzero(reached <= limit)  # also nodes that no open segment leaves
    spots = np.concatenate([begin[row] + share[:, None] * (end - begin)[row], graph.xy[lone]])
    seconds = np.concatenate([seconds, reached[lone]])
    kept = seconds <= limit
    return spots[kept], seconds[kept]


def _along(told: Segments, row: npt.NDArray, share: Floats, reached: Floats) -> Floats:
    """Seconds at a share of each segment, from whichever end is the sooner."""
    with np.errstate(invalid="ignore"):  # 0 × inf at the foot of a closed direction
        from_tail = reached[told.tails[row]] + share * told.forward[row]
        from_head = reached[told.heads[row]] + (1 - share) * told.backward[row]
    return np.fmin(from_tail, from_head)


def _spread(field: Floats, raster: Raster) -> Floats:
    """The sooner of arriving by street and of leaving the street within the margin."""
    reach = math.floor(raster.margin / raster.resolution)
    best = field.copy()
    rows, columns = field.shape
    for down in range(-reach, reach + 1):
        for right in range(-reach, reach + 1):
            apart = math.hypot(down, right) * raster.resolution
            if 0 < apart <= raster.margin:
                here = _window(down, rows), _window(right, columns)
                there = _window(-down, rows), _window(-right, columns)
                np.minimum(best[here], field[there] + apart / raster.off_street, out=best[here])
    return best


def _window(shift: int, size: int) -> slice:
    return slice(max(shift, 0), size + min(shift, 0))
