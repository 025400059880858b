"""Maximum likelihood of a multinomial choice, with standard errors."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt

from chalandise.errors import InvalidInput
from chalandise.market import Huff, Market

from .answers import Answers, Slope, answers_of
from .base import Calibrator, NotIdentified, inverted, with_doubt

Floats = npt.NDArray[np.float64]
GAIN_NOT_ROUNDING = 1e-3


class MaximumLikelihood(Calibrator):
    """Maximises logL = Σ_ij n_ij ln p_ij (+ Σ_i n_i0 ln p_i0) by Fisher scoring.

    With decays linear in their parameter (`Power`, `Exponential`) this is Newton's method: the
    expected information is minus the Hessian, and logL has one maximum.

    Parameters
    ----------
    model : Huff
        Where to start. U0 is fitted when the answers say who chose the outside option
        (`Choices` with −1) and the model starts with U0 > 0; its logarithm is what moves.
    covariance : {"information", "robust"}
        Inverse information; or the sandwich over origins, for answers that resemble each other
        within an origin more than the model says.
    tolerance : float
        On the largest |gradient|, relative to the number of answers when above 1e6.
    iterations : int

    Attributes
    ----------
    log_likelihood_, null_log_likelihood_ : float
        At the maximum; with every reachable store equally likely.
    rho2_ : float
        McFadden's 1 − logL / logL₀.
    gradient_norm_ : float
        Largest |gradient| at the end.
    iterations_ : int

    References
    ----------
    McFadden (1974), "Conditional logit analysis of qualitative choice behavior".
    """

    TAKES_CHOICES = True

    log_likelihood_: float
    null_log_likelihood_: float
    rho2_: float
    gradient_norm_: float
    iterations_: int

    def __init__(
        self,
        model: Huff,
        *,
        covariance: Literal["information", "robust"] = "information",
        tolerance: float = 1e-7,
        iterations: int = 100,
    ) -> None:
        self.model, self.covariance = model, covariance
        self.tolerance, self.iterations = tolerance, iterations

    def fit(self, market: Market, observed: Any) -> Self:
        """Fit to counts, shape (n, m), or to `Choices`."""
        inside, outside = answers_of(market, observed)
        problem = Answers(market, inside, outside, self._outside_fitted(outside))
        names = problem.names(self.model)
        model, slope = self._climb(problem, names)
        inverse, loose = inverted(slope.information, names)
        if loose:
            told = f"the answers cannot tell {', '.join(loose)}"
            warnings.warn(NotIdentified(told), stacklevel=2)
        if self.covariance == "robust":
            inverse = inverse @ problem.scores(model) @ inverse
        found = {name: model.parameters[name] for name in names}
        doubt = with_doubt(problem.natural(inverse, model), names, loose)
        self._keep(market, model, found, doubt, identified=not loose)
        self._tell(problem, slope)
        return self

    def _outside_fitted(self, outside: Floats) -> bool:
        if outside.any() and not self.model.outside:
            raise InvalidInput("answers outside the market need a model that starts with U0 > 0")
        if self.model.outside and not outside.any():
            raise InvalidInput("a model with U0 > 0 needs answers outside the market (store −1)")
        return bool(outside.any())

    def _climb(self, problem: Answers, names: Sequence[str]) -> tuple[Huff, Slope]:
        """Steps along the inverse information, halved while they do not climb."""
        model = self.model
        slope = problem.slope(model)
        for done in range(self.iterations + 1):
            self.iterations_ = done
            if np.abs(slope.gradient).max() <= self.tolerance * max(1.0, problem.total / 1e6):
                return model, slope
            step = inverted(slope.information, names)[0] @ slope.gradient
            better = _uphill(problem, model, slope, step)
            if better is None:
                _refuse_edge(slope, step, names)
                return model, slope  # no climb left within the digits of logL
            model, slope = better
        raise InvalidInput(f"no maximum after {self.iterations} steps: start elsewhere")

    def _tell(self, problem: Answers, slope: Slope) -> None:
        self.log_likelihood_ = slope.value
        self.null_log_likelihood_ = problem.null()
        self.rho2_ = 1 - slope.value / self.null_log_likelihood_
        self.gradient_norm_ = float(np.abs(slope.gradient).max())


def _refuse_edge(slope: Slope, step: Floats, names: Sequence[str]) -> None:
    """Where a real gain lies ahead and no step can take it, a parameter stands at its edge."""
    gain = float(slope.gradient @ step)  # twice what the whole step would add to logL
    if gain > GAIN_NOT_ROUNDING * max(1.0, abs(slope.value) * 1e-6):
        name = names[int(np.abs(slope.gradient * step).argmax())]
        raise InvalidInput(f"{name} is at the edge of its range and the answers ask for more")


def _uphill(problem: Answers, model: Huff, slope: Slope, step: Floats) -> tuple[Huff, Slope] | None:
    for halving in range(30):
        try:
            other = problem.moved(model, step / 2**halving)
            found = problem.slope(other)
        except InvalidInput:  # a parameter left its range: a shorter step
            continue
        gained = found.value - slope.value
        flatter = np.abs(found.gradient).max() < np.abs(slope.gradient).max()
        if gained > 0 or (gained >= -1e-12 * abs(slope.value) and flatter):
            return other, found
    return None
