"""The building that holds each premises, and the address that building bears."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry

from beffroi.sources.records import GroundSeen, PremisesSeen

ON_WALL = 1e-6  # degrees, about 10 cm: French address points stand on the front wall


@dataclass(frozen=True, slots=True)
class AddressPoint:
    """A door with a number and no trade."""

    lon: float
    lat: float
    number: str
    street: str


def place_in_buildings(
    seen: Iterable[PremisesSeen], ground: Iterable[GroundSeen], doors: Sequence[AddressPoint] = ()
) -> list[PremisesSeen]:
    """Give each premises the reference of the building that contains its point.

    The address the building bears goes to `extra` (`building_number`, `building_street`), and
    only when it has one: a hint to settle a doubt, for a corner shop may open on the other
    street.
    """
    buildings = [one for one in ground if one.kind == "building"]
    walls = [shapely.geometry.shape(one.geometry) for one in buildings]
    tree, doors_tree = shapely.STRtree(walls), _tree(doors)
    placed = []
    for one in seen:
        hits = sorted(tree.query(shapely.Point(one.lon, one.lat), predicate="intersects"))
        if not hits:
            placed.append(one)
            continue
        near = doors_tree.query(walls[hits[0]], predicate="dwithin", distance=ON_WALL)
        hint = _hint(buildings[hits[0]], [doors[at] for at in near])
        extra = {**one.extra, **hint}
        placed.append(replace(one, building_ref=buildings[hits[0]].ref, extra=extra))
    return placed


def _tree(doors: Sequence[AddressPoint]) -> shapely.STRtree:
    dots: list[BaseGeometry] = [shapely.Point(door.lon, door.lat) for door in doors]
    return shapely.STRtree(dots)


def _hint(building: GroundSeen, doors: Sequence[AddressPoint]) -> dict[str, str]:
    numbers = {door.number for door in doors} | {building.extra.get("addr:housenumber", "")}
    streets = {door.street for door in doors} | {building.extra.get("addr:street", "")}
    found = {"building_number": numbers - {""}, "building_street": streets - {""}}
    return {key: values.pop() for key, values in found.items() if len(values) == 1}
