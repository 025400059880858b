"""Travel times between two sets of points, as one sparse value."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from chalandise.errors import FaultCollector

from .graph import Floats, Ints, Longs

STEP = 0.1  # seconds
LONGEST = 6_553.0  # seconds that uint16 tenths can hold
Tenths = npt.NDArray[np.uint16]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Method:
    """How times or areas were made; every hypothesis named, to be printed beside the result.

    Attributes
    ----------
    kind : str
        "streets" or "straight line".
    limit : float
        Seconds.
    mode : str
        Who travels, where known.
    off_street : float or None
        m/s from a point to its street ("streets").
    snap_within : float or None
        Metres beyond which a point has no street ("streets").
    speed : float or None
        km/h ("straight line").
    detour : float or None
        Way travelled over straight line ("straight line").
    resolution : float or None
        Metres of the raster, for areas.
    """

    kind: str
    limit: float
    mode: str = ""
    off_street: float | None = None
    snap_within: float | None = None
    speed: float | None = None
    detour: float | None = None
    resolution: float | None = None

    def __str__(self) -> str:
        minutes = f"{self.limit / 60:g} min"
        if self.kind == "straight line":
            return (
                f"straight line × detour factor {self.detour:g} at {self.speed:g} km/h, {minutes}: "
                "not along streets"
            )
        return f"along streets ({self.mode or 'unnamed mode'}), {minutes}"


@dataclass(frozen=True, eq=False)
class TravelTimes:
    """Times from origins to the destinations within a limit; compressed sparse rows.

    Attributes
    ----------
    indptr : ndarray of int64, shape (n + 1,)
    indices : ndarray of int32, shape (p,)
        Destinations; origin i reaches `indices[indptr[i]:indptr[i + 1]]`, in ascending order.
    tenths : ndarray of uint16, shape (p,)
        Tenths of a second, rounded once from the exact time: off by at most 0.05 s.
    shape : (int, int)
        Origins, destinations. A pair that is not stored is beyond the limit or out of reach.
    method : Method
    origins_off, destinations_off : ndarray of bool, shapes (n,), (m,)
        Points with no street within reach: they have no times, and are not errors.
    """

    indptr: Longs
    indices: Ints
    tenths: Tenths
    shape: tuple[int, int]
    method: Method
    origins_off: Flags = field(repr=False)
    destinations_off: Flags = field(repr=False)

    @classmethod
    def of(
        cls, table: csr_array, method: Method, origins_off: Flags, destinations_off: Flags
    ) -> TravelTimes:
        """From a sparse matrix of tenths in canonical order."""
        return cls(
            indptr=table.indptr.astype(np.int64),
            indices=table.indices.astype(np.int32),
            tenths=table.data,
            shape=(len(origins_off), len(destinations_off)),
            method=method,
            origins_off=origins_off,
            destinations_off=destinations_off,
        )

    @property
    def seconds(self) -> Floats:
        """Seconds of each stored pair, shape (p,)."""
        return self.tenths.astype(np.float64) * STEP

    @property
    def minutes(self) -> Floats:
        """Minutes of each stored pair, shape (p,)."""
        return self.seconds / 60

    def to_scipy(self, *, unit: float = 60.0) -> csr_array:
        """A sparse matrix in units of so many seconds, minutes by default; stored zeros are real.

        `market.SparseTimes` takes it as it is.
        """
        return csr_array((self.seconds / unit, self.indices, self.indptr), shape=self.shape)

    def to_dense(self) -> Floats:
        """Seconds, shape (n, m), `inf` where not stored: for small tables."""
        table = np.full(self.shape, np.inf)
        table[np.repeat(np.arange(self.shape[0]), np.diff(self.indptr)), self.indices] = (
            self.seconds
        )
        return table

    def nearest(self) -> tuple[Ints, Floats]:
        """The nearest destination of each origin and its seconds; -1 and `inf` where none.

        Of destinations equally near, the first.
        """
        rows = np.repeat(np.arange(self.shape[0]), np.diff(self.indptr))
        order = np.lexsort((self.indices, self.tenths, rows))
        found, first = np.unique(rows[order], return_index=True)
        which = np.full(self.shape[0], -1, np.int32)
        seconds = np.full(self.shape[0], np.inf)
        which[found] = self.indices[order[first]]
        seconds[found] = self.tenths[order[first]] * STEP
        return which, seconds


def check_limit(faults: FaultCollector, limit: float, longest: float = np.inf) -> None:
    """A limit is a finite number of seconds, not negative, and not too long to be held."""
    faults.check(np.isfinite(limit) and limit >= 0, "limit", f"is {limit}: seconds, ≥ 0, needed")
    faults.check(not longest < limit < np.inf, "limit", f"is {limit}: at most {longest:g} seconds")


def to_tenths(seconds: Floats) -> Tenths:
    """Round to the nearest tenth of a second."""
    return np.rint(seconds / STEP).astype(np.uint16)
