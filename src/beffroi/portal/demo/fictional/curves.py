"""From hand-drawn points to gentle lines, and from the plan's metres to degrees.

The plan is drawn in metres (x east, y north) round the market square. It is anchored in the open
Atlantic, 600 km from any coast road, so that nobody takes the town for a real place.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from shapely import transform
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
ANCHOR = (-12.0, 46.5)  # degrees, longitude first: deep water, no land
METRES_PER_DEGREE_NORTH = 111_132.0
METRES_PER_DEGREE_EAST = 111_320.0 * math.cos(math.radians(ANCHOR[1]))


def smooth(points: list[Point], step: float = 9.0) -> list[Point]:
    """Catmull-Rom curve through `points`, one vertex about every `step` metres."""
    pieces = smooth_pieces(points, step)
    return pieces[0] + [point for piece in pieces[1:] for point in piece[1:]]


def smooth_pieces(points: list[Point], step: float = 9.0) -> list[list[Point]]:
    """The same curve, one list of vertices per hand-drawn segment (ends included)."""
    p = np.array([_mirror(points[0], points[1]), *points, _mirror(points[-1], points[-2])])
    return [_piece(p[i : i + 4], step) for i in range(len(points) - 1)]


def _mirror(end: Point, inner: Point) -> Point:
    return (2 * end[0] - inner[0], 2 * end[1] - inner[1])


def _piece(p: np.ndarray, step: float) -> list[Point]:
    """One centripetal Catmull-Rom segment (Barry and Goldman's pyramid): no loop, no overshoot."""
    gaps = np.maximum(np.hypot(*(p[1:] - p[:-1]).T), 1e-6) ** 0.5
    t0, t1, t2, t3 = np.concatenate([[0.0], np.cumsum(gaps)])
    count = max(2, int(np.hypot(*(p[2] - p[1])) / step) + 1)
    t = np.linspace(t1, t2, count)[:, None]
    a1 = ((t1 - t) * p[0] + (t - t0) * p[1]) / (t1 - t0)
    a2 = ((t2 - t) * p[1] + (t - t1) * p[2]) / (t2 - t1)
    a3 = ((t3 - t) * p[2] + (t - t2) * p[3]) / (t3 - t2)
    b1 = ((t2 - t) * a1 + (t - t0) * a2) / (t2 - t0)
    b2 = ((t3 - t) * a2 + (t - t1) * a3) / (t3 - t1)
    c = ((t2 - t) * b1 + (t - t1) * b2) / (t2 - t1)
    return [(float(x), float(y)) for x, y in c]


def to_degrees(x: float, y: float) -> Point:
    """Plan metres to WGS 84 (longitude, latitude), 7 decimals (1 cm)."""
    return (
        round(ANCHOR[0] + x / METRES_PER_DEGREE_EAST, 7),
        round(ANCHOR[1] + y / METRES_PER_DEGREE_NORTH, 7),
    )


def line_to_degrees(points: list[Point]) -> tuple[Point, ...]:
    return tuple(to_degrees(x, y) for x, y in points)


def to_geojson(geometry: BaseGeometry) -> dict[str, Any]:
    """A shape in plan metres as a GeoJSON geometry in degrees, 7 decimals."""
    scale = np.array([METRES_PER_DEGREE_EAST, METRES_PER_DEGREE_NORTH])
    degrees = transform(geometry, lambda metres: np.round(np.array(ANCHOR) + metres / scale, 7))
    return dict(mapping(degrees))
