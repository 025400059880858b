"""What tags draw: buildings, water, green, rails, squares, roads; and which ways are streets."""

from __future__ import annotations

from beffroi.sources.osm.passes import Tags
from beffroi.sources.records import GroundKind

PATHS = {"footway", "path", "steps", "cycleway", "bridleway", "track", "corridor"}
NO_WAY = {"platform", "elevator", "proposed", "construction", "razed", "abandoned", "bus_stop"}
RAILS = {"rail", "tram", "light_rail", "subway", "narrow_gauge", "funicular"}
WATER_AREAS = {
    ("natural", "water"),
    ("waterway", "riverbank"),
    ("waterway", "dock"),
    ("landuse", "basin"),
    ("landuse", "reservoir"),
}
WATER_LINES = {"river", "canal", "stream"}
GREEN = {
    "leisure": {"park", "garden", "pitch", "playground", "golf_course", "nature_reserve"},
    "landuse": {
        "grass",
        "forest",
        "meadow",
        "recreation_ground",
        "village_green",
        "cemetery",
        "allotments",
        "orchard",
        "vineyard",
        "flowerbed",
    },
    "natural": {"wood", "scrub", "grassland", "heath", "wetland"},
}
GROUND_KEYS = ("highway", "building", "railway", "natural", "waterway", "landuse", "leisure")


def area_kind(tags: Tags) -> GroundKind | None:
    """What a closed outline with these tags is, the most telling first."""
    if tags.get("amenity") == "parking":
        return "car_park"
    if tags.get("amenity") == "marketplace":
        return "marketplace"
    if tags.get("building", "no") != "no":
        return "building"
    if tags.get("place") == "square" or _walked_area(tags):
        return "square"
    if any(tags.get(key) == value for key, value in WATER_AREAS):
        return "water"
    if any(tags.get(key) in values for key, values in GREEN.items()):
        return "green"
    return None


def line_kind(tags: Tags) -> GroundKind | None:
    """What an open line with these tags is, streets with a name left apart."""
    highway = tags.get("highway", "")
    if highway and highway not in NO_WAY:
        return "path" if highway in PATHS else "road"
    if tags.get("railway") in RAILS:
        return "rail"
    return "water" if tags.get("waterway") in WATER_LINES else None


def is_street(tags: Tags) -> bool:
    """Whether people would call it a street: a way for them, with a name."""
    return bool(tags.get("name")) and (
        tags.get("place") == "square"
        or ("highway" in tags and tags["highway"] not in NO_WAY | {"services", "rest_area"})
    )


def _walked_area(tags: Tags) -> bool:
    return tags.get("area") == "yes" and tags.get("highway") in ("pedestrian", "footway")
