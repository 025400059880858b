"""Which doors come first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from beffroi.observatory.rules.doors.values import Door, Ranked, StreetRank
from beffroi.observatory.rules.doors.weights import FEWEST, FIVE, REST
from beffroi.observatory.rules.doors.why import reasons


def five(doors: Iterable[Door], on: dt.date, most: int = FIVE) -> list[Ranked]:
    """The doors to knock on, the heaviest first; equal ones by their public id.

    A door that rests is left out, and so is one with no reason but that nobody went.
    """
    told = [Ranked(door, reasons(door, on)) for door in doors if not rests(door, on)]
    worth = [one for one in told if any(r.code != "unvisited" for r in one.reasons)]
    return sorted(worth, key=lambda one: (-one.score, one.door.public_id))[:most]


def rests(door: Door, on: dt.date) -> bool:
    """Whether somebody went lately, and nothing promised then is due."""
    visit = door.visit
    if visit is None:
        return False
    if visit.next_on is not None:
        return visit.next_on > on
    return (on - visit.on).days < REST


def best_streets(rows: Iterable[StreetRank]) -> dict[str, StreetRank]:
    """Streets by slug with their rank: the most shops open first, then by name; short ones left out."""
    long_enough = [row for row in rows if row.total >= FEWEST]
    ranked = sorted(long_enough, key=lambda row: (-row.open, row.name))
    return {
        row.slug: StreetRank(row.slug, row.name, n, row.open, row.total, row.on)
        for n, row in enumerate(ranked, 1)
    }
