"""Streets and ground of every element, each drawn once."""

from __future__ import annotations

from collections.abc import Iterator

from beffroi.sources.osm import ground
from beffroi.sources.osm.harvest import Harvest
from beffroi.sources.osm.kinds import area_kind
from beffroi.sources.osm.passes import Raw, RawRelation
from beffroi.sources.osm.shapes import is_ring


def take_ground(harvest: Harvest, raw: Raw) -> None:
    """Streets, buildings, water… from nodes, ways and multipolygons."""
    drawn = _drawn_by_relations(raw)
    for node, (tags, lon, lat) in raw.nodes.items():
        harvest.take(ground.from_node(f"node/{node}", tags, lon, lat))
    for number, way in raw.ways.items():
        if number not in drawn:
            harvest.take(ground.from_way(raw, f"way/{number}", way))
    for number, relation in raw.relations.items():
        if relation.tags.get("type") == "multipolygon":
            harvest.take(ground.from_relation(raw, f"relation/{number}", relation))


def _drawn_by_relations(raw: Raw) -> set[int]:
    """Outer ways that a relation already draws as the same thing: not drawn twice."""
    return {
        number
        for relation in raw.relations.values()
        if relation.tags.get("type") == "multipolygon"
        for number in _same_outer(raw, relation)
    }


def _same_outer(raw: Raw, relation: RawRelation) -> Iterator[int]:
    kind = area_kind(ground.relation_tags(raw, relation))
    for letter, number, role in relation.members:
        way = raw.ways.get(number) if letter == "w" and role != "inner" else None
        if way and kind and is_ring(way) and area_kind(way.tags) == kind:
            yield number
