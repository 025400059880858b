"""GeoJSON as values: as the database gives it back, and what it spans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def as_stored(geometry: Any) -> Any:
    """Tuples become lists, as the database gives them back: else every reading is a redrawing."""
    if isinstance(geometry, Mapping):
        return {key: as_stored(value) for key, value in geometry.items()}
    if isinstance(geometry, list | tuple):
        return [as_stored(part) for part in geometry]
    return geometry


Bounds = tuple[float, float, float, float]  # west, south, east, north


def bounds_of(geometry: Mapping[str, Any]) -> Bounds:
    """West, south, east, north of a geometry, in its own degrees."""
    points = list(_points(geometry.get("coordinates") or geometry.get("geometries") or ()))
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    return min(lons), min(lats), max(lons), max(lats)


def touch(one: Bounds, other: Bounds) -> bool:
    """Whether two boxes (west, south, east, north) have a point in common."""
    apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    return not apart


def _points(part: Any) -> Iterator[tuple[float, float]]:
    if isinstance(part, Mapping):
        yield from _points(part.get("coordinates") or part.get("geometries") or ())
    elif part and isinstance(part[0], int | float):
        yield (part[0], part[1])
    else:
        for inner in part:
            yield from _points(inner)
