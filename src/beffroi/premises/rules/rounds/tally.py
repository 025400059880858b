"""What is counted of a round on the day it is published, by street, never written again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

FORMULA = "round_vacancy.v1"  # vacant ÷ (doors of the perimeter in the base of rates)
VACANT = frozenset({"vacant", "works_unknown"})
# What is no base of a rate: no longer a shop, no longer there, or a state nobody has decided.
OUTSIDE = frozenset({"non_commercial_use", "demolished_merged", "unknown"})


def tally(cells: Iterable[tuple[str, str, str, str]]) -> dict[str, Any]:
    """Counts of (public id, state, street slug, street name), with the doors each street had.

    The doors are kept: a door moved to its true street later leaves what was published as it was.
    """
    streets: dict[str, dict[str, Any]] = {}
    for door, state, slug, name in cells:
        street = streets.setdefault(
            slug, {"slug": slug, "name": name, "doors": [], "total": 0, "vacant": 0}
        )
        street["doors"].append(door)
        _count(street, state)
    found = sorted(streets.values(), key=lambda one: (not one["slug"], one["name"]))
    total, vacant = (sum(one[word] for one in found) for word in ("total", "vacant"))
    return {"total": total, "vacant": vacant, "streets": found}


def _count(street: dict[str, Any], state: str) -> None:
    if state and state not in OUTSIDE:
        street["total"] += 1
        street["vacant"] += state in VACANT


def again(published: Mapping[str, Any], states: Mapping[str, str]) -> dict[str, Any]:
    """The same doors of the same streets counted with these states (public id → state)."""
    return tally(
        (door, states.get(door, ""), street["slug"], street["name"])
        for street in published["streets"]
        for door in street["doors"]
    )


def publication_of(key: str) -> str:
    """The name under which the ledger knows what a round published."""
    return f"round/{key}"


def rate(counts: Mapping[str, Any]) -> float | None:
    """Vacant of all; None when nothing stands there."""
    return counts["vacant"] / counts["total"] if counts["total"] else None
