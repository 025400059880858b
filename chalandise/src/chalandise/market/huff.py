"""Huff's model with an outside option."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from chalandise.decay import Decay
from chalandise.errors import Fault, FaultCollector, InputFaults

from .inputs import Market
from .results import Flows, MarketAreas, Sales, Shares
from .solution import Solution
from .times import Floats, ratios

SMALLEST = 1e-290  # below, a float loses its digits and C / utility may overflow: nothing reached


@dataclass(frozen=True)
class Huff:
    """p_ij = Π_h A_hj^γ_h f(t_ij) / (Σ_k Π_h A_hk^γ_h f(t_ik) + U0).

    Parameters
    ----------
    decay : Decay
        f, on the unit of the market's times.
    gamma : float or tuple of float
        Exponent of each attraction variable; one number when there is one variable.
    outside : float
        U0 ≥ 0, the utility of everything that is not a store of the market (e-commerce, other
        towns), in the unit of A^γ f. 0 gives Huff (1963).

    Notes
    -----
    A store of zero attraction draws nothing. An origin that reaches no store leaks wholly to the
    outside option, or counts as `unserved` where U0 = 0.

    References
    ----------
    Huff (1963), *Land Economics* 39, 81-90. Outside option: McFadden (1974).
    """

    decay: Decay
    gamma: float | tuple[float, ...] = 1.0
    outside: float = 0.0

    def __post_init__(self) -> None:
        faults = FaultCollector()
        if not isinstance(self.gamma, float | int):
            object.__setattr__(self, "gamma", tuple(map(float, self.gamma)))
        for value in self.gammas:
            faults.check(math.isfinite(value), "Huff.gamma", f"is {value}")
        faults.check(0 <= self.outside < math.inf, "Huff.outside", f"is {self.outside}")
        faults.tell()

    @property
    def gammas(self) -> tuple[float, ...]:
        """The exponents, always a tuple."""
        return self.gamma if isinstance(self.gamma, tuple) else (float(self.gamma),)

    @property
    def parameters(self) -> dict[str, float]:
        """gamma (gamma_0, gamma_1 … when several), then the decay's, then outside."""
        names = (
            [f"gamma_{h}" for h in range(len(self.gammas))]
            if isinstance(self.gamma, tuple)
            else ["gamma"]
        )
        told = dict(zip(names, self.gammas, strict=True)) | self.decay.parameters
        return told | {"outside": self.outside}

    def with_parameters(self, values: Sequence[float]) -> Huff:
        """The same model with other values, in the order of `parameters`."""
        count = len(self.gammas)
        gamma = tuple(map(float, values[:count]))
        return replace(
            self,
            decay=self.decay.with_parameters(values[count:-1]),
            gamma=gamma if isinstance(self.gamma, tuple) else gamma[0],
            outside=float(values[-1]),
        )

    def weights(self, attraction: Floats) -> Floats:
        """Π_h A_hj^γ_h, shape (m,), from attraction of shape (m, h)."""
        faults = FaultCollector()
        given, needed = attraction.shape[1], len(self.gammas)
        if faults.check(
            given == needed, "attraction", f"has {given} variables, gamma has {needed} exponents"
        ):
            with np.errstate(divide="ignore", over="ignore"):
                weights = np.prod(attraction ** np.array(self.gammas), axis=1)
            faults.check(
                bool(np.isfinite(weights).all()),
                "attraction",
                "is 0 under a negative gamma, or too large for its gamma",
            )
        faults.tell()
        return weights

    def solve(self, market: Market) -> Solution:
        """Compute what every answer rests on: each store's weight and each origin's utility."""
        weights = self.weights(market.attraction)
        utility, drawn = market.times.solve(self.decay, weights, self.outside, market.demand)
        if not np.isfinite(utility).all():
            remedy = "give attraction in a larger unit, or Power a floor"
            raise InputFaults([Fault("times", "a utility is too large for a float", remedy)])
        served = utility >= SMALLEST
        if not served.all():
            utility = np.where(served, utility, 0.0)
            drawn = weights * market.times.draw(self.decay, ratios(market.demand, utility))
        return Solution(self, market, weights, utility, drawn)

    def shares(self, market: Market) -> Shares:
        """p_ij."""
        return self.solve(market).shares()

    def flows(self, market: Market) -> Flows:
        """E_ij = C_i p_ij."""
        return self.solve(market).flows()

    def sales(self, market: Market) -> Sales:
        """T_j = Σ_i C_i p_ij, without a table of pairs."""
        return self.solve(market).sales

    def market_areas(self, market: Market) -> MarketAreas:
        """The dominant store of each origin."""
        return self.solve(market).market_areas()
