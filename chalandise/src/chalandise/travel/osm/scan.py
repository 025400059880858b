"""What is taken from an OSM file: open ways first, then their nodes; the file's order is free."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from chalandise.errors import Fault, InputFaults

from .barriers import stops
from .modes import Mode
from .restrictions import Restriction, restriction
from .speeds import unread
from .ways import CLOSED, Passage, passage

Path = str | os.PathLike[str]


@dataclass(slots=True)
class Ways:
    """The ways open to a mode, by OSM id, and what was counted on the way."""

    refs: dict[int, npt.NDArray[np.int64]] = field(default_factory=dict)
    passages: dict[int, Passage] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    unread: set[int] = field(default_factory=set)
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class Nodes:
    """Nodes of open ways: ids ascending, WGS 84 degrees, and whether each stops the mode."""

    ids: npt.NDArray[np.int64]
    lonlat: npt.NDArray[np.float64]
    stopped: npt.NDArray[np.bool_]


def scan_ways(path: Path, mode: Mode) -> Ways:
    """Streets and ferries open to a mode."""
    osmium = _osmium()
    found = Ways()
    with _told(path):
        streets = osmium.FileProcessor(path, osmium.osm.WAY).with_filter(
            osmium.filter.KeyFilter("highway", "route")
        )
        for way in streets:
            tags = dict(way.tags)
            if "highway" in tags or tags["route"] == "ferry":
                _take(found, way.id, tags, [node.ref for node in way.nodes], mode)
    return found


def scan_nodes(path: Path, ways: Ways, mode: Mode) -> Nodes:
    """The nodes those ways name, as far as the file has them."""
    osmium = _osmium()
    refs = np.concatenate([np.empty(0, np.int64), *ways.refs.values()])
    ids, places, stopped = array("q"), array("d"), array("b")
    with _told(path):
        nodes = osmium.FileProcessor(path, osmium.osm.NODE).with_filter(
            osmium.filter.IdFilter(np.unique(refs).tolist())
        )
        for node in nodes:
            if node.location.valid():
                ids.append(node.id)
                places.extend((node.location.lon, node.location.lat))
                stops_mode = bool(node.tags) and stops(dict(node.tags), mode.keys, mode.barriers)
                stopped.append(stops_mode)
    found, last = np.unique(np.array(ids, np.int64)[::-1], return_index=True)  # the last counts
    rows = len(ids) - 1 - last
    return Nodes(found, np.array(places).reshape(-1, 2)[rows], np.array(stopped, bool)[rows])


def scan_restrictions(path: Path, mode: Mode) -> list[Restriction]:
    """Turning restrictions that bind a mode."""
    osmium = _osmium()
    with _told(path):
        relations = osmium.FileProcessor(path, osmium.osm.RELATION).with_filter(
            osmium.filter.TagFilter(("type", "restriction"))
        )
        told = [
            restriction(dict(one.tags), [(m.role, m.type, m.ref) for m in one.members], mode)
            for one in relations
        ]
    return [one for one in told if one is not None]


def _take(found: Ways, way: int, tags: dict[str, str], refs: list[int], mode: Mode) -> None:
    if way in found.seen:
        found.repeated += 1
        found.refs.pop(way, None)
        found.unread.discard(way)
    found.seen.add(way)
    way_passage = passage(tags, mode)
    if way_passage == CLOSED or not (way_passage.forward or way_passage.backward):
        return
    found.refs[way] = np.array(refs, dtype=np.int64)
    found.passages[way] = way_passage
    if mode.drives and unread(tags):
        found.unread.add(way)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """The reader's own errors, in ours."""
    osmium = _osmium()
    try:
        yield
    except (RuntimeError, osmium.InvalidLocationError) as error:
        raise InputFaults([Fault(os.fspath(path), f"cannot be read: {error}")]) from error


def _osmium() -> Any:
    try:
        import osmium
        import osmium.filter
    except ImportError as error:
        raise ImportError(
            'reading extracts needs the extra: pip install "chalandise[osm]"'
        ) from error
    return osmium
