"""Barriers on a street: which stop whom, unless their own tags say otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .access import verdict

CLOSED_TO_FEET = frozenset(
    [
        "wall",
        "city_wall",
        "retaining_wall",
        "fence",
        "hedge",
        "guard_rail",
        "jersey_barrier",
        "debris",
        "ditch",
    ]
)
CLOSED_TO_BIKES = CLOSED_TO_FEET | frozenset(
    ["stile", "turnstile", "full-height_turnstile", "kissing_gate", "hampshire_gate", "rope"]
)
# a gate without a word about access stands open as often as not: taken as open; so is a kerb
OPEN_TO_CARS = frozenset(
    [
        "gate",
        "lift_gate",
        "swing_gate",
        "sliding_gate",
        "toll_booth",
        "border_control",
        "cattle_grid",
        "entrance",
        "sally_port",
        "height_restrictor",
        "kerb",
        "no",
    ]
)


@dataclass(frozen=True, slots=True)
class Barriers:
    """Kinds that stop a mode: `closed` of them, or all but `open_only`."""

    closed: frozenset[str] = frozenset()
    open_only: frozenset[str] | None = None

    def stop(self, kind: str) -> bool:
        return kind in self.closed if self.open_only is None else kind not in self.open_only


def stops(tags: Mapping[str, str], keys: tuple[str, ...], barriers: Barriers) -> bool:
    """Whether a node with these tags stops a mode bound by these access keys.

    A locked gate stops all; then the most specific access tag decides, then the kind of barrier.
    A node without `barrier` stops nobody: `bicycle=no` on a crossing asks to dismount.
    """
    kind = tags.get("barrier")
    if kind is None:
        return False
    told = verdict(tags, keys)
    return tags.get("locked") == "yes" or (barriers.stop(kind) if told is None else not told)
