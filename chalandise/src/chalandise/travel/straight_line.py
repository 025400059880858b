"""The fallback where no street network is at hand, said aloud in its result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import csr_array
from scipy.spatial import KDTree

from chalandise.errors import FaultCollector

from .frames import frame, to_frame
from .graph import Floats
from .isochrones import Isochrone, check_limits
from .times import LONGEST, Method, TravelTimes, check_limit, to_tenths

KMH = 3.6
QUARTER = 32  # sides of a quarter of a circle: its area is true to 0.05 %


def straight_line_times(
    origins: npt.ArrayLike,
    destinations: npt.ArrayLike,
    *,
    crs: Any,
    limit: float,
    speed: float,
    detour: float,
) -> TravelTimes:
    """Times as if every way were `detour` times the straight line, at one speed.

    t = |origin − destination| · detour / speed

    Parameters
    ----------
    origins, destinations : array_like, shapes (n, 2), (m, 2)
        Metres of `crs`.
    crs : anything pyproj reads, or "plan"
        In metres: degrees are refused.
    limit : float
        Seconds, 0 … 6553, included.
    speed : float
        km/h, > 0.
    detour : float
        Way over straight line, ≥ 1; about 1.3 on French roads. No default: a hypothesis of yours.

    Returns
    -------
    TravelTimes
        Its `method.kind` is "straight line": print it with every figure.

    Raises
    ------
    InputFaults
    """
    faults = FaultCollector()
    check_limit(faults, limit, LONGEST)
    _check(faults, speed, detour)
    reference = frame(crs, faults)
    begin = to_frame(origins, reference, place="origins", faults=faults)
    end = to_frame(destinations, reference, place="destinations", faults=faults)
    faults.tell()
    pace = detour * KMH / speed  # seconds a metre
    table = _near(begin, end, limit / pace, pace)
    method = Method("straight line", limit, speed=speed, detour=detour)
    return TravelTimes.of(table, method, np.zeros(len(begin), bool), np.zeros(len(end), bool))


def straight_line_isochrones(
    points: npt.ArrayLike, limits: Sequence[float], *, crs: Any, speed: float, detour: float
) -> list[Isochrone]:
    """Circles of radius speed · limit / detour around some points, merged; see
    `straight_line_times` for the parameters.
    """
    faults = FaultCollector()
    check_limits(faults, limits)
    _check(faults, speed, detour)
    reference = frame(crs, faults)
    spots = to_frame(points, reference, faults=faults)
    faults.tell()
    found = []
    for limit in limits:
        radius = limit * speed / KMH / detour
        disc = shapely.union_all(shapely.buffer(shapely.points(spots), radius, quad_segs=QUARTER))
        area = shapely.MultiPolygon(shapely.get_parts(disc).tolist())
        method = Method("straight line", limit, speed=speed, detour=detour)
        found.append(Isochrone(limit, area, reference, method))
    return found


def _near(begin: Floats, end: Floats, radius: float, pace: float) -> csr_array:
    """Tenths of seconds of the pairs within a radius, in canonical order."""
    shape = (len(begin), len(end))
    if not all(shape):
        return csr_array(shape, dtype=np.uint16)
    pairs = KDTree(begin).sparse_distance_matrix(KDTree(end), radius, output_type="ndarray")
    rows, columns = pairs["i"], pairs["j"]
    order = np.lexsort((columns, rows))
    tenths = to_tenths(pairs["v"][order] * pace)
    return csr_array((tenths, (rows[order], columns[order])), shape=shape)


def _check(faults: FaultCollector, speed: float, detour: float) -> None:
    faults.check(0 < speed < np.inf, "speed", f"is {speed} km/h: must be above 0")
    faults.check(1 <= detour < np.inf, "detour", f"is {detour}: no way is shorter than straight")
