"""What a rule of alert asks of a perimeter."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from beffroi.observatory.rules.figures import Stock


@dataclass(frozen=True, slots=True)
class Terms:
    """What a rule asks; ratios 0 to 1."""

    threshold: Fraction = Fraction(1, 10)
    lift_below: Fraction = Fraction(9, 100)
    min_cells: int = 20
    min_excess: int = 2
    min_checked: Fraction = Fraction(9, 10)
    indicator: str = "vacancy_rate"
    rising: bool = False


def base_of(stock: Stock, indicator: str) -> int:
    """The premises the watched rate divides by."""
    return stock.total - (stock.low_flow if indicator == "vacancy_rate_without_low_flow" else 0)


def past_rate(before: Stock, terms: Terms) -> Fraction:
    """The watched rate of a complete round before, 0 to 1."""
    return Fraction(before.vacant, max(1, base_of(before, terms.indicator)))
