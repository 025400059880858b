"""`read`: a whole extract into records, with every refusal and doubt told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeAlias

import shapely
from shapely.geometry.base import BaseGeometry

from beffroi.sources.osm import ground, premises
from beffroi.sources.osm.buildings import AddressPoint, place_in_buildings
from beffroi.sources.osm.container import sniff, true_on
from beffroi.sources.osm.ground import Found
from beffroi.sources.osm.merge import keep_one
from beffroi.sources.osm.passes import Box, Progress, Raw, RawRelation, RawWay, Tags, run
from beffroi.sources.osm.reading import Reading, read_tags
from beffroi.sources.osm.shapes import (
    BadRing,
    Cut,
    anchor,
    footprint,
    is_ring,
    relation_area,
    way_area,
)
from beffroi.sources.osm.tags import TagTable
from beffroi.sources.records import Fault, GroundSeen, PremisesSeen, SourceFacts, StreetSeen

STREET_RELATIONS = ("associatedStreet", "street")
LICENCE = "ODbL-1.0"
ATTRIBUTION = "© les contributeurs d’OpenStreetMap"
URL = "https://www.openstreetmap.org/copyright"


@dataclass(frozen=True, slots=True)
class OutOfField:
    """An establishment the observatory leaves out, and why (a subfamily of the country pack)."""

    ref: str
    tag: str
    reason: str
    name: str = ""


@dataclass(frozen=True)
class OsmExtract:
    """All that one extract gave; `elements` counts the file's nodes, ways and relations."""

    facts: SourceFacts
    premises: tuple[PremisesSeen, ...]
    streets: tuple[StreetSeen, ...]
    ground: tuple[GroundSeen, ...]
    faults: tuple[Fault, ...]
    outside: tuple[OutOfField, ...]
    elements: Mapping[str, int]
    table_version: str


@dataclass
class _Harvest:
    premises: list[PremisesSeen] = field(default_factory=list)
    streets: list[StreetSeen] = field(default_factory=list)
    ground: list[GroundSeen] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    outside: list[OutOfField] = field(default_factory=list)
    unknown: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def take(self, found: Iterable[Found]) -> None:
        for record in found:
            if isinstance(record, StreetSeen):
                self.streets.append(record)
            elif isinstance(record, GroundSeen):
                self.ground.append(record)
            else:
                self.faults.append(record)


def read(
    path: Path, *, tags: TagTable, within: Box | None = None, progress: Progress | None = None
) -> OsmExtract:
    """Read an OSM extract (.osm, .osm.gz, .osm.bz2, .pbf, whatever its suffix).

    `within` (west, south, east, north, degrees) keeps a departement's file to one town.
    `progress(elements_read, kind)` is called every 50,000 elements; what it raises stops the
    reading. Raises UnreadableSource when the file as a whole cannot be read.
    """
    raw = run(path, _wanted(tags), within=within, progress=progress)
    harvest = _Harvest()
    streets = _associated_streets(raw)
    inside_relations = _drawn_by_relations(raw)
    for place in _places(raw):
        if not tags.silent(place[1]):
            _take_premises(harvest, place, tags, streets)
    _take_ground(harvest, raw, inside_relations)
    _tell_unknown(harvest)
    harvest.faults.extend(_repeated(raw))
    kept, merged = keep_one(harvest.premises)
    doors = list(_address_points(raw, tags, streets))
    return OsmExtract(
        facts=_facts(path),
        premises=tuple(place_in_buildings(kept, harvest.ground, doors)),
        streets=tuple(harvest.streets),
        ground=tuple(harvest.ground),
        faults=tuple(dict.fromkeys(harvest.faults + merged)),
        outside=tuple(harvest.outside),
        elements=dict(raw.seen),
        table_version=tags.version,
    )


def _wanted(table: TagTable) -> Callable[[Tags], bool]:
    keys = {*table.telling, *ground.GROUND_KEYS, "place", "addr:housenumber"}

    def wanted(tags: Tags) -> bool:
        kind = tags.get("type")
        if kind in STREET_RELATIONS:
            return True
        if kind in ("boundary", "route", "waterway", "public_transport"):
            return False
        return kind == "multipolygon" or not keys.isdisjoint(tags)

    return wanted


def _facts(path: Path) -> SourceFacts:
    container = sniff(path)
    as_of = true_on(path, container) if container else None
    return SourceFacts("osm", as_of, LICENCE, ATTRIBUTION, URL)


# ── premises ────────────────────────────────────────────────────────────────────────────

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


def _take_premises(
    harvest: _Harvest, place: Place, table: TagTable, streets: Mapping[str, str]
) -> None:
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


def _take_one(harvest: _Harvest, place: Place, reading: Reading, street: str) -> None:
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


def _associated_streets(raw: Raw) -> dict[str, str]:
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


def _address_points(
    raw: Raw, table: TagTable, streets: Mapping[str, str]
) -> Iterator[AddressPoint]:
    for node, (tags, lon, lat) in raw.nodes.items():
        number = tags.get("addr:housenumber", "")
        if number and table.silent(tags):
            street = tags.get("addr:street") or streets.get(f"node/{node}", "")
            yield AddressPoint(lon, lat, number, street)


# ── ground ──────────────────────────────────────────────────────────────────────────────


def _take_ground(harvest: _Harvest, raw: Raw, drawn: set[int]) -> None:
    for node, (tags, lon, lat) in raw.nodes.items():
        harvest.take(ground.from_node(f"node/{node}", tags, lon, lat))
    for number, way in raw.ways.items():
        if number not in drawn:
            harvest.take(ground.from_way(raw, f"way/{number}", way))
    for number, relation in raw.relations.items():
        if relation.tags.get("type") not in STREET_RELATIONS:
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
    kind = ground.area_kind(ground.relation_tags(raw, relation))
    for letter, number, role in relation.members:
        way = raw.ways.get(number) if letter == "w" and role != "inner" else None
        if way and kind and is_ring(way) and ground.area_kind(way.tags) == kind:
            yield number


# ── what is told at the end ─────────────────────────────────────────────────────────────


def _tell_unknown(harvest: _Harvest) -> None:
    for tag, refs in sorted(harvest.unknown.items()):
        places = ", ".join(refs[:5]) + (" …" if len(refs) > 5 else "")
        harvest.faults.append(
            Fault(
                "unknown_tag",
                f"« {tag} » n’est pas dans la table des activités ({len(refs)} lieu(x) : {places}).",
                ref=refs[0],
                column=tag.partition("=")[0],
                value=tag,
                expected="une valeur de osm_families.csv",
                severity="doubtful",
            )
        )


def _repeated(raw: Raw) -> Iterator[Fault]:
    for ref, times in Counter(raw.repeated).items():
        yield Fault(
            "duplicate_id",
            f"L’identifiant figure {times + 1} fois dans le fichier : la dernière version est gardée.",
            ref=ref,
            severity="doubtful",
        )
