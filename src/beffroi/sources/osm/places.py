"""Every tagged element asked whether it is a premises, and what becomes of the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TypeAlias

import shapely
from shapely.geometry.base import BaseGeometry

from beffroi.sources.osm import ground, premises
from beffroi.sources.osm.buildings import AddressPoint
from beffroi.sources.osm.harvest import Harvest, OutOfField
from beffroi.sources.osm.passes import Raw, RawRelation, RawWay, Tags
from beffroi.sources.osm.reading import Reading, read_tags
from beffroi.sources.osm.shapes import BadRing, Cut, anchor, footprint, relation_area, way_area
from beffroi.sources.osm.tags import TagTable

STREET_RELATIONS = ("associatedStreet", "street")


def take_premises(harvest: Harvest, raw: Raw, table: TagTable, streets: Mapping[str, str]) -> None:
    """Premises, refusals and what is out of the field, from every element that trades."""
    for place in _places(raw):
        if not table.silent(place[1]):
            _take(harvest, place, table, streets)


Shape: TypeAlias = BaseGeometry | Cut | BadRing
Place: TypeAlias = tuple[str, Tags, Callable[[], Shape]]


def _places(raw: Raw) -> Iterator[Place]:
    """Every tagged element, with its shape on demand: few of them are premises."""
    for node, (tags, lon, lat) in raw.nodes.items():
        yield f"node/{node}", tags, partial(shapely.Point, lon, lat)
    for number, way in raw.ways.items():
        yield f"way/{number}", way.tags, partial(_tried, way_area, raw, way)
    for number, relation in raw.relations.items():
        if relation.tags.get("type") not in STREET_RELATIONS:
            yield f"relation/{number}", relation.tags, partial(_tried, relation_area, raw, relation)


def _tried(make: Callable[..., BaseGeometry], raw: Raw, element: RawWay | RawRelation) -> Shape:
    try:
        return make(raw, element)
    except (Cut, BadRing) as refusal:
        return refusal


def _take(harvest: Harvest, place: Place, table: TagTable, streets: Mapping[str, str]) -> None:
    ref, tags, _ = place
    reading = read_tags(tags, table)
    if reading.trade is not None and not reading.trade.known:
        harvest.unknown[reading.trade.tag].append(ref)
    if reading.kind == "upstairs":
        harvest.faults.append(premises.upstairs(ref, tags, reading))
        harvest.outside.append(OutOfField(ref, reading.tag, "etage", tags.get("name", "")))
    elif reading.kind == "unclear":
        harvest.faults.append(premises.unclear(ref, reading))
    elif reading.kind == "out" and reading.trade is not None:
        reason = reading.trade.row.subfamily
        harvest.outside.append(OutOfField(ref, reading.tag, reason, tags.get("name", "")))
    elif reading.kind in ("occupied", "vacant"):
        _take_one(harvest, place, reading, streets.get(ref, ""))


def _take_one(harvest: Harvest, place: Place, reading: Reading, street: str) -> None:
    ref, tags, draw = place
    shape = draw()
    if isinstance(shape, Cut):
        harvest.faults.append(ground.cut_fault(ref, tags, shape))
        return
    if isinstance(shape, BadRing):
        harvest.faults.append(ground.ring_fault(ref, tags))
        return
    if shape.geom_type == "Point":
        seen = premises.premises(ref, tags, (shape.x, shape.y), reading, street=street)
    else:
        drawn = footprint(shape)
        seen = premises.premises(ref, tags, anchor(shape), reading, footprint=drawn, street=street)
    harvest.premises.append(seen)
    harvest.faults.extend(premises.doubts(seen, reading))


def associated_streets(raw: Raw) -> dict[str, str]:
    """Street name by element, from `associatedStreet` relations (older French addresses)."""
    letters = {"n": "node", "w": "way", "r": "relation"}
    found: dict[str, str] = {}
    for relation in raw.relations.values():
        name = relation.tags.get("name", "")
        if relation.tags.get("type") in STREET_RELATIONS and name:
            for kind, ref, role in relation.members:
                if role not in ("street", "platform"):
                    found[f"{letters[kind]}/{ref}"] = name
    return found


def address_points(raw: Raw, table: TagTable, streets: Mapping[str, str]) -> Iterator[AddressPoint]:
    for node, (tags, lon, lat) in raw.nodes.items():
        number = tags.get("addr:housenumber", "")
        if number and table.silent(tags):
            street = tags.get("addr:street") or streets.get(f"node/{node}", "")
            yield AddressPoint(lon, lat, number, street)
