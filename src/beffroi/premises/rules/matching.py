"""Which door known here a row of a file means: by address and place. Values only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

NEAR_ADDRESS = 60.0  # metres: the same number of the same street further away is another door
SAME_SPOT = 3.0
PERHAPS = 15.0
CLEAR = 2.0  # how many times further the second must stand for the first to be sure


@dataclass(frozen=True, slots=True)
class Door:
    """One door. `spot`: metres (x, y), None where nobody knows; `address`: (street key, number)."""

    name: str
    spot: tuple[float, float] | None
    street: str = ""
    number: str = ""

    @property
    def address(self) -> tuple[str, str] | None:
        """What two doors share that stand at one address; None without street or number."""
        return (self.street, self.number) if self.street and self.number else None

    def denies(self, other: Door) -> bool:
        """Whether their addresses cannot be the same."""
        streets = self.street and other.street and self.street != other.street
        numbers = self.number and other.number and self.number != other.number
        return bool(streets or numbers)


@dataclass(frozen=True, slots=True)
class Match:
    """A row and the door it means. `metres` None when only the address says so."""

    row: str
    door: str
    metres: float | None
    by_address: bool
    sure: bool


def matches(rows: Sequence[Door], known: Sequence[Door]) -> list[Match]:
    """Each row with at most one door, each door with at most one row; the surest first."""
    if not rows or not known:
        return []
    found = [*_by_address(rows, known), *_by_place(rows, known)]
    found.sort(key=lambda one: (not one.sure, not one.by_address, one.metres or 0.0, one.row))
    taken: set[str] = set()
    given: set[str] = set()
    kept = []
    for one in found:
        if one.row not in taken and one.door not in given:
            taken.add(one.row)
            given.add(one.door)
            kept.append(one)
    return kept


def _by_address(rows: Sequence[Door], known: Sequence[Door]) -> list[Match]:
    """The same number of the same street, not far: sure where only one door and one row bear it."""
    held: dict[tuple[str, str], list[Door]] = {}
    for door in known:
        if door.address:
            held.setdefault(door.address, []).append(door)
    wanted: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.address:
            wanted[row.address] = wanted.get(row.address, 0) + 1
    found = []
    for row in rows:
        doors = held.get(row.address, []) if row.address else []
        alone = len(doors) == 1 and wanted[row.address] == 1  # type: ignore[index]
        for door in doors:
            metres = _metres(row, door)
            if metres is None or metres <= NEAR_ADDRESS:
                found.append(Match(row.name, door.name, metres, True, alone))
    return found


def _metres(one: Door, other: Door) -> float | None:
    if one.spot is None or other.spot is None:
        return None
    return float(np.hypot(one.spot[0] - other.spot[0], one.spot[1] - other.spot[1]))


def _by_place(rows: Sequence[Door], known: Sequence[Door]) -> list[Match]:
    """The nearest door: sure on the very spot with no rival, a perhaps within a few steps."""
    placed = [door for door in known if door.spot is not None]
    tree = shapely.STRtree(shapely.points([door.spot for door in placed]))
    found = []
    for row in rows:
        if row.spot is None or not placed:
            continue
        here = tree.query(shapely.buffer(shapely.Point(row.spot), PERHAPS))
        near = sorted((_metres(row, placed[n]) or 0.0, int(n)) for n in here)
        near = [
            (metres, n) for metres, n in near if metres <= PERHAPS and not row.denies(placed[n])
        ]
        if near:
            metres, n = near[0]
            clear = len(near) == 1 or near[1][0] > max(SAME_SPOT, CLEAR * metres)
            sure = metres <= SAME_SPOT and clear
            found.append(Match(row.name, placed[n].name, metres, False, sure))
    return found
