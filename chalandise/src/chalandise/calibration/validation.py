"""What a fit is worth on origins it has not seen."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from chalandise.errors import InvalidInput
from chalandise.market import Market

from .answers import Answers
from .base import Calibrator
from .goodness import Goodness, goodness
from .utilities import table

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class HeldOut:
    """How the origins left aside were predicted, all folds together.

    Attributes
    ----------
    log_likelihood, null_log_likelihood : float
        Of the answers left aside: under the fits, and with every reachable store equally likely.
    rho2 : float
        1 − their ratio; below 0 the fit is worse than knowing nothing.
    goodness : Goodness
        Of the counts predicted for each pair.
    parameters : tuple of dict
        Found in each fold: how much they move says how steady the fit is.
    """

    log_likelihood: float
    null_log_likelihood: float
    goodness: Goodness
    parameters: tuple[dict[str, float], ...]

    @property
    def rho2(self) -> float:
        return 1 - self.log_likelihood / self.null_log_likelihood


def hold_out(
    calibrator: Calibrator, market: Market, counts: Any, *, folds: int = 5, seed: int = 0
) -> HeldOut:
    """Fit without each fold of the origins in turn, and predict the counts of that fold.

    Parameters
    ----------
    calibrator : LogCentred or MaximumLikelihood
        Copied, never changed.
    counts : array_like, shape (n, m)
    folds : int
        2 to the number of origins with answers.

    Raises
    ------
    InvalidInput
        When a fold cannot be fitted, or there are fewer origins than folds.
    """
    values = table(market, counts, "counts")
    origins = np.flatnonzero(values.sum(axis=1) > 0)
    if not 2 <= folds <= len(origins):
        raise InvalidInput(f"folds: {folds} is not between 2 and {len(origins)}, the origins asked")
    shuffled = np.random.default_rng(seed).permutation(origins)
    parts, found, predicted = [], [], np.zeros(values.shape)
    for aside in np.array_split(shuffled, folds):
        kept = np.setdiff1d(origins, aside)
        inner = copy.copy(calibrator).fit(market.take(kept), values[kept])
        seen = Answers(market.take(aside), values[aside], np.zeros(len(aside)), False)
        parts.append((seen.slope(inner.model_).value, seen.null()))
        shares = inner.model_.shares(seen.market).values
        predicted[aside] = shares * values[aside].sum(axis=1, keepdims=True)
        found.append(dict(inner.parameters_))
    fitted, null = np.sum(parts, axis=0)
    return HeldOut(float(fitted), float(null), goodness(values, predicted), tuple(found))
