"""Great-circle distances between two layers of longitudes and latitudes, computed as they are used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from chalandise import checks
from chalandise._parallel import over_rows
from chalandise.decay import Decay
from chalandise.errors import FaultCollector

from .times import PAIRS_AT_ONCE, WORTH_COMPILING, Blockwise, Floats

EARTH = 6_371_008.8  # metres, mean radius of WGS 84 (IUGG)


@dataclass(frozen=True, eq=False)
class GreatCircle(Blockwise):
    """Distances on a sphere in float64; no table of pairs is ever made.

    Parameters
    ----------
    origins, stores : array_like, shape (n, 2) and (m, 2)
        WGS 84 degrees (EPSG:4326), longitude first. Metres are refused.
    metres_per_unit : float
        1000 gives kilometres (the default); a speed divided by a detour factor gives minutes:
        500 m/min (30 km/h) over a detour of 1.3 is `500 / 1.3`.
    radius : float
        Of the sphere, metres.

    Notes
    -----
    d = 2R asin(|u − v| / 2) for unit vectors u, v, equal to R acos(u·v) but exact for near places.
    Against the WGS 84 ellipsoid a distance is off by 0.5 % at most.
    """

    origins: Floats
    stores: Floats
    metres_per_unit: float = 1000.0
    radius: float = EARTH

    def __post_init__(self) -> None:
        faults = FaultCollector()
        for name in ("origins", "stores"):
            object.__setattr__(self, name, _degrees(faults, name, getattr(self, name)))
        for name in ("metres_per_unit", "radius"):
            value = getattr(self, name)
            faults.check(value > 0, name, f"is {value}, not above 0")
        faults.tell()

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.origins), len(self.stores)

    def rows(self, start: int, stop: int) -> Floats:
        return self._between(self._from[:, start:stop], self._to)

    def column(self, store: int) -> Floats:
        return self._to_one(self._to[:, store])

    def column_at(self, place: npt.ArrayLike) -> Floats:
        """Times from every origin to a place (longitude, latitude)."""
        faults = FaultCollector()
        point = _degrees(faults, "place", np.reshape(place, (1, 2)))
        faults.tell()
        assert point is not None  # noqa: S101 - the faults were told
        return self._to_one(_unit_vectors(point)[:, 0])

    def take(self, origins: npt.NDArray[np.int64]) -> GreatCircle:
        return replace(self, origins=self.origins[origins])

    @cached_property
    def _from(self) -> Floats:
        return _unit_vectors(self.origins)

    @cached_property
    def _to(self) -> Floats:
        return _unit_vectors(self.stores)

    @property
    def _diameter(self) -> float:
        return 2 * self.radius / self.metres_per_unit

    @cached_property
    def _half_width(self) -> float:
        """No half chord is longer: half the diagonal of the box around both layers."""
        return _half_diagonal(*self._box, self._to)

    @cached_property
    def _box(self) -> tuple[Floats, Floats]:
        """Lowest and highest corner of the origins' unit vectors."""
        return self._from.min(axis=1), self._from.max(axis=1)

    def _between(self, one: Floats, other: Floats) -> Floats:
        square = np.zeros((one.shape[1], other.shape[1]))
        for axis in range(3):
            square += np.subtract.outer(one[axis], other[axis]) ** 2
        return self._diameter * np.arcsin(np.minimum(1.0, np.sqrt(square) / 2))

    def _to_one(self, place: Floats) -> Floats:
        """Times from every origin to one unit vector; compiled where they are many."""
        if len(self.origins) < WORTH_COMPILING:
            return self._between(self._from, place[:, None])[:, 0]
        from . import _sphere

        half = np.empty(len(self.origins))
        near = _half_diagonal(*self._box, place[:, None]) <= _sphere.NEAR
        _sphere.arcs(np.ascontiguousarray(place), *self._from, near, half)
        half *= self._diameter
        return half

    def draw(self, decay: Decay, ratios: Floats) -> Floats:
        from . import _kernels, _sphere

        code = _kernels.code(decay)
        if code is None:
            return super().draw(decay, ratios)
        near = self._half_width <= _sphere.NEAR
        count = self.shape[1]

        def work(start: int, stop: int) -> Floats:
            drawn = np.zeros(count)
            layer = self._from, self._to
            _sphere.draw_sphere(start, stop, layer, near, self._diameter, code, ratios, drawn)
            return drawn

        least = max(_sphere.TILE, PAIRS_AT_ONCE // count)
        return np.sum(over_rows(work, len(ratios), at_least=least), axis=0)

    def _sweeper(self, decay: Decay) -> Callable[..., None]:
        from . import _kernels, _sphere  # numba takes a second to load: only when it is used

        code = _kernels.code(decay)
        if code is None:
            return super()._sweeper(decay)
        near = self._half_width <= _sphere.NEAR

        def sweep(start, stop, weights, outside, demand, given, utility, drawn):
            _sphere.sweep_sphere(
                *(start, stop, (self._from, self._to), near, self._diameter, code),
                *(weights, outside, demand, given, utility, drawn),
            )

        return sweep


def _degrees(faults: FaultCollector, place: str, given: npt.ArrayLike) -> Floats | None:
    points = checks.numbers(faults, place, given)
    if points is None or not checks.shape(faults, place, points, (*points.shape[:1], 2)):
        return None
    if checks.finite(faults, place, points):
        faults.check(
            bool((np.abs(points) <= (180, 90)).all()),
            place,
            "lie beyond ±180°, ±90°",
            "give WGS 84 degrees, longitude first, not metres",
        )
    return points


def _unit_vectors(points: Floats) -> Floats:
    """One row per axis, shape (3, n)."""
    lon, lat = np.radians(points).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _half_diagonal(low: Floats, high: Floats, others: Floats) -> float:
    """Of the box around a box and some points: no half chord between them is longer."""
    high = np.maximum(high, others.max(axis=1))
    return float(np.linalg.norm(high - np.minimum(low, others.min(axis=1)))) / 2
