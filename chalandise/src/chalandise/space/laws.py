"""The older laws of retail gravity, for explanation: two towns and the road between them."""

from __future__ import annotations

import math

from chalandise.errors import FaultCollector


def reilly(population_a: float, population_b: float, to_a: float, to_b: float) -> float:
    """T_a/T_b = (P_a/P_b)(D_b/D_a)²: how much more a place buys in town a than in town b.

    Parameters
    ----------
    population_a, population_b : float
        Inhabitants, > 0.
    to_a, to_b : float
        Distances from the place, one unit, > 0.

    References
    ----------
    Reilly (1931), *The Law of Retail Gravitation*.
    """
    _above_zero(population_a=population_a, population_b=population_b, to_a=to_a, to_b=to_b)
    return population_a / population_b * (to_b / to_a) ** 2


def converse(distance: float, population_a: float, population_b: float) -> float:
    """d_b = D / (1 + √(P_a/P_b)): how far from b the towns draw equally.

    Parameters
    ----------
    distance : float
        D between the towns, any unit, > 0; the answer is in it.
    population_a, population_b : float
        Inhabitants, > 0.

    Examples
    --------
    >>> converse(60, 200_000, 50_000)
    20.0

    References
    ----------
    Converse (1949), *Journal of Marketing* 14.
    """
    _above_zero(distance=distance, population_a=population_a, population_b=population_b)
    return distance / (1 + math.sqrt(population_a / population_b))


def _above_zero(**values: float) -> None:
    faults = FaultCollector()
    for name, value in values.items():
        faults.check(0 < value < math.inf, name, f"is {value}, not above 0")
    faults.tell()
