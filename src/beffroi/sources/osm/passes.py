"""Three passes over a file, in any order of its elements, keeping only what is needed.

Relations first (which ways they need), then ways (which nodes they need), then nodes. An
Overpass file is not sorted, so osmium's own area assembly refuses it; and a departement's
.pbf does not fit in memory as Python objects, so the locations live in osmium's index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import osmium
from django.utils.translation import gettext as _

from beffroi.sources.osm.container import broken, open_extract
from beffroi.sources.records import UnreadableSource

Tags = dict[str, str]
Wanted = Callable[[Tags], bool]
Progress = Callable[[int, str], None]
Box = tuple[float, float, float, float]  # west, south, east, north, degrees
PROGRESS_EVERY = 50_000


@dataclass(slots=True)
class RawWay:
    """A way as stored: its tags and the nodes it names, present or not."""

    tags: Tags
    nodes: tuple[int, ...]


@dataclass(slots=True)
class RawRelation:
    """A relation's tags and its members as (type letter, id, role)."""

    tags: Tags
    members: tuple[tuple[str, int, str], ...]


@dataclass
class Raw:
    """What the passes kept. `seen` counts every element of the file by kind."""

    nodes: dict[int, tuple[Tags, float, float]] = field(default_factory=dict)
    ways: dict[int, RawWay] = field(default_factory=dict)
    relations: dict[int, RawRelation] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    repeated: list[str] = field(default_factory=list)
    nowhere: list[str] = field(default_factory=list)  # tagged nodes without a valid place
    # "sparse_mem_map" takes nodes in any order; "flex_mem" loses those that go down
    _places: osmium.index.LocationTable = field(
        default_factory=lambda: osmium.index.create_map("sparse_mem_map")
    )

    def place(self, node: int) -> tuple[float, float] | None:
        """Longitude and latitude of a node, or None when the extract left it out."""
        try:
            spot = self._places.get(node)
        except KeyError:
            return None
        return (spot.lon, spot.lat) if spot.valid() else None


def run(
    path: Path, wanted: Wanted, *, within: Box | None = None, progress: Progress | None = None
) -> Raw:
    """Read `path`; `wanted(tags)` says which tagged elements matter.

    Raises UnreadableSource for a file that is not OSM or breaks on the way.
    """
    _container, file = open_extract(path)
    raw = Raw()
    tick = _ticker(raw, progress)
    stream = partial(_elements, path, file)
    inside = _nodes_inside(stream(osmium.osm.NODE), within) if within else None
    members = _relations(raw, stream(osmium.osm.RELATION), wanted, tick)
    ways = stream(osmium.osm.WAY)
    needed = _ways(raw, ways, lambda w, tags: w.id in members or wanted(tags), inside, tick)
    _nodes(raw, stream(osmium.osm.NODE), wanted, needed, inside, tick)
    if not raw.seen:
        raise UnreadableSource(
            _(
                "Le fichier « %(name)s » est bien un extrait OpenStreetMap, mais il ne contient "
                "aucun élément : vérifiez la zone demandée."
            )
            % {"name": path.name},
            code="no_element",
        )
    return raw


def _elements(path: Path, file: osmium.io.File, kind: osmium.osm.osm_entity_bits) -> Iterator[Any]:
    """The file's elements of one kind; what osmium cannot read is told as UnreadableSource.

    What a consumer raises (a cancelled import) does not pass here and stays what it is.
    """
    try:
        yield from osmium.FileProcessor(file, kind)
    except (RuntimeError, ValueError) as error:
        raise broken(path, error) from error


def _ticker(raw: Raw, progress: Progress | None) -> Callable[[str], None]:
    def tick(kind: str) -> None:
        raw.seen[kind] += 1
        if progress is not None and raw.seen.total() % PROGRESS_EVERY == 0:
            progress(raw.seen.total(), kind)

    return tick


def _tags(element: Any) -> Tags:
    return {tag.k: tag.v for tag in element.tags}


def _is_new(raw: Raw, store: dict[int, Any], element: Any, kind: str) -> bool:
    """False for a deleted element or an older version; a repeated id is noted."""
    if element.deleted:
        return False
    if element.id in store:
        raw.repeated.append(f"{kind}/{element.id}")
    return True


def _nodes_inside(nodes: Iterator[Any], box: Box) -> set[int]:
    west, south, east, north = box
    return {
        node.id
        for node in nodes
        if node.location.valid() and west <= node.lon <= east and south <= node.lat <= north
    }


def _relations(raw: Raw, elements: Iterator, wanted: Wanted, tick: Callable) -> set[int]:
    members: set[int] = set()
    for relation in elements:
        tick("relation")
        tags = _tags(relation)
        if not wanted(tags) or not _is_new(raw, raw.relations, relation, "relation"):
            continue
        kept = tuple((m.type, m.ref, m.role) for m in relation.members)
        raw.relations[relation.id] = RawRelation(tags, kept)
        members.update(ref for kind, ref, _role in kept if kind == "w")
    return members


def _ways(
    raw: Raw,
    elements: Iterator,
    wanted: Callable,
    inside: set[int] | None,
    tick: Callable,
) -> set[int]:
    needed: set[int] = set()
    for way in elements:
        tick("way")
        tags = _tags(way)
        if not wanted(way, tags):
            continue
        refs = tuple(node.ref for node in way.nodes)
        if inside is not None and inside.isdisjoint(refs):
            continue
        if _is_new(raw, raw.ways, way, "way"):
            raw.ways[way.id] = RawWay(tags, refs)
            needed.update(refs)
    return needed


def _nodes(
    raw: Raw,
    elements: Iterator,
    wanted: Wanted,
    needed: set[int],
    inside: set[int] | None,
    tick: Callable,
) -> None:
    for node in elements:
        tick("node")
        if node.deleted:
            continue
        if not node.location.valid():
            _note_nowhere(raw, node, wanted)
            continue
        if node.id in needed:
            raw._places.set(node.id, node.location)
        if len(node.tags) and (inside is None or node.id in inside):
            tags = _tags(node)
            if wanted(tags) and _is_new(raw, raw.nodes, node, "node"):
                raw.nodes[node.id] = (tags, node.lon, node.lat)


def _note_nowhere(raw: Raw, node: Any, wanted: Wanted) -> None:
    if len(node.tags) and wanted(_tags(node)):
        raw.nowhere.append(f"node/{node.id}")
