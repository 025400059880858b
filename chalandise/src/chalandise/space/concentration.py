"""Who holds a market: Herfindahl's index, and the authority's test around each shop."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chalandise.errors import FaultCollector
from chalandise.market import Times
from chalandise.market.times import blocks

from .inputs import Floats, amounts, travel


@dataclass(frozen=True, eq=False, slots=True)
class Concentration:
    """Who holds the market within a time of each centre; arrays of shape (n,).

    Attributes
    ----------
    herfindahl : ndarray
        Σ s², 0 to 1; NaN where no shop is in reach. Times 10,000 for the points of the practice.
    operators : ndarray of int
        In reach.
    needed : ndarray of int
        Fewest operators that together hold more than `above`; 0 where no shop is in reach.
    leading : ndarray
        Share of the `at_most` largest operators.
    concentrated : ndarray of bool
        needed ≤ at_most, where a shop is in reach.
    limit, at_most, above
        The hypotheses, to be printed with the answer.
    """

    herfindahl: Floats
    operators: npt.NDArray[np.int64]
    needed: npt.NDArray[np.int64]
    leading: Floats
    concentrated: npt.NDArray[np.bool_]
    limit: float
    at_most: int
    above: float


def herfindahl(amounts_held: npt.ArrayLike) -> float:
    """Σ s², s the share of each holder; 0 to 1, 1/k for k equal ones.

    Examples
    --------
    >>> herfindahl([50, 25, 25])
    0.375

    References
    ----------
    Herfindahl (1950), *Concentration in the Steel Industry*; Hirschman (1945).
    """
    faults = FaultCollector()
    held = amounts(faults, "amounts_held", amounts_held)
    faults.check(bool(held.sum() > 0), "amounts_held", "hold nothing together")
    faults.tell()
    return float(((held / held.sum()) ** 2).sum())


def concentration(
    times: Times | npt.ArrayLike,
    sizes: npt.ArrayLike,
    operators: Sequence[Hashable],
    *,
    limit: float,
    at_most: int = 4,
    above: float = 0.9,
) -> Concentration:
    """Whether few operators hold the market within `limit` of each centre.

    Parameters
    ----------
    times : Times or array_like, shape (n, m)
        From centres to shops.
    sizes : array_like, shape (m,)
        Sales areas or sales of the shops that count for this format, ≥ 0.
    operators : sequence, length m
        Who runs each shop (group, not sign, where several signs are one group's).
    limit : float
        In the unit of the times; the French authority takes 30 min by car around a hypermarket, 15
        around a supermarket.
    at_most, above
        Concentrated where at most so many operators hold more than such a share.

    Raises
    ------
    InputFaults
    """
    faults = FaultCollector()
    held = travel(faults, times)
    weights = amounts(faults, "sizes", sizes, held.shape[1] if held is not None else None)
    faults.check(
        len(operators) == len(weights), "operators", f"{len(operators)} for {len(weights)}"
    )
    faults.check(0 <= limit < np.inf, "limit", f"is {limit}")
    faults.check(at_most >= 1, "at_most", f"is {at_most}, not at least 1")
    faults.check(0 <= above < 1, "above", f"is {above}, not from 0 to below 1")
    faults.tell()
    assert held is not None  # noqa: S101 - a fault was told otherwise
    names = {name: code for code, name in enumerate(dict.fromkeys(operators))}
    owned = np.zeros((len(weights), len(names)))
    owned[np.arange(len(weights)), [names[name] for name in operators]] = weights
    parts = [_held(held.rows(*block) <= limit, owned) for block in blocks(0, *held.shape)]
    return _judged(np.concatenate(parts), limit, at_most, above)


def _held(near: npt.NDArray[np.bool_], owned: Floats) -> Floats:
    """Sizes by centre and operator, largest first."""
    return -np.sort(-(near @ owned), axis=1)


def _judged(sizes: Floats, limit: float, at_most: int, above: float) -> Concentration:
    total = sizes.sum(axis=1, keepdims=True)
    shares = np.divide(sizes, total, out=np.full_like(sizes, np.nan), where=total > 0)
    served = total[:, 0] > 0
    reached = np.cumsum(np.nan_to_num(shares), axis=1)
    needed = np.where(served, (reached <= above + 1e-12).sum(axis=1) + 1, 0)
    return Concentration(
        herfindahl=(shares**2).sum(axis=1),
        operators=(sizes > 0).sum(axis=1),
        needed=needed,
        leading=np.where(served, reached[:, min(at_most, sizes.shape[1]) - 1], np.nan),
        concentrated=served & (needed <= at_most),
        limit=limit,
        at_most=at_most,
        above=above,
    )
