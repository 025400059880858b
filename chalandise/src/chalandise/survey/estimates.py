"""A ratio measured on households, with its interval and the numbers it rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.stats import norm, t

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

LEAST_VARIANCE = 1e-12  # of r (1 − r): no survey has a million million households


@dataclass(frozen=True, eq=False, slots=True)
class Figures:
    """Figures of a survey; all arrays of one shape, NaN where nobody answered.

    Attributes
    ----------
    value : ndarray
    standard_error : ndarray
        By linearisation, households within zones.
    lower, upper : ndarray
        Of the interval; never a point, even where every household said the same.
    acts : ndarray of int
        Answers that speak for the figure (its numerator).
    households : ndarray of int
        Households it is a share of (its base).
    small : ndarray of bool
        The base holds fewer households than the study asks for: not to be published alone.
    """

    value: Floats
    standard_error: Floats
    lower: Floats
    upper: Floats
    acts: Integers
    households: Integers
    small: npt.NDArray[np.bool_]

    def times(self, amount: npt.ArrayLike) -> Figures:
        """The same in EUR: shares of an amount known without doubt."""
        by = np.asarray(amount, dtype=float)
        return replace(
            self,
            value=self.value * by,
            standard_error=self.standard_error * by,
            lower=self.lower * by,
            upper=self.upper * by,
        )

    def complement(self, acts: Integers) -> Figures:
        """1 − share; `acts` are those that speak for it."""
        return replace(
            self, value=1 - self.value, lower=1 - self.upper, upper=1 - self.lower, acts=acts
        )

    def __getitem__(self, at: object) -> Figures:
        """Some of the figures, by numpy's rules."""
        names = self.__dataclass_fields__
        return Figures(**{name: np.asarray(getattr(self, name)[at]) for name in names})


@dataclass(frozen=True, slots=True)
class Rules:
    """Level of the intervals, and fewest households behind a figure."""

    level: float
    fewest: int


def ratio(
    value: npt.NDArray,
    variance: Floats,
    kish: Floats,
    freedom: npt.NDArray,
    acts: Integers,
    households: Integers,
    rules: Rules,
) -> Figures:
    """Wilson's interval at the effective number of households.

    n = r (1 − r) / var · (z / t)², t with `freedom` degrees; where all said the same (r is 0 or 1,
    no variance seen) n is Kish's 1 / Σ a², a the part of each household, with the same correction.
    """
    tail = 0.5 + rules.level / 2
    value = np.clip(value, 0.0, 1.0)  # a sum of weights over itself may pass 1 by its last digit
    spread = value * (1 - value)
    with np.errstate(divide="ignore", invalid="ignore"):
        # households that all say the same leave a variance of rounding errors, or none
        told = (spread > LEAST_VARIANCE) & (variance > LEAST_VARIANCE * spread)
        seen = np.where(told, spread / variance, kish)
        n = seen * (norm.ppf(tail) / t.ppf(tail, np.maximum(freedom, 1))) ** 2
        lower, upper = _wilson(value, n, norm.ppf(tail))
    error = np.where(np.isnan(value), np.nan, np.sqrt(variance))
    small = households < rules.fewest
    return Figures(value, error, lower, upper, acts, households, small)


def _wilson(value: npt.NDArray, n: Floats, z: float) -> tuple[Floats, Floats]:
    middle = value + z**2 / (2 * n)
    half = z * np.sqrt(value * (1 - value) / n + z**2 / (4 * n**2))
    lower, upper = (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)
    return np.clip(lower, 0.0, value), np.clip(upper, value, 1.0)
