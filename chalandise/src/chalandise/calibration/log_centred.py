"""Least squares on log-centred shares (MCI)."""

from __future__ import annotations

import warnings
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt

from chalandise.errors import FaultCollector, InvalidInput
from chalandise.market import Huff, Market

from .base import Calibrator, NotIdentified, as_model, inverted, with_doubt
from .utilities import Utilities, table

Floats = npt.NDArray[np.float64]


class LogCentred(Calibrator):
    """ln(p_ij / p̃_i) = Σ_h γ_h ln(A_hj / Ã_h) + λ · (d_ij − d̄_i), ordinary least squares.

    Tildes are geometric means and bars means over the stores that origin i uses; d is −ln t for
    `Power` and −t for `Exponential`, the two decays that are linear in their parameter. No
    intercept.

    Parameters
    ----------
    model : Huff
        Its kind of decay and number of γ count, its values do not.
    zeros : {"leave out", "refuse"} or float
        A share of 0 has no logarithm: its pair is left out, refused, or given this small share.

    Attributes
    ----------
    r2_, adjusted_r2_ : float
        Uncentred, as the regression has no intercept.
    residual_error_ : float
        Standard error of the residuals.
    left_out_ : int
        Pairs observed as 0, or out of reach.

    Notes
    -----
    A regression of logarithms, not a likelihood: it weighs a share of 0.001 like one of 0.9 and is
    biased where zeros are left out. `MaximumLikelihood` reads counts as they are.

    References
    ----------
    Nakanishi and Cooper (1974), *Journal of Marketing Research* 11, 303-311.
    """

    r2_: float
    adjusted_r2_: float
    residual_error_: float
    left_out_: int

    def __init__(
        self, model: Huff, *, zeros: Literal["leave out", "refuse"] | float = "leave out"
    ) -> None:
        if not model.decay.LINEAR:
            raise InvalidInput("LogCentred fits Power and Exponential; use MaximumLikelihood")
        if model.outside:
            raise InvalidInput("LogCentred knows no outside option; use MaximumLikelihood")
        if not isinstance(zeros, str) and not 0 < zeros < 1:
            raise InvalidInput(f"zeros: a share of {zeros} is not between 0 and 1")
        self.model, self.zeros = model, zeros

    def fit(self, market: Market, observed: Any) -> Self:
        """Fit to shares (or counts: only ratios within an origin matter), shape (n, m)."""
        shares = self._without_zeros(market, table(market, observed, "shares"))
        utilities = Utilities.of(self.model, market)
        y, x = _centred(shares, utilities)
        self.left_out_ = market.shape[0] * market.shape[1] - len(y)
        inverse, loose = inverted(x.T @ x, utilities.names)
        theta = inverse @ (x.T @ y)
        freedom = self._told(y, y - x @ theta, len(theta))
        covariance = (
            inverse * self.residual_error_**2 if freedom > 0 else np.full_like(inverse, np.inf)
        )
        if loose:
            told = f"the shares cannot tell {', '.join(loose)}"
            warnings.warn(NotIdentified(told), stacklevel=2)
        model = as_model(self.model, utilities.names, theta)
        names = utilities.names
        found = dict(zip(names, theta.tolist(), strict=True))
        self._keep(market, model, found, with_doubt(covariance, names, loose), identified=not loose)
        return self

    def _without_zeros(self, market: Market, shares: Floats) -> Floats:
        """NaN for a pair that does not count."""
        reached = np.isfinite(market.times.rows(0, market.shape[0]))
        reached &= (market.attraction > 0).all(axis=1)
        none = reached & (shares == 0)
        if self.zeros == "refuse" and none.any():
            faults = FaultCollector()
            faults.add("shares", f"{int(none.sum())} are 0", 'see the parameter "zeros"')
            faults.tell()
        if not isinstance(self.zeros, str):
            total = shares.sum(axis=1, keepdims=True)
            shares = np.where(none, self.zeros * np.where(total > 0, total, 1.0), shares)
        return np.where(shares > 0, shares, np.nan)

    def _told(self, y: Floats, rest: Floats, k: int) -> int:
        """Keep the regression's own measures; gives its degrees of freedom."""
        freedom, total = len(y) - k, float(y @ y)
        squares = float(rest @ rest)
        self.r2_ = 1 - squares / total if total else float("nan")
        some = freedom > 0
        self.adjusted_r2_ = 1 - (1 - self.r2_) * len(y) / freedom if some else float("nan")
        self.residual_error_ = float(np.sqrt(squares / freedom)) if some else float("inf")
        return freedom


def _centred(shares: Floats, utilities: Utilities) -> tuple[Floats, Floats]:
    """Logarithms less their mean over the pairs of the origin that count: y (p,), x (p, k)."""
    used = ~np.isnan(shares)
    used &= used.sum(axis=1, keepdims=True) > 1  # a single store says nothing once centred
    features = utilities.gradient(0, len(shares))
    stacked = np.concatenate([np.log(shares)[..., None], features], axis=-1)
    kept = np.where(used[..., None], stacked, 0.0)
    count = np.maximum(used.sum(axis=1), 1)[:, None, None]
    centred = (kept - kept.sum(axis=1, keepdims=True) / count)[used]
    if not len(centred):
        raise InvalidInput("shares: no origin uses two stores, so nothing can be compared")
    return centred[:, 0], centred[:, 1:]
