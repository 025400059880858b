"""A count of Redon's streets by another road: xml.etree and school geometry, nothing of ours.

It knows no table: what is a shop is written out below, from reading the file by eye.
"""

from __future__ import annotations

import gzip
import itertools
import math
import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path

FOOD_AND_MONEY = {"restaurant", "bar", "cafe", "pub", "fast_food", "bank", "pharmacy"}
OTHER_PLACES = {"driving_school", "post_office", "theatre", "arts_centre"}
OFFICES = {"insurance", "employment_agency", "estate_agent", "newspaper"}
LATITUDE = math.cos(math.radians(47.65))
METRES = 111_200.0


def is_premises(tags: dict[str, str]) -> bool:
    return (
        "shop" in tags
        or "disused:shop" in tags
        or "craft" in tags
        or tags.get("amenity") in FOOD_AND_MONEY | OTHER_PLACES
        or tags.get("office") in OFFICES
        or tags.get("tourism") in ("hotel", "gallery")
        or tags.get("information") == "office"
        or tags.get("healthcare") == "laboratory"
    ) and tags.get("level") != "1"


def count_streets(path: Path) -> dict[str, set[str]]:
    """References of the premises of each street: by addr:street, else the nearest named way."""
    with gzip.open(path) as file:
        root = ET.parse(file).getroot()
    at = {n.get("id"): _plane(n) for n in root.iter("node")}
    streets = list(_street_segments(root, at))
    found = defaultdict(set)
    for element in root:
        tags = _tags(element)
        if element.tag in ("node", "way") and is_premises(tags):
            spot = at[element.get("id")] if element.tag == "node" else _middle(element, at)
            near = min((_apart(spot, a, b), name) for name, a, b in streets)
            street = tags.get("addr:street") or (near[1] if near[0] <= 40 else "")
            found[street].add(f"{element.tag}/{element.get('id')}")
    return dict(found)


def _street_segments(root, at):
    for way in root.iter("way"):
        tags = _tags(way)
        if "name" in tags and ("highway" in tags or tags.get("place") == "square"):
            refs = [nd.get("ref") for nd in way.iter("nd")]
            for one, two in itertools.pairwise(refs):
                if one in at and two in at:
                    yield tags["name"], at[one], at[two]
    for relation in root.iter("relation"):
        tags = _tags(relation)
        if tags.get("type") == "multipolygon" and "name" in tags and "highway" in tags:
            ways = {m.get("ref") for m in relation.iter("member") if m.get("role") == "outer"}
            for way in root.iter("way"):
                refs = [nd.get("ref") for nd in way.iter("nd")] if way.get("id") in ways else []
                for one, two in itertools.pairwise(refs):
                    yield tags["name"], at[one], at[two]


def _tags(element) -> dict[str, str]:
    return {t.get("k"): t.get("v") for t in element.findall("tag")}


def _plane(node) -> tuple[float, float]:
    return float(node.get("lon")) * LATITUDE * METRES, float(node.get("lat")) * METRES


def _middle(way, at) -> tuple[float, float]:
    """Centre of gravity of an outline (all are convex enough here for it to lie inside)."""
    ring = [at[nd.get("ref")] for nd in way.iter("nd")]
    ox, oy = ring[0]
    area = x = y = 0.0
    for (ax, ay), (bx, by) in itertools.pairwise(ring):
        cross = (ax - ox) * (by - oy) - (bx - ox) * (ay - oy)
        area += cross
        x += (ax + bx - 2 * ox) * cross
        y += (ay + by - 2 * oy) * cross
    return ox + x / (3 * area), oy + y / (3 * area)


def _apart(p, a, b) -> float:
    (px, py), (ax, ay), (bx, by) = p, a, b
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return math.hypot(px - ax - share * (bx - ax), py - ay - share * (by - ay))
