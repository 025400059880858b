"""Doors to knock on this week: reasons that are data, their weights, and which five come first.

Owns: the weights (`weights`), the reasons and their sentences (`why`), the order (`ranking`).
Leaves: the queries to `observatory.reads.doors`. docs/algorithms/five-doors.md explains the weights.
"""

from beffroi.observatory.rules.doors.ranking import best_streets, five, rests
from beffroi.observatory.rules.doors.values import (
    Door,
    Link,
    Promise,
    Ranked,
    Reason,
    StreetRank,
    Wanted,
)
from beffroi.observatory.rules.doors.weights import WEIGHTS
from beffroi.observatory.rules.doors.why import reasons

__all__ = [
    "WEIGHTS",
    "Door",
    "Link",
    "Promise",
    "Ranked",
    "Reason",
    "StreetRank",
    "Wanted",
    "best_streets",
    "five",
    "reasons",
    "rests",
]
