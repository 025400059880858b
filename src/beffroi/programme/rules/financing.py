"""Who pays for an action: asked, obtained, paid; private beside public; own share; state aid.

A financing line has one state at a time, so lines of several states may be added: that is what
"secured" (obtained or paid) does. A line is never counted twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from beffroi.kernel.money import ZERO
from beffroi.programme.rules.stages import FinancingState

SECURED = frozenset({FinancingState.OBTAINED, FinancingState.PAID})
HOPED = frozenset({FinancingState.IDEA, FinancingState.ASKED}) | SECURED
# A public project owner keeps at least this share of the public money (CGCT, art. L1111-10).
OWN_SHARE = Decimal("0.2")
# De minimis aid to one firm over three rolling years, from 1 January 2024 (regulation (EU)
# 2023/2831, art. 3).
CEILING = Decimal("300000.00")
NEAR = Decimal("0.8")  # of the ceiling: said before it is reached


class Side(StrEnum):
    """Whose money it is."""

    OWN = "own"
    PUBLIC = "public"
    PRIVATE = "private"


def side_of(kind: str) -> Side:
    """The side of a `FinancingLine.Kind`: whatever is neither own nor public is private."""
    return Side(kind) if kind in {Side.OWN, Side.PUBLIC} else Side.PRIVATE


@dataclass(frozen=True, slots=True)
class Funded:
    """One financing line. `decided_on` None while nobody decided."""

    side: Side
    state: FinancingState
    amount: Decimal
    year: int
    is_inside: bool = True
    funder: str = ""
    firm: str = ""  # SIREN of the firm that is helped
    is_state_aid: bool = False
    decided_on: dt.date | None = None


def amount(
    lines: Iterable[Funded], states: frozenset[FinancingState], side: Side | None = None
) -> Decimal:
    """What these lines come to in the states asked for, of one side or of all."""
    return sum(
        (one.amount for one in lines if one.state in states and side in (None, one.side)), ZERO
    )


def leverage(
    lines: Sequence[Funded], states: frozenset[FinancingState] = SECURED
) -> Decimal | None:
    """Private euros for one public euro (own funds count as public); None without public money."""
    private = amount(lines, states, Side.PRIVATE)
    public = amount(lines, states, Side.PUBLIC) + amount(lines, states, Side.OWN)
    return private / public if public else None


def own_share(
    lines: Sequence[Funded], states: frozenset[FinancingState] = SECURED
) -> Decimal | None:
    """Own funds over all public money; exactly 0.2 passes. None without public money."""
    own = amount(lines, states, Side.OWN)
    public = own + amount(lines, states, Side.PUBLIC)
    return own / public if public else None


def keeps_own_share(lines: Sequence[Funded]) -> bool:
    """Whether the project owner keeps its least share, hopes included; true without public money."""
    share = own_share(lines, HOPED)
    return share is None or share >= OWN_SHARE


@dataclass(frozen=True, slots=True)
class Aided:
    """Aid one firm has had in the three years that end on a day."""

    firm: str
    amount: Decimal

    @property
    def is_above(self) -> bool:
        return self.amount > CEILING

    @property
    def is_near(self) -> bool:
        return not self.is_above and self.amount >= CEILING * NEAR


def aided(lines: Iterable[Funded], on: dt.date) -> list[Aided]:
    """De minimis aid of each firm over the three years up to this day, the most helped first.

    What counts is the day the aid was granted, not paid; the three years are rolling.
    """
    sums: dict[str, Decimal] = {}
    for one in lines:
        granted = one.decided_on if one.state in SECURED else None
        if one.is_state_aid and one.firm and granted and _three_years_before(on) < granted <= on:
            sums[one.firm] = sums.get(one.firm, ZERO) + one.amount
    found = (Aided(firm, sum_) for firm, sum_ in sums.items())
    return sorted(found, key=lambda one: (-one.amount, one.firm))


def _three_years_before(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year - 3)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 3, day=28)
