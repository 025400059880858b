"""A plan of trades wanted, or not, per street or sector; what came and went beside it.

A plan is a decision of a person; nothing here decides. What a street lacks is only proposed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ARRIVAL, DEPARTURE = "arrival", "departure"


@dataclass(frozen=True, slots=True)
class Wish:
    """A trade (`activity`, else a whole `family`) wanted, or not, in a street, a sector, or all over.

    `number`: how many are wanted; of a trade not wanted it says nothing.
    """

    key: int
    wanted: bool
    activity: str = ""
    family: str = ""
    street: int | None = None
    sector: int | None = None
    number: int = 1


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody came to a door, or left it; `on` is the day of the look that saw it."""

    kind: str
    on: dt.date
    public_id: str
    name: str
    activity: str
    family: str
    house_number: str
    street: int | None
    street_name: str
    street_slug: str
    sectors: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """What answered a wish, and what went against it, over the plan's period."""

    wish: Wish
    answered: tuple[Move, ...]
    against: tuple[Move, ...]

    @property
    def met(self) -> bool:
        """Whether as many came as were wanted, less those that left; a refusal has nothing to meet."""
        return self.wish.wanted and len(self.answered) - len(self.against) >= self.wish.number


def concerns(wish: Wish, *, street: int | None, sectors: Iterable[int]) -> bool:
    """Whether a wish speaks of this place."""
    if wish.street is not None:
        return wish.street == street
    return wish.sector is None or wish.sector in sectors


def names(wish: Wish, *, activity: str, family: str) -> bool:
    """Whether a wish speaks of this trade: its own, or one of its whole family."""
    if wish.activity:
        return wish.activity == activity
    return bool(wish.family) and wish.family == family


def answers(wishes: Sequence[Wish], moves: Sequence[Move]) -> list[Answer]:
    """Each wish with its arrivals and departures, in the order of the plan.

    A trade wanted is answered by an arrival, and lost by a departure; one not wanted is answered by
    a departure, and gone against by an arrival.
    """
    return [_answer(wish, moves) for wish in wishes]


def _answer(wish: Wish, moves: Iterable[Move]) -> Answer:
    own = [
        move
        for move in moves
        if names(wish, activity=move.activity, family=move.family)
        and concerns(wish, street=move.street, sectors=move.sectors)
    ]
    for_it = ARRIVAL if wish.wanted else DEPARTURE
    return Answer(
        wish,
        tuple(move for move in own if move.kind == for_it),
        tuple(move for move in own if move.kind != for_it),
    )


@dataclass(frozen=True, slots=True)
class Flow:
    """So many arrivals and departures of a trade in a street."""

    street_name: str
    street_slug: str
    activity: str
    family: str
    arrivals: int
    departures: int

    @property
    def net(self) -> int:
        """Arrivals less departures."""
        return self.arrivals - self.departures


def flows(moves: Iterable[Move]) -> list[Flow]:
    """Moves counted by street and trade, in the order of the streets' names; no known street last."""
    counts: dict[tuple[str, str, str, str], Counter[str]] = {}
    for move in moves:
        key = (move.street_name, move.street_slug, move.activity, move.family)
        counts.setdefault(key, Counter())[move.kind] += 1
    found = [Flow(*key, told[ARRIVAL], told[DEPARTURE]) for key, told in counts.items()]
    return sorted(found, key=lambda one: (not one.street_name, one.street_name, one.activity))
