"""Turning restrictions. https://wiki.openstreetmap.org/wiki/Relation:restriction"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from ..graph import Ints, StreetGraph
from ..turning import Turns
from .modes import Mode

Member = tuple[str, str, int]  # role, kind ("n", "w", "r"), OSM id
Arriving = tuple[list[int], list[int]]  # arcs of a street into a node, and out of it
ON_FOOT = "foot"
PLACED = ("hour_on", "day_on", "hour_off", "day_off")  # the old way to say at which hours


@dataclass(frozen=True, slots=True)
class Restriction:
    """Who comes along `came` may not leave `via` by `goes`; or, if `only`, by nothing else.

    `via` is None where the relation cannot be held: by way of a street, by the hour, or unclear.
    """

    came: tuple[int, ...]
    via: int | None
    goes: tuple[int, ...]
    only: bool


def restriction(
    tags: Mapping[str, str], members: Sequence[Member], mode: Mode
) -> Restriction | None:
    """What a relation asks of a mode; None when nothing.

    `restriction:<key>` binds those whom the access key names, `restriction` all that are not in
    `except`. Nobody on foot is bound.
    """
    if ON_FOOT in mode.keys:
        return None
    own = [f"restriction:{key}" for key in mode.keys]
    told = next((tags[key] for key in own if key in tags), None)
    excepted = {part.strip() for part in tags.get("except", "").split(";")}
    if told is None and not excepted & set(mode.keys):
        told = tags.get("restriction", tags.get("restriction:conditional"))
    if told is None or not told.startswith(("no_", "only_")):
        return None if told is None or "@" not in told else Restriction((), None, (), False)
    came, via, goes = (_named(members, role) for role in ("from", "via", "to"))
    nodes = [ref for kind, ref in via if kind == "n"]
    only, clear = told.startswith("only_"), len(nodes) == len(via) == 1
    if "@" in told or any(key in tags for key in PLACED) or (only and len(came) * len(goes) != 1):
        clear = False
    ways = (tuple(ref for kind, ref in side if kind == "w") for side in (came, goes))
    first, last = ways
    return Restriction(first, nodes[0] if clear else None, last, only)


def _named(members: Sequence[Member], role: str) -> list[tuple[str, int]]:
    return [(kind, ref) for told, kind, ref in members if told == role]


def held(
    told: Sequence[Restriction], graph: StreetGraph, owner: npt.NDArray[np.int64]
) -> tuple[Turns | None, int]:
    """The forbidden pairs of arcs, and how many restrictions they hold.

    Parameters
    ----------
    told : sequence of Restriction
    graph : StreetGraph
        `ids` are OSM's.
    owner : ndarray of int64, shape (m,)
        OSM id of the way of each segment.
    """
    arms = _arms(told, graph, owner)
    pairs = [list(_pairs(one, arms.get(one.via, {}))) for one in told]
    found = sorted({pair for some in pairs for pair in some})
    if not found:
        return None, 0
    came, goes = np.array(found, np.int32).T
    return Turns(np.ascontiguousarray(came), np.ascontiguousarray(goes)), sum(map(bool, pairs))


def _pairs(one: Restriction, arms: Mapping[int, Arriving]) -> Iterator[tuple[int, int]]:
    """Of one restriction; a street that passes through the node leaves open which end is meant."""
    for first, last in product(one.came, one.goes):
        into, out = arms.get(first, ([], []))[0], arms.get(last, ([], []))[1]
        if len(into) != 1 or len(out) != 1:
            continue
        if one.only:
            rest = (arc for _, others in arms.values() for arc in others if arc != out[0])
            yield from ((into[0], arc) for arc in rest)
        else:
            yield into[0], out[0]


def _arms(
    told: Sequence[Restriction], graph: StreetGraph, owner: npt.NDArray[np.int64]
) -> dict[int | None, dict[int, Arriving]]:
    """By the OSM id of a node where turns are forbidden: the open arcs of each street there."""
    ends: tuple[Ints, Ints] = graph.segments.tails, graph.segments.heads
    wanted = np.isin(graph.ids, [one.via for one in told if one.via is not None])
    arms: dict[int | None, dict[int, Arriving]] = {}
    for end in (0, 1):
        for at in np.flatnonzero(wanted[ends[end]]).tolist():
            node = arms.setdefault(int(graph.ids[ends[end][at]]), {})
            street = node.setdefault(int(owner[at]), ([], []))
            for way, side in ((1 - end, 0), (end, 1)):  # from the head into the tail, and out
                arc = int(graph.arc_rows[way, at])
                if arc >= 0:
                    street[side].append(arc)
    return arms
