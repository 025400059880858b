"""What an envelope still holds, and what a draw above it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from beffroi.kernel.money import ZERO, MoneyError, cents


@dataclass(frozen=True, slots=True)
class Standing:
    """An envelope: set aside, drawn, asked for by draws that wait for an amendment."""

    amount: Decimal
    drawn: Decimal = ZERO
    waiting: Decimal = ZERO

    @property
    def balance(self) -> Decimal:
        """What may still be drawn today."""
        return self.amount - self.drawn

    @property
    def share(self) -> Decimal:
        """Part drawn, 0 to 1; 0 for an empty envelope."""
        return self.drawn / self.amount if self.amount else ZERO


def standing(amount: Decimal, draws: Iterable[tuple[Decimal, bool]]) -> Standing:
    """From the draws that hold: (amount, waits for an amendment)."""
    drawn = waiting = ZERO
    for taken, waits in draws:
        if waits:
            waiting += taken
        else:
            drawn += taken
    return Standing(amount, drawn, waiting)


def missing(held: Standing, asked: Decimal) -> Decimal:
    """By how much a draw passes the balance; 0 when it does not. Raises `MoneyError` under a cent."""
    if cents(asked) != asked or asked <= 0:
        raise MoneyError("a draw is a positive amount to the cent")
    return max(asked - held.balance, ZERO)


def needed(held: Standing, waiting: Decimal) -> Decimal:
    """What the envelope must hold for these waiting draws to pass; never less than it holds.

    What waits for another amendment is not counted: each raises for its own draws, in any order.
    """
    return max(held.amount, held.drawn + waiting)


PLACE = ("year", "axis", "payer")  # what an envelope is for: what was drawn, was drawn for that


def parted(told: Mapping[str, Any], facts: Mapping[str, Any], drawn: Decimal) -> tuple[Any, Any]:
    """An envelope of a text with these facts; where it moves to another year, axis or payer and
    something was drawn from it, what was drawn stays where it is and the rest is another envelope.

    Gives (the envelope, the other or None); their amounts come to that of `facts`.
    """
    made = {**told, **facts}
    if not drawn or all(made.get(name) == told.get(name) for name in PLACE):
        return made, None
    rest = cents(facts["amount"]) - drawn
    return {**told, "amount": f"{drawn:.2f}"}, {**made, "amount": f"{rest:.2f}"}


def raise_of(key: str, held: Standing, waiting: Decimal) -> dict[str, Any]:
    """The change an amendment must sign for its draws to pass, as `rules.consolidation` reads it."""
    before, after = f"{held.amount:.2f}", f"{needed(held, waiting):.2f}"
    return {"path": f"envelopes/{key}/amount", "before": before, "after": after}
