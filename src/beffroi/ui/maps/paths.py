"""Geometries as short SVG path data: relative, rounded to 0.1 px."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

TENTH = 10


def path_data(geometries: Iterable[BaseGeometry], *, tolerance: float = 0.25) -> str:
    """One `d` for many lines or polygons (holes included), simplified by `tolerance` px."""
    simpler = shapely.simplify(np.array(list(geometries), dtype=object), tolerance)
    return "".join(
        _ring(coordinates, closed)
        for geometry in simpler
        for coordinates, closed in _rings(geometry)
    )


def _rings(geometry: BaseGeometry) -> Iterator[tuple[np.ndarray, bool]]:
    for part in shapely.get_parts(geometry):
        if part.is_empty:
            continue
        if part.geom_type == "Polygon":
            yield shapely.get_coordinates(part.exterior), True
            for hole in part.interiors:
                yield shapely.get_coordinates(hole), True
        elif part.geom_type in {"LineString", "LinearRing"}:
            yield shapely.get_coordinates(part), False


def _ring(coordinates: np.ndarray, closed: bool) -> str:
    tenths = np.rint(coordinates * TENTH).astype(int)
    if closed:
        tenths = tenths[:-1]
    steps = [step for step in np.diff(tenths, axis=0).tolist() if step != [0, 0]]
    if not steps or (closed and len(steps) < 2):
        return ""
    start = f"M{_number(tenths[0][0])}{_next(tenths[0][1])}l"
    pairs = [f"{_number(dx)}{_next(dy)}" for dx, dy in steps]
    body = pairs[0] + "".join(pair if pair[0] == "-" else " " + pair for pair in pairs[1:])
    return start + body + ("z" if closed else "")


def _number(tenths: int) -> str:
    """23 tenths → "2.3", 5 → ".5", 30 → "3"."""
    sign, value = ("-" if tenths < 0 else ""), abs(int(tenths))
    whole, tenth = divmod(value, TENTH)
    text = f"{whole or ''}.{tenth}" if tenth else str(whole)
    return sign + text


def _next(tenths: int) -> str:
    text = _number(tenths)
    return text if text[0] == "-" else " " + text
