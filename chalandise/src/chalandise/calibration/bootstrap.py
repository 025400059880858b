"""The doubt of a fit by drawing the respondents again."""

from __future__ import annotations

import copy
import warnings
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from chalandise.errors import InvalidInput
from chalandise.market import Market

from .base import Calibrator, NotIdentified
from .choices import Choices

Floats = npt.NDArray[np.float64]
FEWEST = 0.9  # of the draws must have an answer: fewer, and the interval leaves out the hard ones


class Bootstrap(Calibrator):
    """Fits again on respondents drawn with replacement within each origin.

    Parameters
    ----------
    calibrator : LogCentred or MaximumLikelihood
        What is fitted; it is copied, never changed.
    draws : int
    level : float
        Of the percentile interval.
    seed : int

    Attributes
    ----------
    covariance_ : ndarray, shape (k, k)
        Of the parameters over the draws.
    intervals_ : dict of str to (float, float)
    samples_ : ndarray, shape (draws that could be fitted, k)
    refused_ : int
        Draws in which the data asked for no such model.

    Notes
    -----
    Respondents are drawn within their origin, as surveys are stratified by zone; an origin of a
    single respondent adds no doubt, so the intervals are too narrow where there are many of those.

    References
    ----------
    Efron (1979), *Annals of Statistics* 7, 1-26.
    """

    TAKES_CHOICES = True

    samples_: Floats
    intervals_: dict[str, tuple[float, float]]
    refused_: int

    def __init__(
        self, calibrator: Calibrator, *, draws: int = 200, level: float = 0.95, seed: int = 0
    ) -> None:
        if draws < 2 or not 0 < level < 1:
            raise InvalidInput("Bootstrap: draws ≥ 2 and a level between 0 and 1 are needed")
        self.calibrator, self.draws, self.level, self.seed = calibrator, draws, level, seed

    def fit(self, market: Market, observed: Any) -> Self:
        """Fit to `Choices`: counts and shares no longer say who answered what."""
        if not isinstance(observed, Choices):
            raise InvalidInput("Bootstrap draws respondents: give Choices")
        whole = self._fitted(market, observed)
        rng = np.random.default_rng(self.seed)
        order = np.argsort(observed.origin, kind="stable")
        groups = np.split(order, np.flatnonzero(np.diff(observed.origin[order])) + 1)
        found = []
        for _ in range(self.draws):
            drawn = np.concatenate([rng.choice(group, len(group)) for group in groups])
            found += self._values(market, observed.take(drawn))
        self._tell(whole, found)
        self._keep(
            whole.market_,
            whole.model_,
            whole.parameters_,
            np.atleast_2d(np.cov(self.samples_, rowvar=False)),
            identified=whole.identified_,
        )
        return self

    def _fitted(self, market: Market, choices: Choices) -> Calibrator:
        """Fitted to the answers, as the calibrator within takes them."""
        inner = copy.copy(self.calibrator)
        return inner.fit(
            market, choices if inner.TAKES_CHOICES else choices.counts(market.shape)[0]
        )

    def _values(self, market: Market, choices: Choices) -> list[list[float]]:
        with warnings.catch_warnings():
            warnings.simplefilter("error", NotIdentified)
            try:
                return [list(self._fitted(market, choices).parameters_.values())]
            except (InvalidInput, NotIdentified):
                return []

    def _tell(self, whole: Calibrator, found: list[list[float]]) -> None:
        self.refused_ = self.draws - len(found)
        if len(found) < max(2, FEWEST * self.draws):
            raise InvalidInput(f"{self.refused_} of {self.draws} draws have no answer")
        self.samples_ = np.array(found)
        tail = (1 - self.level) / 2
        low, high = np.quantile(self.samples_, [tail, 1 - tail], axis=0)
        names = whole.parameters_
        self.intervals_ = dict(
            zip(names, zip(low.tolist(), high.tolist(), strict=True), strict=True)
        )
