"""Water, greens, squares, car parks, rails and the great houses: all that is not a row house."""

from __future__ import annotations

from functools import lru_cache

from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from beffroi.portal.demo.fictional import landmarks, plan
from beffroi.portal.demo.fictional.curves import Point, smooth, to_geojson
from beffroi.portal.demo.fictional.streets import all_streets
from beffroi.sources.records import GroundKind, GroundSeen


def rounded(points: list[Point], radius: float = 5.0) -> BaseGeometry:
    """A hand-drawn outline with soft corners, as lawns and basins have."""
    return Polygon(points).buffer(-radius).buffer(2 * radius).buffer(-radius)


@lru_cache(maxsize=1)
def water() -> BaseGeometry:
    """River and mill stream, one shape."""
    river = LineString(smooth(plan.RIVER, 20.0)).buffer(plan.RIVER_WIDTH / 2)
    return unary_union([river, mill_stream()])


def mill_stream() -> BaseGeometry:
    return LineString(smooth(plan.MILL_STREAM, 12.0)).buffer(plan.MILL_STREAM_WIDTH / 2)


@lru_cache(maxsize=1)
def drawn_ground() -> tuple[tuple[GroundKind, str, BaseGeometry], ...]:
    """(kind, name, shape in plan metres), in drawing order."""
    streets = unary_union([s.corridor for s in all_streets()])
    river = LineString(smooth(plan.RIVER, 20.0)).buffer(plan.RIVER_WIDTH / 2)
    things: list[tuple[GroundKind, str, BaseGeometry]] = [
        ("green", name, rounded(points).difference(water()).difference(streets))
        for name, points in landmarks.GREENS
    ]
    things += [
        ("water", plan.RIVER_NAME, river),
        ("water", plan.MILL_STREAM_NAME, mill_stream().difference(river)),
        ("rail", "", LineString(smooth(plan.RAILWAY, 25.0))),
        ("rail", "", LineString(smooth([(x, y + 7) for x, y in plan.RAILWAY], 25.0))),
        ("marketplace", landmarks.SQUARE_NAME, Polygon(landmarks.SQUARE)),
    ]
    things += [("square", name, Polygon(points)) for name, points in landmarks.OTHER_SQUARES]
    things += [
        ("car_park", name, Polygon(points).difference(streets))
        for name, _, points in landmarks.CAR_PARKS
    ]
    things += [("road", "", LineString(smooth(points, 30.0))) for points in landmarks.ROADS]
    things += [("path", "", LineString(smooth(points))) for points in landmarks.PATHS]
    return tuple(things)


@lru_cache(maxsize=1)
def obstacles() -> tuple[BaseGeometry, ...]:
    """Shapes no row house may stand on, in plan metres."""
    shapes = [street.corridor for street in all_streets()]
    shapes += [
        Polygon(points)
        for _, points in [(landmarks.SQUARE_NAME, landmarks.SQUARE), *landmarks.OTHER_SQUARES]
    ]
    shapes += [Polygon(points).buffer(2.5, join_style="mitre") for _, points in landmarks.MONUMENTS]
    shapes += [Polygon(points) for _, points in landmarks.GREENS]
    shapes += [Polygon(points) for _, _, points in landmarks.CAR_PARKS]
    shapes.append(water().buffer(3.0))
    shapes.append(LineString(smooth(plan.RAILWAY, 25.0)).buffer(14.0))
    return tuple(shapes)


def ground_seen(houses: list[tuple[str, Polygon]]) -> tuple[GroundSeen, ...]:
    """All the ground as a source would yield it; `houses` are (ref, outline) of the rows."""
    seats = {name: str(spaces) for name, spaces, _ in landmarks.CAR_PARKS}
    seen = [
        GroundSeen(
            ref=f"simulated/ground/{number:03d}",
            kind=kind,
            geometry=to_geojson(shape),
            name=name,
            extra={"capacity": seats[name]} if name in seats else {},
        )
        for number, (kind, name, shape) in enumerate(drawn_ground(), start=1)
    ]
    great = [(name, Polygon(points)) for name, points in landmarks.MONUMENTS]
    seen += [
        GroundSeen(f"simulated/monument/{number:02d}", "building", to_geojson(shape), name)
        for number, (name, shape) in enumerate(great, start=1)
    ]
    seen += [GroundSeen(ref, "building", to_geojson(outline)) for ref, outline in houses]
    return tuple(seen)
