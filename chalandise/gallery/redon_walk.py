"""What is within a walk of the middle of Redon, along its streets.

Real: streets and shops of the OpenStreetMap extract shipped with Beffroi (9 September 2019,
© OpenStreetMap contributors, ODbL 1.0). Hypotheses: 4.5 km/h, 2.25 on stairs, 1.25 m/s off the
street. The extract is cut at a rectangle of about 1.1 × 0.8 km: beyond, nothing is known.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import osmium
from chalandise.travel import (
    Isochrone,
    StreetGraph,
    TravelTimes,
    isochrones,
    straight_line_times,
    travel_times,
)
from chalandise.travel.osm import FOOT, read_streets
from pyproj import Transformer

EXTRACT = Path(__file__).parents[2] / "src/beffroi/portal/demo/data/redon.osm.gz"
START = (-2.0842143, 47.6510682)  # the extract's own node for the town, degrees
LIMITS = (300, 600, 900)  # seconds
EDGE = 40.0  # metres from the end of the known streets that count as the end
LAMBERT = 2154


@cache
def streets() -> StreetGraph:
    return read_streets(EXTRACT, FOOT, crs=LAMBERT)


@cache
def shops() -> tuple[tuple[str, ...], np.ndarray]:
    """Kinds, and degrees, of the shops mapped as points."""
    found = [
        (thing.tags["shop"], thing.location.lon, thing.location.lat)
        for thing in osmium.FileProcessor(str(EXTRACT))
        if thing.is_node() and "shop" in thing.tags and thing.tags["shop"] != "vacant"
    ]
    return tuple(kind for kind, *_ in found), np.array([place for _, *place in found])


@cache
def areas() -> list[Isochrone]:
    return isochrones(streets(), [START], LIMITS, crs=4326, resolution=10, margin=40)


@cache
def walks() -> TravelTimes:
    """From the start to each shop, 15 minutes at most."""
    return travel_times(streets(), [START], shops()[1], limit=900, crs=4326)


def within() -> list[int]:
    """Shops within 5, 10, 15 minutes."""
    return [int((walks().seconds <= limit).sum()) for limit in LIMITS]


def bend() -> float:
    """Median of way over straight line to the shops, the last metres to the door included."""
    graph, limit, walking = streets(), 900, 4.5
    started = metres([START])
    straight = straight_line_times(
        started, metres(shops()[1]), crs=graph.crs, limit=limit, speed=walking, detour=1.0
    )  # fmt: skip
    return float(np.median(walks().to_dense() / straight.to_dense()))


def first_at_the_edge() -> dict[str, float]:
    """Minutes until a walker meets the end of what is known, by side."""
    nodes, (low, high) = streets().xy, known()
    sides = {
        "west": nodes[:, 0] < low[0] + EDGE,
        "east": nodes[:, 0] > high[0] - EDGE,
        "south": nodes[:, 1] < low[1] + EDGE,
        "north": nodes[:, 1] > high[1] - EDGE,
    }
    times = travel_times(streets(), metres([START]), nodes, limit=3600).to_dense()[0] / 60
    return {side: float(times[near].min()) for side, near in sides.items()}


def known() -> np.ndarray:
    """Lowest and highest corner of the streets of the extract, metres."""
    return np.array([streets().xy.min(axis=0), streets().xy.max(axis=0)])


def metres(degrees) -> np.ndarray:
    turn = Transformer.from_crs(4326, LAMBERT, always_xy=True)
    return np.column_stack(turn.transform(*np.asarray(degrees, dtype=float).T))
