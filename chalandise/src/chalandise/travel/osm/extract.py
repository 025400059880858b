"""A street graph from an OpenStreetMap extract."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from pyproj import Geod

from chalandise.errors import Fault, InputFaults

from ..building import assemble
from ..frames import WGS84, frame, to_frame, utm
from ..graph import Floats, Ints, Segments, StreetGraph
from ..reading import Reading
from .modes import FOOT, Mode
from .restrictions import held
from .scan import Nodes, Path, Ways, scan_nodes, scan_restrictions, scan_ways

EARTH = Geod(ellps="WGS84")
KMH = 3.6  # km/h in a m/s


def read_streets(path: Path, mode: Mode = FOOT, *, crs: Any = None) -> StreetGraph:
    """The streets of an OpenStreetMap extract open to one mode.

    Parameters
    ----------
    path : path-like
        `.osm`, `.osm.gz`, `.osm.bz2` or `.pbf`; in any order, clipped or not.
    mode : Mode
        `FOOT`, `BIKE`, `CAR` or one of yours.
    crs : anything pyproj reads, optional
        In metres; the UTM zone of the middle of the extract when not given.

    Returns
    -------
    StreetGraph
        Its `reading` tells what was left out. Lengths are geodesic (WGS 84 ellipsoid), whatever
        the CRS; seconds are length over speed.

    Raises
    ------
    InputFaults
        The file cannot be read, or holds no street open to the mode.
    ImportError
        The extra `[osm]` is not installed.

    Notes
    -----
    Held: classes, access, one-ways and contraflow, roundabouts, limits, stairs, ferries, barriers,
    turning restrictions at a node. Not held: restrictions by way of a street, waiting at lights
    and quays, slopes, surfaces, conditional tags; squares (`area=yes`) are walked along their
    outline.

    A node that stops the mode becomes as many dead ends as streets meet there.
    """
    reference = None if crs is None else frame(crs)
    ways = scan_ways(path, mode)
    nodes = scan_nodes(path, ways, mode)
    table, owner, reading = _pieces(ways, nodes)
    if not len(table):
        raise InputFaults([Fault(os.fspath(path), f"holds no street open to {mode.name}")])
    lonlat, ids, segments = _split_barriers(nodes, table)
    target = reference or utm(lonlat)
    graph, _ = assemble(to_frame(lonlat, target, crs=WGS84), segments, target, ids, mode.name)
    told = scan_restrictions(path, mode)
    turns, count = held(told, graph, owner)
    reading = replace(reading, restrictions=len(told), turns=count)
    return replace(graph, turns=turns, reading=reading)


def _pieces(ways: Ways, nodes: Nodes) -> tuple[Segments, npt.NDArray[np.int64], Reading]:
    """Segments between consecutive known nodes, rows of `nodes`; their ways; what was left out."""
    refs = np.concatenate([np.empty(0, np.int64), *ways.refs.values()])
    owner = np.repeat(np.arange(len(ways.refs)), [len(r) for r in ways.refs.values()])
    row = np.searchsorted(nodes.ids, refs)
    row[row == len(nodes.ids)] = 0
    known = nodes.ids[row] == refs if len(nodes.ids) else np.zeros(len(refs), bool)
    joined = (owner[1:] == owner[:-1]) & known[1:] & known[:-1] & (refs[1:] != refs[:-1])
    at = np.flatnonzero(joined)
    speeds = np.array(list(ways.passages.values()), dtype=float).reshape(-1, 3)
    table = _timed(nodes.lonlat, row[at], row[at + 1], owner[at], speeds)
    clipped = np.unique(owner[~known])
    left = np.unique(owner[at])
    reading = Reading(
        ways=len(ways.seen),
        closed=len(ways.seen) - len(ways.refs),
        clipped=len(np.intersect1d(clipped, left)),
        vanished=len(ways.refs) - len(left),
        missing_nodes=len(np.unique(refs[~known])),
        repeated=ways.repeated,
        unread_limits=len(ways.unread),
        barriers=int(nodes.stopped.sum()),
    )
    return table, np.array(list(ways.refs), np.int64)[owner[at]], reading


def _timed(
    lonlat: Floats, tails: npt.NDArray, heads: npt.NDArray, owner: npt.NDArray, speeds: Floats
) -> Segments:
    metres = EARTH.inv(*lonlat[tails].T, *lonlat[heads].T)[2]
    whole = np.bincount(owner, metres, minlength=len(speeds))
    with np.errstate(divide="ignore", invalid="ignore"):
        told = np.where(speeds[:, 2] > 0, whole / 1000 / speeds[:, 2], 0)  # km/h of a ferry
        kmh = np.where((told > 0)[:, None] & (speeds[:, :2] > 0), told[:, None], speeds[:, :2])
        seconds = np.where(kmh[owner] > 0, metres[:, None] * KMH / kmh[owner], np.inf)
    ends = (tails.astype(np.int32), heads.astype(np.int32))
    return Segments(*ends, metres, seconds[:, 0], seconds[:, 1])


def _split_barriers(nodes: Nodes, table: Segments) -> tuple[Floats, npt.NDArray, Segments]:
    """Nodes in use, each end at a barrier a node of its own."""
    ends = np.concatenate([table.tails, table.heads]).astype(np.int64)
    at_barrier = np.flatnonzero(nodes.stopped[ends])
    source = np.concatenate([np.arange(len(nodes.ids)), ends[at_barrier]])
    ends[at_barrier] = len(nodes.ids) + np.arange(len(at_barrier))
    used, rows = np.unique(ends, return_inverse=True)
    kept, half = source[used], len(table)
    places: Ints = rows.ravel().astype(np.int32)
    return (
        nodes.lonlat[kept],
        nodes.ids[kept],
        replace(table, tails=places[:half], heads=places[half:]),
    )
