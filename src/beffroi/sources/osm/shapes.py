"""Geometries of stored ways and relations, in degrees: whole, or cut by the extract's edge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from beffroi.sources.osm.passes import Raw, RawRelation, RawWay

Point = tuple[float, float]
DECIMALS = 7  # OSM's own precision, about a centimetre


class Cut(Exception):
    """The element lacks `missing` of its `total` parts: the extract's edge cut it."""

    def __init__(self, missing: int, total: int, what: str) -> None:
        super().__init__(f"{missing}/{total} {what}")
        self.missing, self.total, self.what = missing, total, what


class BadRing(Exception):
    """The nodes are all there and make no area: open, crossing itself, fewer than three."""


def is_ring(way: RawWay) -> bool:
    """Whether the way ends where it began, by its node identifiers."""
    return len(way.nodes) > 3 and way.nodes[0] == way.nodes[-1]


def runs(raw: Raw, way: RawWay) -> tuple[list[list[Point]], int]:
    """The unbroken pieces of a way (two points or more), and how many nodes are missing."""
    pieces: list[list[Point]] = [[]]
    missing = 0
    for node in way.nodes:
        spot = raw.place(node)
        if spot is None:
            missing += 1
            pieces.append([])
        elif not pieces[-1] or pieces[-1][-1] != spot:
            pieces[-1].append(spot)
    return [piece for piece in pieces if len(piece) > 1], missing


def way_area(raw: Raw, way: RawWay) -> BaseGeometry:
    """The polygon a closed way draws; raises Cut or BadRing."""
    pieces, missing = runs(raw, way)
    if missing:
        raise Cut(missing, len(way.nodes), "points")
    if not is_ring(way) or not pieces or len(pieces[0]) < 4:
        raise BadRing
    return _area(shapely.Polygon(pieces[0]))


def relation_area(raw: Raw, relation: RawRelation) -> BaseGeometry:
    """Outer rings less inner ones, joined from member ways; raises Cut or BadRing."""
    members = [(ref, role) for kind, ref, role in relation.members if kind == "w"]
    absent = sum(ref not in raw.ways or runs(raw, raw.ways[ref])[1] > 0 for ref, _ in members)
    if absent:
        raise Cut(absent, len(members), "contours")
    outer = _rings(raw, [ref for ref, role in members if role != "inner"])
    inner = _rings(raw, [ref for ref, role in members if role == "inner"])
    return _area(shapely.difference(outer, inner))


def anchor(area: BaseGeometry) -> Point:
    """The centroid when it lies inside, else a point that does (an L, a courtyard)."""
    centre = shapely.centroid(area)
    spot = centre if shapely.contains(area, centre) else shapely.point_on_surface(area)
    return round(spot.x, DECIMALS), round(spot.y, DECIMALS)


def geojson(shape: BaseGeometry) -> dict[str, Any]:
    """GeoJSON of a geometry, to OSM's precision; a collection of one is that one."""
    if shape.geom_type.startswith("Multi") and len(shape.geoms) == 1:
        shape = shape.geoms[0]
    found: dict[str, Any] = shapely.geometry.mapping(shape)
    return {"type": found["type"], "coordinates": _rounded(found["coordinates"])}


def footprint(area: BaseGeometry) -> dict[str, Any]:
    """GeoJSON Polygon of an area: its largest part when it has several."""
    parts = area.geoms if area.geom_type == "MultiPolygon" else [area]
    return geojson(max(parts, key=lambda part: part.area))


def _rings(raw: Raw, refs: Sequence[int]) -> BaseGeometry:
    lines = [shapely.LineString(piece) for ref in refs for piece in runs(raw, raw.ways[ref])[0]]
    areas, cuts, dangles, _ = shapely.polygonize_full(lines)
    if lines and (shapely.is_empty(areas) or not shapely.is_empty(dangles) or len(cuts.geoms)):
        raise BadRing
    return shapely.union_all(shapely.get_parts(areas))


def _area(shape: BaseGeometry) -> BaseGeometry:
    if not shape.is_valid:
        shape = shapely.make_valid(shape)
    parts = [part for part in shapely.get_parts(shape, return_index=False) if part.area > 0]
    polygons = [p for part in parts for p in shapely.get_parts(part) if p.geom_type == "Polygon"]
    if not polygons:
        raise BadRing
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates[0], (int, float)):
        return [round(value, DECIMALS) for value in coordinates]
    return [_rounded(part) for part in coordinates]
