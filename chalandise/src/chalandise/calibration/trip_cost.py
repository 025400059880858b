"""The decay that gives the observed mean time or distance of a trip."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from chalandise import checks
from chalandise.errors import FaultCollector, InvalidInput
from chalandise.market import Huff, Market
from chalandise.market.times import blocks

from .base import Calibrator, as_model

Floats = npt.NDArray[np.float64]
WIDEST = 60  # doublings of the parameter tried on each side before giving up


class MeanTripCost(Calibrator):
    """Finds the parameter at which Σ_ij E_ij t_ij / Σ_ij E_ij is the mean observed.

    Hyman's step β ← β · t̄(model) / t̄(observed), then the secant, kept inside a bracket.

    Parameters
    ----------
    model : Huff
        Where to start; everything but one parameter of its decay stays.
    parameter : str, optional
        Its name; the decay's first by default (λ, or the span).
    tolerance : float
        On the mean, relative.

    Attributes
    ----------
    mean_ : float
        Of the fitted model, in the unit of the times.
    iterations_ : int
        Means computed.

    References
    ----------
    Hyman (1969), *Environment and Planning* 1, 105-112.
    """

    mean_: float
    iterations_: int

    def __init__(
        self, model: Huff, *, parameter: str | None = None, tolerance: float = 1e-10
    ) -> None:
        names = list(model.decay.parameters)
        if parameter is not None and parameter not in names:
            raise InvalidInput(f"parameter: {parameter!r} is none of {', '.join(names)}")
        self.model, self.parameter, self.tolerance = model, parameter or names[0], tolerance

    def fit(self, market: Market, observed: Any) -> Self:
        """Fit to one mean, in the unit of the market's times."""
        goal = _one_mean(observed)
        seen: dict[float, float] = {}

        def excess(log_value: float) -> float:
            if log_value not in seen:
                seen[log_value] = mean_cost(self._with(log_value), market)
            return float(np.log(seen[log_value] / goal))

        best = self._root(excess, goal)
        model = self._with(best)
        self.mean_, self.iterations_ = mean_cost(model, market), len(seen)
        self._keep(market, model, {self.parameter: model.decay.parameters[self.parameter]})
        return self

    def _with(self, log_value: float) -> Huff:
        return as_model(self.model, [self.parameter], np.array([np.exp(log_value)]))

    def _root(self, excess: Callable[[float], float], goal: float) -> float:
        """The logarithm of the parameter: Hyman's steps bracket it, Brent's secant ends it."""
        here = float(np.log(self.model.decay.parameters[self.parameter] or 1.0))
        first = excess(here)
        if abs(first) <= self.tolerance:
            return here
        # Hyman's step, in logarithms; a span lengthens trips where λ shortens them
        stride = float(np.clip(first, -1, 1))
        stride = stride if abs(excess(here + stride)) < abs(first) else -stride
        for _ in range(WIDEST):
            there = here + stride
            try:
                second = excess(there)
            except InvalidInput:  # so steep that no utility is left
                break
            if first * second <= 0:
                return float(brentq(excess, here, there, xtol=1e-15, rtol=1e-14))
            if abs(second - first) <= self.tolerance:
                break
            here, first, stride = there, second, 2 * stride
        raise InvalidInput(
            f"mean: {goal:.6g} is out of what any {self.parameter} gives "
            f"(the nearest seen is {goal * np.exp(first):.6g})"
        )


def _one_mean(observed: Any) -> float:
    faults = FaultCollector()
    value = checks.numbers(faults, "mean", observed)
    if value is not None and faults.check(value.size == 1, "mean", f"is {value.size} numbers"):
        good = bool(0 < value.item() < np.inf)
        faults.check(good, "mean", f"{value.item()} is no time or distance above 0")
    faults.tell()
    assert value is not None  # noqa: S101 - told above
    return float(value.item())


def mean_cost(model: Huff, market: Market) -> float:
    """Σ_ij E_ij t_ij / Σ_ij E_ij, what a euro travels to a store; the outside option left out."""
    solution = model.solve(market)
    spent = travelled = 0.0
    for start, stop in blocks(0, *market.shape):
        flows = solution.flows(start, stop).values
        times = market.times.rows(start, stop)
        spent += flows.sum()
        travelled += (flows * np.where(flows > 0, times, 0.0)).sum()
    if not spent:
        raise InvalidInput("demand: nothing is spent at any store")
    return float(travelled / spent)
