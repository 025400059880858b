"""Many candidate openings, each alone, ranked."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chalandise.errors import InvalidInput
from chalandise.market import Huff, Market, Solution
from chalandise.market.times import Floats, ratios

from .amended import Amended, pull
from .changes import Open
from .scenario import Scenario, solution_before


@dataclass(frozen=True, eq=False)
class Ranking:
    """What each candidate would take, and from whom; arrays in the order of `stores`.

    Attributes
    ----------
    stores : tuple
        The candidates' identifiers.
    sales : ndarray, shape (c,)
        T of the candidate.
    regained : ndarray, shape (c,)
        Taken back from the outside option, and from origins that reached nothing.
    harm : ndarray, shape (c,)
        Taken from the protected stores; 0 when none were named.
    """

    stores: tuple[Hashable, ...]
    sales: Floats
    regained: Floats
    harm: Floats

    @property
    def drawn(self) -> Floats:
        """Taken from all stores: sales − regained."""
        return self.sales - self.regained

    def order(self, harm_weight: float = 0.0) -> npt.NDArray[np.int64]:
        """Positions of the candidates, best first, by sales − harm_weight · harm.

        Equals stay in the order given.
        """
        return np.argsort(-(self.sales - harm_weight * self.harm), kind="stable")


def rank_candidates(
    model: Huff,
    market: Market,
    candidates: Sequence[Open],
    *,
    protect: tuple[str, Hashable] | None = None,
    before: Solution | None = None,
) -> Ranking:
    """Each opening alone, in O(n) per candidate: only its own column is computed.

    Parameters
    ----------
    candidates : sequence of Open
        Their faults are all told at once.
    protect : (kind, label), optional
        Group of stores whose loss is the `harm`, for instance `("centre", "Redon")`.
    before : Solution, optional
        `model.solve(market)` when it is at hand.
    """
    initial = solution_before(model, market, before)
    together = Scenario(candidates).apply(market)
    times = together.times
    assert isinstance(times, Amended)  # noqa: S101 - what Scenario.apply makes
    weights = model.weights(together.attraction)
    guarded = _guarded(initial, protect)
    rows = [
        _one(initial, weights[rank], pull(model.decay, times.column(rank)), guarded)
        for rank in range(market.shape[1], len(weights))
    ]
    sales, regained, harm = np.array(rows).reshape(-1, 3).T
    return Ranking(tuple(c.store for c in candidates), sales, regained, harm)


def _guarded(initial: Solution, protect: tuple[str, Hashable] | None) -> Floats:
    """Utility that the protected stores give each origin."""
    market = initial.market
    if protect is None:
        return np.zeros(market.shape[0])
    kind, label = protect
    inside = np.array([held == label for held in market.groups.get(kind, ())], dtype=bool)
    if not inside.any():
        raise InvalidInput(f"no store has {label!r} as its {kind!r}")
    return market.times.reach(initial.model.decay, np.where(inside, initial.weights, 0.0))


def _one(
    initial: Solution, weight: float, pulls: Floats, guarded: Floats
) -> tuple[float, float, float]:
    """Sales, regained leakage and harm of one opening; only the origins it reaches are looked at."""
    reached = np.flatnonzero(pulls)
    demand, old = initial.market.demand[reached], initial.utility[reached]
    utility = old + weight * pulls[reached]
    after, lost = ratios(demand, utility), initial.ratios[reached] - ratios(demand, utility)
    sales = weight * float(after @ pulls[reached])
    unserved = float(demand[(old == 0) & (utility > 0)].sum())
    # an origin that reached nothing had no ratio: what it spends outside now is not regained
    regained = initial.model.outside * float(lost.sum()) + unserved
    return sales, regained, float(guarded[reached] @ lost)
