"""Where could a trade open? Vacant premises ranked by points, each with its reason.

Every point is a fact known of the place; the weights are ours [J], few and whole, so that anybody can
count them again. What is not known (rent, area, equipment, whether it is to let) has no points.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from beffroi.premises.rules.trades.plan import Wish, concerns, names

NEAR, FAR = 100.0, 300.0  # metres between two shops of one trade [J]
LONG = dt.timedelta(days=730)  # the usual bound of structural vacancy
KIN = 2  # neighbours of the same family that make a place of it [J]


class Why(StrEnum):
    """What speaks for a place, or against it."""

    STREET = "street"
    SECTOR = "sector"
    TOWN = "town"
    UNWANTED = "unwanted"
    SAME_TRADE = "same_trade"
    SAME_FAMILY = "same_family"
    KIN = "kin"
    ALONE = "alone"
    CLOSE = "close"
    LONG_EMPTY = "long_empty"
    WORKS = "works"


POINTS: dict[Why, int] = {
    Why.STREET: 3, Why.SECTOR: 2, Why.TOWN: 1, Why.UNWANTED: -3, Why.SAME_TRADE: 2,
    Why.SAME_FAMILY: 1, Why.KIN: 1, Why.ALONE: 1, Why.CLOSE: -1, Why.LONG_EMPTY: -1, Why.WORKS: -1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A door beside: its sign, its family, and whether it is empty."""

    name: str
    family: str
    vacant: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A vacant cell, with what is known of it. Degrees, metres."""

    public_id: str
    lon: float
    lat: float
    state: str
    street: int | None
    sectors: frozenset[int]
    since: dt.date | None  # None: empty since nobody knows when
    last_activity: str
    last_family: str
    neighbours: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place with what speaks for it and against it; `nearest_m` to a shop of the same trade."""

    place: Place
    reasons: tuple[Why, ...]
    nearest_m: float | None

    @property
    def points(self) -> int:
        """The sum of its reasons."""
        return sum(POINTS[why] for why in self.reasons)


def rank(
    places: Iterable[Place],
    *,
    activity: str,
    family: str,
    wishes: Sequence[Wish],
    same: Sequence[tuple[float, float]],
    on: dt.date,
) -> list[Ranked]:
    """Places by points, most first, then the freshest vacancy, then by name.

    `same` are the (lon, lat) of the shops of this trade in activity.
    """
    found = [_ranked(one, activity, family, wishes, same, on) for one in places]
    return sorted(found, key=lambda r: (-r.points, _age(r.place, on), r.place.public_id))


def _age(place: Place, on: dt.date) -> int:
    return (on - place.since).days if place.since else 10**6


def _ranked(
    place: Place,
    activity: str,
    family: str,
    wishes: Sequence[Wish],
    same: Sequence[tuple[float, float]],
    on: dt.date,
) -> Ranked:
    nearest = min((metres(place.lon, place.lat, *at) for at in same), default=None)
    reasons = [
        *_wished(place, activity, family, wishes),
        *_before(place, activity, family),
        *_around(place, family, nearest),
        *_emptiness(place, on),
    ]
    return Ranked(place, tuple(reasons), nearest)


def _wished(place: Place, activity: str, family: str, wishes: Sequence[Wish]) -> list[Why]:
    """The strongest of what was decided here; a refusal stands beside it."""
    own = [
        wish
        for wish in wishes
        if names(wish, activity=activity, family=family)
        and concerns(wish, street=place.street, sectors=place.sectors)
    ]
    wanted = [wish for wish in own if wish.wanted]
    found: list[Why] = []
    if any(wish.street is not None for wish in wanted):
        found.append(Why.STREET)
    elif any(wish.sector is not None for wish in wanted):
        found.append(Why.SECTOR)
    elif wanted:
        found.append(Why.TOWN)
    return found + [Why.UNWANTED] * any(not wish.wanted for wish in own)


def _before(place: Place, activity: str, family: str) -> list[Why]:
    if activity and place.last_activity == activity:
        return [Why.SAME_TRADE]
    return [Why.SAME_FAMILY] * bool(family and place.last_family == family)


def _around(place: Place, family: str, nearest: float | None) -> list[Why]:
    kin = sum(one.family == family and not one.vacant for one in place.neighbours)
    found = [Why.KIN] * (kin >= KIN)
    if nearest is not None and nearest < NEAR:
        return [*found, Why.CLOSE]
    return found + [Why.ALONE] * (nearest is not None and nearest >= FAR)


def _emptiness(place: Place, on: dt.date) -> list[Why]:
    found = [Why.LONG_EMPTY] * (place.since is not None and on - place.since >= LONG)
    return found + [Why.WORKS] * (place.state == "works_unknown")


def metres(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Between two points (degrees) of one town, on a plane tangent there."""
    east = math.radians(other_lon - lon) * math.cos(math.radians((lat + other_lat) / 2))
    return 6_371_000 * math.hypot(east, math.radians(other_lat - lat))
