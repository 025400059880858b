"""The muted ground: water, green, car parks, roads, buildings, as a few heavy paths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from beffroi.ui.maps.frame import Frame
from beffroi.ui.maps.paths import path_data

Feature = Mapping[str, Any]
AREAS = ("green", "car_park", "marketplace", "square", "water")
AREA_CLASS = {
    "green": "map-green",
    "water": "map-water",
    "car_park": "map-park",
    "marketplace": "map-park",
    "square": "map-park",
}
LINE_CLASS = {"road": "map-road", "path": "map-path", "rail": "map-rail", "water": "map-waterline"}
# Widths of the carriageway in metres, drawn true to scale: what the eye expects of a plan.
ROAD_METRES = {
    "motorway": 14.0, "trunk": 12.0, "primary": 11.0, "secondary": 10.0, "tertiary": 9.0,
    "unclassified": 7.0, "residential": 7.0, "living_street": 6.5, "pedestrian": 6.5,
    "service": 3.6, "road": 6.0,
}  # fmt: skip
PATH_METRES = 1.6
RAIL_METRES = 1.4
STREAM_METRES = 5.0
LEAST_PX = 0.8


Placed = Sequence[tuple[Feature, BaseGeometry]]


def draw_ground(ground: Placed, streets: Placed, frame: Frame) -> str:
    """All of the ground as SVG elements, back to front. Features are GeoJSON with `kind`."""
    areas, lines, blocks = _sorted(ground, streets)
    out = [f'<rect class="map-ground" width="{frame.width:g}" height="{frame.height:g}"/>']
    out += [_area(kind, areas[kind]) for kind in AREAS if areas[kind]]
    for (kind, metres), found in sorted(lines.items(), key=lambda item: _rank(item[0])):
        width = max(metres * frame.scale, LEAST_PX)
        out.append(
            f'<path class="{LINE_CLASS[kind]}" stroke-width="{width:.1f}" d="{path_data(found)}"/>'
        )
    if blocks:
        out.append(f'<path class="map-block" d="{path_data(blocks, tolerance=0.35)}"/>')
    return "".join(out)


def _rank(key: tuple[str, float]) -> tuple[int, float]:
    return ("water", "path", "road", "rail").index(key[0]), key[1]


def _area(kind: str, found: list[BaseGeometry]) -> str:
    return f'<path class="{AREA_CLASS[kind]}" fill-rule="evenodd" d="{path_data(found, tolerance=0.4)}"/>'


def _sorted(
    ground: Placed, streets: Placed
) -> tuple[
    dict[str, list[BaseGeometry]], dict[tuple[str, float], list[BaseGeometry]], list[BaseGeometry]
]:
    areas: dict[str, list[BaseGeometry]] = defaultdict(list)
    lines: dict[tuple[str, float], list[BaseGeometry]] = defaultdict(list)
    blocks: list[BaseGeometry] = []
    every = [(*one, False) for one in ground] + [(*one, True) for one in streets]
    for feature, placed, street in every:
        kind = _kind(feature, street)
        if placed.geom_type.endswith("LineString") or placed.geom_type == "GeometryCollection":
            lines[_line_key(kind, feature)].append(placed)
        elif kind == "building":
            blocks.append(placed)
        elif kind in AREA_CLASS:
            areas[kind].append(placed)
        elif kind in {"road", "path"}:
            areas["square"].append(placed)
    return areas, lines, blocks


def placed_in(features: Iterable[Feature], frame: Frame) -> Placed:
    """The features with their geometry in pixels, clipped; without those of which nothing shows."""
    every = list(features)
    shapes = np.array([shape(feature["geometry"]) for feature in every], dtype=object)
    geometries = shapely.transform(shapes, frame.points)
    wrong = ~shapely.is_valid(geometries) & (shapely.get_dimensions(geometries) == 2)
    geometries[wrong] = shapely.make_valid(geometries[wrong])
    clipped = frame.clip(geometries)
    return [
        (feature, placed)
        for feature, placed in zip(every, clipped, strict=True)
        if not placed.is_empty
    ]


def _kind(feature: Feature, street: bool) -> str:
    kind = str(feature.get("properties", {}).get("kind", ""))
    if street:
        return "path" if kind in {"footway", "path", "steps", "cycleway", "track"} else "road"
    return kind


def _line_key(kind: str, feature: Feature) -> tuple[str, float]:
    properties = feature.get("properties", {})
    if kind == "rail":
        return "rail", RAIL_METRES
    if kind == "water":
        return "water", STREAM_METRES
    if kind == "road":
        highway = str(properties.get("highway") or properties.get("kind") or "road")
        return "road", ROAD_METRES.get(highway.removesuffix("_link"), 6.0)
    return "path", PATH_METRES
