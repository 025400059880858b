"""Where coordinates live: metres are checked, degrees refused or projected, swaps detected."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from pyproj import CRS, Transformer
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_utm_crs_info
from pyproj.exceptions import CRSError

from chalandise import checks
from chalandise.errors import FaultCollector

Floats = npt.NDArray[np.float64]

WGS84 = CRS.from_epsg(4326)
PLAN = CRS.from_wkt(
    'ENGCRS["plan in metres",EDATUM["nowhere"],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],'
    'LENGTHUNIT["metre",1]]'
)
"""A plan in metres of no known place, for simulated towns: say `crs="plan"`."""

NEARBY = 100_000.0  # metres: points this far outside a network are no points of it
TO_METRES = 'project to metres first, or give the CRS they are in, such as crs="EPSG:4326"'


def frame(crs: Any, faults: FaultCollector | None = None, place: str = "crs") -> CRS:
    """A reference system in metres, from anything pyproj reads, or "plan".

    Raises
    ------
    InputFaults
        Unknown, in degrees, or in another unit than the metre.
    """
    mine = faults or FaultCollector()
    found = _read(crs, mine, place)
    if found is not None and found != PLAN:
        units = {axis.unit_name for axis in found.axis_info}
        if mine.check(not found.is_geographic, place, f"{found.name} is in degrees", TO_METRES):
            mine.check(units <= {"metre"}, place, f"{found.name} is not in metres but {units}")
    if faults is None:
        mine.tell()
    return found if found is not None else PLAN


def utm(lonlat: npt.ArrayLike) -> CRS:
    """The UTM zone of the middle of some points, shape (n, 2), WGS 84 degrees, longitude first."""
    points = np.asarray(lonlat, dtype=float)
    lon, lat = (points.min(axis=0) + points.max(axis=0)) / 2
    around = AreaOfInterest(lon, lat, lon, lat)
    return CRS.from_epsg(query_utm_crs_info("WGS 84", around)[0].code)


def to_frame(
    points: npt.ArrayLike,
    to: CRS,
    *,
    crs: Any = None,
    box: Floats | None = None,
    place: str = "points",
    faults: FaultCollector | None = None,
) -> Floats:
    """Points in metres of `to`.

    Parameters
    ----------
    points : array_like, shape (n, 2)
        x then y; longitude then latitude where `crs` is in degrees.
    to : CRS
        From `frame`.
    crs : anything pyproj reads, optional
        What the points are in; `to` when not given, and degrees are then refused.
    box : ndarray, shape (2, 2), optional
        Lowest and highest corner of the network they should lie in: points outside it that would
        lie inside with x and y exchanged are refused.

    Raises
    ------
    InputFaults
    """
    mine = faults or FaultCollector()
    given = checks.numbers(mine, place, points)
    made = np.empty((0, 2))
    if given is not None and given.size:
        given = given.reshape(-1, 2) if given.ndim == 1 and given.size == 2 else given
        if checks.shape(mine, place, given, (len(given), 2)) and checks.finite(mine, place, given):
            made = _project(given, crs, to, box, place, mine)
    if faults is None:
        mine.tell()
    return made


def _project(
    given: Floats, crs: Any, to: CRS, box: Floats | None, place: str, faults: FaultCollector
) -> Floats:
    source = to if crs is None else _read(crs, faults, "crs")
    if source is None:
        return given
    around = box if box is not None else _area(to)
    degrees = bool((np.abs(given) <= (180, 90)).all())
    if source == to:
        if degrees and around is not None and not _inside(given, around).any():
            faults.add(place, "look like degrees where metres are meant", TO_METRES)
            return given
        made, turned = given, given[:, ::-1]
    else:
        through = Transformer.from_crs(source, to, always_xy=True)
        made, turned = _through(through, given), _through(through, given[:, ::-1])
    if around is not None and not _inside(made, around).any() and _inside(turned, around).all():
        faults.add(place, "x and y look exchanged", "give x (longitude) first")
    elif not np.isfinite(made).all():
        faults.add(place, f"some lie where {to.name} has no coordinates")
    return made


def _read(crs: Any, faults: FaultCollector, place: str) -> CRS | None:
    if isinstance(crs, str) and crs == "plan":
        return PLAN
    try:
        return CRS.from_user_input(crs)
    except CRSError:
        faults.add(place, f"{crs!r} is no coordinate reference system", 'such as "EPSG:2154"')
        return None


def _area(crs: CRS) -> Floats | None:
    """The corners of where a reference system is meant to be used, in its own metres."""
    area = crs.area_of_use
    if area is None:
        return None
    through = Transformer.from_crs(WGS84, crs, always_xy=True)
    west, south, east, north = through.transform_bounds(*area.bounds)
    return np.array([[west, south], [east, north]])


def _inside(points: Floats, box: Floats) -> npt.NDArray[np.bool_]:
    return ((points >= box[0] - NEARBY) & (points <= box[1] + NEARBY)).all(axis=1)


def _through(transformer: Transformer, points: Floats) -> Floats:
    return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))
