"""Isochrones: what is reached within some times, as nested polygons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from contourpy import FillType, contour_generator
from pyproj import CRS

from chalandise import checks
from chalandise.errors import FaultCollector

from .arrival import Arrival, Raster, arrival
from .graph import Floats, StreetGraph
from .many_to_many import OFF_STREET
from .reaching import reach
from .setting import set_on
from .snapping import SNAP_WITHIN, snap
from .times import Method

HAIR = 0.05  # seconds: a cell reached on the dot is inside


@dataclass(frozen=True, slots=True)
class Isochrone:
    """What is reached within a limit.

    Attributes
    ----------
    limit : float
        Seconds.
    area : shapely MultiPolygon
        Metres of `crs`, holes kept; empty where nothing is reached.
    crs : CRS
    method : Method
        Every hypothesis, to be printed with the map.
    """

    limit: float
    area: shapely.MultiPolygon
    crs: CRS
    method: Method


def isochrones(
    graph: StreetGraph,
    points: npt.ArrayLike,
    limits: Sequence[float],
    *,
    resolution: float = 25.0,
    margin: float = 50.0,
    crs: Any = None,
    within: float = SNAP_WITHIN,
    off_street: float = OFF_STREET,
) -> list[Isochrone]:
    """What is reached from the nearest of some points, one area per limit.

    Parameters
    ----------
    graph : StreetGraph
    points : array_like, shape (k, 2)
        Where journeys begin; those with no street within `within` metres start none.
    limits : sequence of float
        Seconds, > 0, in any order.
    resolution : float
        Metres of the raster. The outline is true to about one cell: every street point reached
        lies within `resolution` of the area.
    margin : float
        Metres off the street that are still reached, walking at `off_street`.
    crs : anything pyproj reads, optional
        What the points are in, where it is not the graph's.
    within : float
        Metres from a point to its street, at most.
    off_street : float
        m/s off the streets, > 0.

    Returns
    -------
    list of Isochrone
        In the order of `limits`. A longer limit contains a shorter one.

    Raises
    ------
    InputFaults
    """
    faults = FaultCollector()
    raster = Raster(resolution, margin, off_street)
    check_limits(faults, limits)
    raster.check(faults)
    found = snap(graph, points, crs=crs, within=within, faults=faults)
    faults.tell()
    grown, nodes = set_on(graph, found)
    on, walks = ~found.off, found.distance / off_street
    near = reach(grown, nodes[on], limit=max(limits), begin=walks[on]).earliest()
    made = Method("streets", 0, graph.mode, off_street, within, resolution=resolution)
    areas = zip(limits, _areas(grown, near, raster, limits), strict=True)
    return [Isochrone(at, area, graph.crs, replace(made, limit=at)) for at, area in areas]


def _areas(
    graph: StreetGraph, reached: Floats, raster: Raster, limits: Sequence[float]
) -> list[shapely.MultiPolygon]:
    longest = max(limits)
    if not (reached <= longest).any():
        return [shapely.MultiPolygon()] * len(limits)
    field = arrival(graph, reached, raster, limit=longest)
    return [outline(field, limit) for limit in limits]


def outline(field: Arrival, limit: float) -> shapely.MultiPolygon:
    """The area reached within a limit, traced between the cells' centres.

    The field is clipped to one cell's walk on either side of the limit, so that the edge of the
    margin, where it jumps to infinity, falls between two cells; it falls as the limit rises at
    every centre, which nests the areas.
    """
    walk = field.raster.resolution / field.raster.off_street
    late = np.clip(field.seconds - limit - HAIR, -walk, walk)
    traced = contour_generator(field.x, field.y, late, fill_type=FillType.OuterOffset).filled(
        -np.inf, 0.0
    )
    shapes = [
        shapely.Polygon(points[cuts[0] : cuts[1]], _holes(points, cuts))
        for points, cuts in zip(*traced, strict=True)
    ]
    whole = shapely.MultiPolygon(shapes)
    if whole.is_valid:
        return whole
    parts = shapely.get_parts(shapely.make_valid(whole))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def _holes(points: Floats, cuts: npt.NDArray) -> list[Floats]:
    return [points[a:b] for a, b in pairwise(cuts[1:])]


def check_limits(faults: FaultCollector, limits: Sequence[float]) -> None:
    """At least one limit, all finite and above 0."""
    values = checks.numbers(faults, "limits", list(limits))
    if values is not None and faults.check(bool(len(values)), "limits", "none is given"):
        checks.finite(faults, "limits", values)
        faults.check(bool((values > 0).all()), "limits", "must be above 0 seconds")
