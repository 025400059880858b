"""Straight lines within a cut-off between two layers in metres, for whole countries.

Pairs are met through a grid and never stored: 2.4 thousand million of them take seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chalandise import checks
from chalandise._parallel import over_rows
from chalandise.decay import Cut, Decay
from chalandise.errors import FaultCollector

from .times import Floats, ratios

Centimetres = npt.NDArray[np.int32]
CELLS_PER_CUTOFF = 6  # finer: shorter runs to vectorise; coarser: more pairs met in vain
WIDEST = 160_000.0  # metres: float32 holds every whole centimetre up to 167 km


class Layer(NamedTuple):
    """Points sorted by cell of a grid, with where each cell starts."""

    order: npt.NDArray[np.int64]
    x: Centimetres
    y: Centimetres
    starts: npt.NDArray[np.int64]
    grid: tuple[int, int, int, int, int]


@dataclass(frozen=True, eq=False)
class PlanarTimes:
    """Straight-line distances up to a cut-off, from coordinates in metres.

    Parameters
    ----------
    origins, stores : array_like, shape (n, 2) and (m, 2)
        Planar metres in one projection (Lambert 93, EPSG:2154, in France). Degrees are refused.
        Held to the centimetre.
    cutoff : float
        Metres, up to 160 km; a store farther than this is out of reach.
    metres_per_unit : float
        What one unit of the decay's argument is worth: 1 for metres (the default), 1000 for
        kilometres, a speed divided by a detour factor for minutes.

    Notes
    -----
    `reach` and `draw` read the decay from a table of 256 steps per doubling of the squared
    distance, linear in between, in float32: sums agree with the exact ones to about 1e-5
    relative. Two points in one place are at distance 0: `Power` needs a floor. `rows`, hence shares
    and market areas, are of all stores: in a country, `take` the origins of interest first.
    """

    origins: Floats
    stores: Floats
    cutoff: float
    metres_per_unit: float = 1.0

    def __post_init__(self) -> None:
        faults = FaultCollector()
        for name in ("origins", "stores"):
            object.__setattr__(self, name, _metres(faults, name, getattr(self, name)))
        faults.check(0 < self.cutoff <= WIDEST, "cutoff", f"is {self.cutoff} m, not in 0 to 160 km")
        unit = self.metres_per_unit
        faults.check(unit > 0, "metres_per_unit", f"is {unit}, not above 0")
        faults.tell()

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.origins), len(self.stores)

    def rows(self, start: int, stop: int) -> Floats:
        return self._between(self.origins[start:stop], self.stores)

    def pulls(self, decay: Decay, start: int, stop: int) -> Floats:
        return decay(self.rows(start, stop))

    def column(self, store: int) -> Floats:
        return self.column_at(self.stores[store])

    def column_at(self, place: npt.ArrayLike) -> Floats:
        """Times from every origin to a place (x, y)."""
        at = np.reshape(place, (1, 2))
        full = np.full(len(self.origins), np.inf)
        # a strip of the country: the rest is too far whatever its y
        strip = np.flatnonzero(np.abs(self.origins[:, 0] - at[0, 0]) <= self.cutoff)
        full[strip] = self._between(self.origins[strip], at)[:, 0]
        return full

    def take(self, origins: npt.NDArray[np.int64]) -> PlanarTimes:
        return replace(self, origins=self.origins[origins])

    def solve(
        self, decay: Decay, weights: Floats, outside: float, demand: Floats
    ) -> tuple[Floats, Floats]:
        utility = self.reach(decay, weights) + outside
        return utility, weights * self.draw(decay, ratios(demand, utility))

    def reach(self, decay: Decay, weights: Floats) -> Floats:
        if isinstance(decay, Cut):
            return self._within(decay).reach(decay.inner, weights)
        return self._gather(decay, self._origin_layer, self._store_layer, weights)

    def draw(self, decay: Decay, ratios: Floats) -> Floats:
        if isinstance(decay, Cut):
            return self._within(decay).draw(decay.inner, ratios)
        touched = np.flatnonzero(ratios)
        if len(touched) * 4 > len(ratios):
            return self._gather(decay, self._store_layer, self._origin_layer, ratios)
        if not len(touched):
            return np.zeros(self.shape[1])
        # a what-if touches few origins: only they are looked for
        layer = _layer(self.origins[touched], self.cutoff)
        return self._gather(decay, self._store_layer, layer, ratios[touched])

    def _within(self, decay: Cut) -> PlanarTimes:
        """A cut is made exactly, by the distance: the table of the decay would blur it."""
        return replace(self, cutoff=min(self.cutoff, decay.limit * self.metres_per_unit))

    @cached_property
    def _origin_layer(self) -> Layer:
        return _layer(self.origins, self.cutoff)

    @cached_property
    def _store_layer(self) -> Layer:
        return _layer(self.stores, self.cutoff)

    def _between(self, one: Floats, other: Floats) -> Floats:
        apart = np.hypot(
            np.subtract.outer(one[:, 0], other[:, 0]), np.subtract.outer(one[:, 1], other[:, 1])
        )
        return np.where(apart <= self.cutoff, apart / self.metres_per_unit, np.inf)

    def _gather(self, decay: Decay, here: Layer, there: Layer, values: Floats) -> Floats:
        """Σ_k values_k f(d_k) at each point `here` over the points `there`."""
        from ._kernels import gather  # numba takes a second to load: only when it is used

        table, first = self._table(decay)
        scale = float(np.abs(values).max(initial=0.0)) or 1.0  # float32 ends at 3e38
        held = (values[there.order] / scale).astype(np.float32)
        sums = np.empty(len(here.x))
        reach = round(self.cutoff * 100)
        fixed = ((there.x, there.y, there.starts), held, there.grid, reach, table, first, sums)
        over_rows(lambda start, stop: gather(start, stop, here.x, here.y, *fixed), len(here.x))
        found = np.empty(len(here.x))
        found[here.order] = sums * scale
        return found

    def _table(self, decay: Decay) -> tuple[npt.NDArray[np.float32], int]:
        """f as a linear function of d² (cm²) on each step of its float32 bits, from 10 cm on."""
        from ._kernels import SHIFT

        low, high = (
            int(np.float32(d * d).view(np.int32)) >> SHIFT for d in (10.0, self.cutoff * 100)
        )
        steps = np.arange(low, high + 2, dtype=np.int32) << SHIFT
        square = steps.view(np.float32).astype(float)
        value = decay(np.sqrt(square) / 100 / self.metres_per_unit)
        decay(np.zeros(1))  # two points may lie in one place: refuse what is infinite there
        slope = np.diff(value) / np.diff(square)
        return np.stack([value[:-1] - slope * square[:-1], slope]).astype(np.float32), low


def _metres(faults: FaultCollector, place: str, given: npt.ArrayLike) -> Floats | None:
    points = checks.numbers(faults, place, given)
    if points is None or not checks.shape(faults, place, points, (*points.shape[:1], 2)):
        return None
    if checks.finite(faults, place, points) and len(points):
        far = np.abs(points)
        faults.check(
            not (len(points) > 1 and (far <= (180, 90)).all()),
            place,
            "look like degrees",
            "project them to metres first",
        )
        faults.check(bool((far < 2e7).all()), place, "lie beyond ±20,000 km")
    return points


def _layer(points: Floats, cutoff: float) -> Layer:
    centimetres = np.rint(points * 100).astype(np.int32)
    x, y = centimetres[:, 0], centimetres[:, 1]
    side = max(1, round(cutoff * 100 / CELLS_PER_CUTOFF))
    west, south = int(x.min()), int(y.min())
    columns, rows = (int((int(a.max()) - int(a.min())) // side) + 1 for a in (x, y))
    cell = (y.astype(np.int64) - south) // side * columns + (x.astype(np.int64) - west) // side
    order = np.argsort(cell, kind="stable")
    starts = np.searchsorted(cell[order], np.arange(rows * columns + 1))
    grid = (west, south, side, columns, rows)
    return Layer(order, x[order], y[order], starts, grid)
