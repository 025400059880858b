"""How long a walk takes, told as people do: whole minutes, at least one."""

from __future__ import annotations

import math
from typing import NamedTuple

METRES_A_MINUTE = 75.0  # 4.5 km/h, an ordinary pace in town
DETOUR = 1.3  # streets against the straight line: usual ratio in old town centres, an estimate
EARTH = 6_371_000.0  # metres


class Point(NamedTuple):
    """Degrees, WGS 84."""

    lon: float
    lat: float


def straight_m(one: Point, other: Point) -> float:
    """Metres between two points of a town (equirectangular: exact to 0.1 % within 50 km)."""
    east = math.radians(other.lon - one.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    return EARTH * math.hypot(east, math.radians(other.lat - one.lat))


def walk_minutes(one: Point, other: Point) -> int:
    """Minutes on foot, an estimate: the straight line and a detour."""
    return max(1, round(straight_m(one, other) * DETOUR / METRES_A_MINUTE))
