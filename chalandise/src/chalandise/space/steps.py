"""Attraction that falls by steps, as the enhanced floating catchments use it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chalandise.decay import Decay
from chalandise.errors import FaultCollector

from .inputs import Floats


@dataclass(frozen=True)
class Steps(Decay):
    """f(t) = the weight of the first bound at or above t; 0 beyond the last.

    Parameters
    ----------
    bounds : tuple of float
        Ascending, > 0, in the unit of the times.
    weights : tuple of float
        One per bound, ≥ 0.

    Notes
    -----
    `Steps((15,), (1,))` is the plain catchment of 2SFCA. Luo and Qi (2009), *Health & Place* 15,
    use bounds 10, 20, 30 min with weights 1, 0.68, 0.22 (slow decay) or 1, 0.42, 0.09. Steps have
    no parameter a calibration could move.
    """

    bounds: tuple[float, ...]
    weights: tuple[float, ...]

    def __call__(self, t: npt.ArrayLike) -> Floats:
        found = np.searchsorted(self.bounds, self._times(t), side="left")
        return np.append(np.asarray(self.weights, float), 0.0)[found]

    def log(self, t: npt.ArrayLike) -> Floats:
        with np.errstate(divide="ignore"):
            return np.log(self(t))

    def _check(self, faults: FaultCollector) -> None:
        bounds, weights = np.asarray(self.bounds, float), np.asarray(self.weights, float)
        faults.check(len(bounds) == len(weights), "Steps", "needs one weight per bound")
        rising = len(bounds) > 0 and bounds[0] > 0 and bool((np.diff(bounds) > 0).all())
        faults.check(rising and np.isfinite(bounds).all(), "Steps.bounds", "must rise from above 0")
        faults.check(
            bool((weights >= 0).all() and np.isfinite(weights).all()),
            "Steps.weights",
            "must be numbers at or above 0",
        )
