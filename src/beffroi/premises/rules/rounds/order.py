"""The order of a walk: one side of a street then back, or zigzag; then the nearest next street.

Metres in a local plane. Nearest next is within a quarter of the best tour on streets of a centre,
costs nothing, and is what a person would do; whoever knows better changes it by hand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

SIDES, ZIGZAG = "sides", "zigzag"
MODES = (SIDES, ZIGZAG)
WALK_M_S = 1.1  # [J] a person who reads signs
DOOR_S = 20.0  # [J] look, tap; a changed door takes a minute, most take ten seconds


@dataclass(frozen=True, slots=True)
class Stop:
    """A door to see; `along` in metres from an end of its street, None where nobody knows."""

    key: int
    street: int | None
    side: str  # "left", "right" or "" (unknown)
    along: float | None
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Choice:
    """How a street is walked; `turned`: from its far end. None lets the walk decide."""

    street: int | None
    mode: str = SIDES
    turned: bool | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """One street of a walk with its doors in order."""

    choice: Choice
    stops: tuple[Stop, ...]


def legs(stops: Iterable[Stop], chosen: Sequence[Choice] = ()) -> list[Leg]:
    """The walk: streets as chosen by hand, those nobody chose after them, each nearest first."""
    groups = _by_street(stops)
    walk: list[Leg] = []
    at: Stop | None = None
    for choice in chosen:
        if choice.street in groups:
            walk.append(_leg(groups.pop(choice.street), choice, at))
            at = walk[-1].stops[-1]
    alone = groups.pop(None, [])
    while groups:
        here = at or _edge(groups)
        street = min(groups, key=partial(_to_street, groups, here))
        walk.append(_leg(groups.pop(street), Choice(street), here))
        at = walk[-1].stops[-1]
    return [*walk, *([Leg(Choice(None), tuple(_chained(alone, at)))] if alone else [])]


def length_m(stops: Sequence[Stop]) -> float:
    """Metres from the first door to the last, as the crow flies between doors."""
    return sum(_apart(a, b) for a, b in pairwise(stops))


def duration_s(stops: Sequence[Stop]) -> float:
    """Seconds the walk takes, doors included."""
    return length_m(stops) / WALK_M_S + DOOR_S * len(stops)


def _by_street(stops: Iterable[Stop]) -> dict[int | None, list[Stop]]:
    groups: dict[int | None, list[Stop]] = {}
    for stop in stops:
        groups.setdefault(stop.street, []).append(stop)
    return groups


def _leg(stops: list[Stop], choice: Choice, at: Stop | None) -> Leg:
    if choice.street is None:
        return Leg(choice, tuple(_chained(stops, at)))
    ways = [Choice(choice.street, choice.mode, turned) for turned in (False, True)]
    if choice.turned is not None:
        ways = [Choice(choice.street, choice.mode, choice.turned)]
    found = [Leg(way, tuple(_street(stops, way))) for way in ways]
    return min(found, key=lambda leg: _apart(at, leg.stops[0]) if at else 0.0)


def _street(stops: Sequence[Stop], choice: Choice) -> list[Stop]:
    ahead = sorted(stops, key=_place, reverse=bool(choice.turned))
    if choice.mode == ZIGZAG:
        return ahead
    near = "right" if choice.turned else "left"  # the same kerb, seen from the other end
    one = [stop for stop in ahead if stop.side in (near, "")]
    return one + [stop for stop in reversed(ahead) if stop.side not in (near, "")]


def _place(stop: Stop) -> tuple[float, int]:
    return (stop.along if stop.along is not None else math.inf, stop.key)


def _to_street(groups: Mapping[int | None, Sequence[Stop]], at: Stop, street: int | None) -> float:
    """Metres from a door to the nearer end of a street."""
    ahead = sorted(groups[street], key=_place)
    return min(_apart(at, ahead[0]), _apart(at, ahead[-1]))


def _edge(groups: Mapping[int | None, Sequence[Stop]]) -> Stop:
    """Where to begin: the end of a street farthest from the middle, so that no corner is left over."""
    ends: list[Stop] = []
    for stops in groups.values():
        ahead = sorted(stops, key=_place)
        ends += [ahead[0], ahead[-1]]
    x = sum(end.x for end in ends) / len(ends)
    y = sum(end.y for end in ends) / len(ends)
    from_middle: Callable[[Stop], tuple[float, int]] = lambda end: (  # noqa: E731
        math.hypot(end.x - x, end.y - y),
        -end.key,
    )
    return max(ends, key=from_middle)


def _chained(stops: Sequence[Stop], at: Stop | None) -> list[Stop]:
    """Doors of no known street: each time the nearest that is left."""
    left, chain = sorted(stops, key=lambda stop: stop.key), []
    while left:
        nearest = min(left, key=lambda stop: _apart(at, stop)) if at else left[0]
        left.remove(nearest)
        chain.append(nearest)
        at = nearest
    return chain


def _apart(one: Stop | None, other: Stop) -> float:
    return math.hypot(one.x - other.x, one.y - other.y) if one else 0.0
