"""Attraction that gives each store its known sales."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
import numpy.typing as npt

from chalandise import checks
from chalandise.errors import FaultCollector, InvalidInput
from chalandise.market import Huff, Market

from .base import Calibrator
from .goodness import Goodness, goodness

Floats = npt.NDArray[np.float64]
AGREE = 1e-6  # relative: totals in whole euros are rounded


class SalesTotals(Calibrator):
    """A_j ← A_j · S_j / T_j until every |T_j − S_j| ≤ tolerance · S_j: exact balancing.

    Parameters
    ----------
    model : Huff
        Its decay and U0 stay; its exponents are taken up into the attraction found.
    tolerance : float
        A store within it is left alone in a sweep.
    sweeps : int
        At most. Reaching it is no error: `goodness_` says how near the sales are.

    Attributes
    ----------
    attraction_ : ndarray, shape (m,)
        A^γ as found, 0 for a store of no sales. With U0 = 0 only its ratios mean something; the
        scale is that of the attraction given.
    market_, model_ : Market, Huff
        The market with that attraction, the model with γ = 1.
    sales_ : ndarray, shape (m,)
    history_ : list of Goodness
        Before the first sweep, then after each.
    error_ : float
        Largest |T_j − S_j| / S_j at the end.
    converged_ : bool

    Notes
    -----
    Iterative proportional fitting. All stores move at once from the sales of the sweep's start, as
    in the code of R's MCI (its paper says one after the other). Attraction so found explains
    nothing, it absorbs what the model leaves out: keep some sales aside to judge it.

    References
    ----------
    Wieland (2017), *The R Journal* 9(1), 298-323.
    """

    attraction_: Floats
    sales_: Floats
    history_: list[Goodness]
    error_: float
    converged_: bool

    def __init__(self, model: Huff, *, tolerance: float = 1e-10, sweeps: int = 10_000) -> None:
        self.model, self.tolerance, self.sweeps = model, tolerance, sweeps

    def fit(self, market: Market, observed: Any) -> Self:
        """Fit to the sales of each store, shape (m,), in the unit of the demand."""
        goal = _goal(self.model, market, observed)
        model = Huff(self.model.decay, 1.0, self.model.outside)
        weights = np.where(goal > 0, self.model.weights(market.attraction), 0.0)
        market = market.replace(attraction=weights)
        some = goal > 0
        self.history_ = []
        for _ in range(self.sweeps + 1):
            found = model.solve(market).drawn
            self.history_.append(goodness(goal, found))
            away = np.abs(found - goal)[some] / goal[some]
            if away.max() <= self.tolerance or len(self.history_) > self.sweeps:
                break
            factor = np.ones(len(goal))
            factor[some] = np.where(away > self.tolerance, goal[some] / found[some], 1.0)
            market = market.replace(attraction=market.attraction * factor[:, None])
        self._finish(market, model, found, float(away.max()))
        return self

    def _finish(self, market: Market, model: Huff, found: Floats, error: float) -> None:
        self.attraction_, self.sales_ = market.attraction[:, 0], found
        self.error_, self.converged_ = error, error <= self.tolerance
        self._keep(market, model, {})


def _goal(model: Huff, market: Market, observed: Any) -> Floats:
    faults = FaultCollector()
    goal = checks.numbers(faults, "sales", observed)
    if goal is not None and checks.shape(faults, "sales", goal, (market.shape[1],)):
        checks.finite(faults, "sales", goal)
        checks.not_negative(faults, "sales", goal)
        faults.check(bool((goal > 0).any()), "sales", "hold nothing above 0")
    faults.tell()
    assert goal is not None  # noqa: S101 - told above
    start = model.solve(market)
    silent = (goal > 0) & ~(start.drawn > 0)
    faults.check(not silent.any(), "sales", f"{int(silent.sum())} stores that sell reach no demand")
    _possible(faults, model, float(goal.sum()), start.sales.demand - start.sales.unserved)
    faults.tell()
    return goal


def _possible(faults: FaultCollector, model: Huff, total: float, spent: float) -> None:
    """What all stores sell is what is spent; less, when some of it may leak."""
    told = f"sum to {total:.10g} while {spent:.10g} is spent"
    remedy = "scale one of them, or give the model an outside option"
    if model.outside:
        faults.check(total < spent * (1 - AGREE), "sales", told, "nothing would be left to leak")
    else:
        faults.check(abs(total - spent) <= AGREE * spent, "sales", told, remedy)
    if not spent:
        raise InvalidInput("demand: nobody spends anything")
