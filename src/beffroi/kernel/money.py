"""Money that cannot be wrong: net + VAT = gross to the cent, and totals made from lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


class MoneyError(ValueError):
    """An amount that is no amount of money; the sentence says why."""


def cents(value: Decimal | int | str) -> Decimal:
    """The value in euros, rounded half up to the cent; a float is refused."""
    if isinstance(value, float):
        raise MoneyError("a float is no amount of money")
    made = Decimal(value)
    if not made.is_finite():
        raise MoneyError(f"{made} is no amount of money")
    return made.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Money:
    """Net, VAT and gross in euros; raises `MoneyError` unless net + VAT = gross."""

    net: Decimal = ZERO
    vat: Decimal = ZERO
    gross: Decimal = ZERO

    def __post_init__(self) -> None:
        if any(cents(part) != part for part in (self.net, self.vat, self.gross)):
            raise MoneyError("money has two decimals")
        if self.net + self.vat != self.gross:
            raise MoneyError(f"{self.net} + {self.vat} is not {self.gross}")

    @classmethod
    def of_net(cls, net: Decimal | int | str, vat_rate: Decimal | int | str = 0) -> Money:
        """From a net amount and the rate of its line (0.2 for 20 %); VAT is rounded on the line."""
        base, rate = cents(net), Decimal(vat_rate)
        if isinstance(vat_rate, float) or not 0 <= rate < 1:
            raise MoneyError(f"{vat_rate} is no VAT rate")
        vat = cents(base * rate)
        return cls(base, vat, base + vat)

    def __add__(self, other: Money) -> Money:
        return Money(self.net + other.net, self.vat + other.vat, self.gross + other.gross)

    def __neg__(self) -> Money:
        return Money(-self.net, -self.vat, -self.gross)

    def __sub__(self, other: Money) -> Money:
        return self + -other

    def __bool__(self) -> bool:
        return bool(self.gross or self.net)


NOTHING = Money()


def total(parts: Iterable[Money]) -> Money:
    """The sum of lines; `NOTHING` when there are none."""
    return sum(parts, NOTHING)
