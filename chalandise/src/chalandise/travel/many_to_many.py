"""Travel times along streets from many points to many points."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from chalandise.errors import FaultCollector

from .between import Ends, times_between
from .graph import StreetGraph
from .setting import set_on
from .snapping import SNAP_WITHIN, Snapped, snap
from .times import LONGEST, Method, TravelTimes, check_limit, to_tenths

OFF_STREET = 1.25  # m/s between a point and its street: 4.5 km/h, on foot whatever the mode


def travel_times(
    graph: StreetGraph,
    origins: npt.ArrayLike,
    destinations: npt.ArrayLike,
    *,
    limit: float,
    crs: Any = None,
    within: float = SNAP_WITHIN,
    off_street: float = OFF_STREET,
) -> TravelTimes:
    """Times of all journeys of at most `limit` seconds.

    t = |origin → street| / off_street + time along streets + |street → destination| / off_street

    Parameters
    ----------
    graph : StreetGraph
    origins, destinations : array_like, shapes (n, 2), (m, 2)
        Metres of the graph's CRS, or in `crs`.
    limit : float
        Seconds, 0 … 6553, included.
    crs : anything pyproj reads, optional
        What the points are in, where it is not the graph's; degrees longitude first.
    within : float
        Metres beyond which a point has no street (`origins_off`, `destinations_off`).
    off_street : float
        m/s between a point and its street, > 0; `inf` to leave that leg out.

    Returns
    -------
    TravelTimes
        Sparse; exact times rounded once to a tenth of a second.

    Raises
    ------
    InputFaults
        All faults at once.

    Notes
    -----
    Points join the nearest place on the largest connected part of the network, and may cross
    anything on that leg. The search runs from the smaller side: backwards where there are fewer
    destinations than origins.
    """
    faults = FaultCollector()
    check_limit(faults, limit, LONGEST)
    faults.check(off_street > 0, "off_street", f"is {off_street} m/s: must be above 0")
    faults.check(within >= 0, "within", f"is {within}: metres, ≥ 0, needed")
    leave = snap(graph, origins, crs=crs, within=within, place="origins", faults=faults)
    arrive = snap(graph, destinations, crs=crs, within=within, place="destinations", faults=faults)
    faults.tell()
    grown, starts, ends = _set_both(graph, leave, arrive, off_street)
    table = times_between(grown, starts, ends, limit, to_tenths)
    method = Method("streets", limit, graph.mode, off_street, within)
    return TravelTimes.of(table, method, leave.off, arrive.off)


def _set_both(
    graph: StreetGraph, leave: Snapped, arrive: Snapped, off_street: float
) -> tuple[StreetGraph, Ends, Ends]:
    """Streets that hold both sides' points, and each side on them."""
    grown, nodes = set_on(graph, leave.then(arrive))
    cut = len(leave)
    starts = Ends.at(nodes[:cut], leave.distance / off_street)
    return grown, starts, Ends.at(nodes[cut:], arrive.distance / off_street)
