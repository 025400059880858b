"""What changed behind a door: derived from its dated spells, stored nowhere.

A change bears the day of the look that saw it. A first sight is no change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _


class Change(StrEnum):
    """What kind of change a door saw."""

    TRADE = "trade"
    HANDS = "hands"
    USE = "use"
    GONE = "gone"
    EMPTIED = "emptied"
    TAKEN = "taken"


CHANGES: dict[str, Any] = {
    Change.TRADE: _("autre activité"),
    Change.HANDS: _("autre occupant, même activité ou activité non relevée"),
    Change.USE: _("entre dans le commerce ou en sort"),
    Change.GONE: _("démoli ou réuni à un autre"),
    Change.EMPTIED: _("devenu vide"),
    Change.TAKEN: _("repris, activité d’avant inconnue"),
}
TRADING, OUT, LOST = "trading", "non_commercial_use", "demolished_merged"
EMPTY = frozenset({"vacant", "works_unknown"})


@dataclass(frozen=True, slots=True)
class Spell:
    """A time at one door: `kind` is "trading", or the state of a door where nobody trades.

    `start` None: nobody knows since when.
    """

    door: int
    kind: str
    start: dt.date | None
    end: dt.date | None = None
    name: str = ""
    activity: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class OccupancyChange:
    """A door passed from one spell to the next on a day; `trade` is the last trade seen before."""

    door: int
    kind: Change
    on: dt.date
    before: Spell
    after: Spell
    trade: Spell | None


def changes(spells: Iterable[Spell]) -> list[OccupancyChange]:
    """Every change of every door, by day then door."""
    ordered = sorted(spells, key=lambda one: (one.door, one.start or dt.date.min))
    found: list[OccupancyChange] = []
    for _door, told in groupby(ordered, key=lambda one: one.door):
        found += _of_door(list(told))
    return sorted(found, key=lambda one: (one.on, one.door))


def _of_door(spells: Sequence[Spell]) -> list[OccupancyChange]:
    found: list[OccupancyChange] = []
    trade: Spell | None = None
    for before, after in pairwise(spells):
        trade = before if before.kind == TRADING else trade
        kind = _kind(before, after, trade)
        if kind is not None and after.start is not None:
            found.append(OccupancyChange(after.door, kind, after.start, before, after, trade))
    return found


def _kind(before: Spell, after: Spell, trade: Spell | None) -> Change | None:
    """None: the same emptiness or use under another name (works after a vacancy)."""
    if after.kind == LOST:
        return Change.GONE
    if OUT in (before.kind, after.kind):
        return Change.USE if before.kind != after.kind else None
    if after.kind in EMPTY:
        return Change.EMPTIED if before.kind == TRADING else None
    if after.kind != TRADING:
        return None
    if trade is None:
        return Change.TAKEN
    return Change.TRADE if other_trade(trade, after) else Change.HANDS


def other_trade(one: Spell, other: Spell) -> bool:
    """Whether both trades are known and differ; the family decides where an activity is not known."""
    if one.activity and other.activity:
        return one.activity != other.activity
    return bool(one.family and other.family and one.family != other.family)
