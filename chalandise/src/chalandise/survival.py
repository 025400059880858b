"""Kaplan-Meier survival with censoring and late entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from chalandise.errors import InvalidInput

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class SurvivalCurve:
    """A step function: one row per time at which something ended.

    `time` is in the unit of the durations; `survival`, `lower` and `upper` are ratios 0 to 1;
    `at_risk` and `events` are counts. Before the first time the survival is 1.
    `followed` is the longest duration observed: beyond it the curve says nothing.
    """

    time: Floats
    survival: Floats
    lower: Floats
    upper: Floats
    at_risk: npt.NDArray[np.int64]
    events: npt.NDArray[np.int64]
    followed: float

    def at(self, time: float) -> float:
        """S(time); `nan` beyond the longest duration observed, unless the curve reached 0."""
        step = int(np.searchsorted(self.time, time, side="right")) - 1
        survival = 1.0 if step < 0 else float(self.survival[step])
        return float("nan") if time > self.followed and survival > 0 else survival

    def interval_at(self, time: float) -> tuple[float, float]:
        """Lower and upper confidence bound of S(time)."""
        step = int(np.searchsorted(self.time, time, side="right")) - 1
        return (1.0, 1.0) if step < 0 else (float(self.lower[step]), float(self.upper[step]))

    @property
    def median(self) -> float | None:
        """First time at which at most half are left; None when the curve stays above."""
        below = np.flatnonzero(self.survival <= 0.5 + 1e-12)
        return float(self.time[below[0]]) if below.size else None


def kaplan_meier(
    durations: Sequence[float] | Floats,
    ended: Sequence[bool] | Sequence[int] | npt.NDArray[np.bool_],
    *,
    entry: Sequence[float] | Floats | None = None,
    level: float = 0.95,
) -> SurvivalCurve:
    """Product-limit estimate of the share still alive after a duration.

    Formula: S(t) = product over t_i <= t of (1 - d_i / n_i), with d_i ends at t_i and n_i at risk
    just before (a unit censored at t_i is still at risk at t_i). Variance of Greenwood:
    S² sum d_i / (n_i (n_i - d_i)); interval on the log(-log S) scale.

    Parameters
    ----------
    durations : sequence of float
        Time lived, any unit, none negative.
    ended : sequence of bool
        True when the end was seen, False when the unit was still alive (censored).
    entry : sequence of float, optional
        Age at which the unit came under observation (late entry), below its duration.
    level : float
        Confidence of the interval.

    Returns
    -------
    SurvivalCurve
        One row per distinct end. Where S is 0 the upper bound is that of the step before.

    Source: Kaplan and Meier (1958), JASA 53; Greenwood (1926); Kalbfleisch and Prentice (1980).
    """
    lived, gone, came = _checked(durations, ended, entry, level)
    time, events = np.unique(lived[gone], return_counts=True)
    at_risk = _at_risk(time, lived, came)
    with np.errstate(divide="ignore", invalid="ignore"):
        survival: Floats = np.cumprod(1.0 - events / at_risk, dtype=np.float64)
        greenwood: Floats = np.cumsum(events / (at_risk * (at_risk - events)), dtype=np.float64)
    lower, upper = _log_log(survival, greenwood, level)
    followed = float(lived.max()) if lived.size else 0.0
    return SurvivalCurve(time, survival, lower, upper, at_risk, events, followed)


def _checked(
    durations: Sequence[float] | Floats,
    ended: Sequence[bool] | Sequence[int] | npt.NDArray[np.bool_],
    entry: Sequence[float] | Floats | None,
    level: float,
) -> tuple[Floats, npt.NDArray[np.bool_], Floats | None]:
    lived = np.asarray(durations, dtype=float)
    gone = np.asarray(ended, dtype=bool)
    came = None if entry is None else np.asarray(entry, dtype=float)
    faults = []
    if lived.shape != gone.shape or (came is not None and came.shape != lived.shape):
        faults.append("durations, ends and entries must be as many")
    elif came is not None and bool((came > lived).any()):
        faults.append("a unit enters after its own end")
    if not np.isfinite(lived).all() or bool((lived < 0).any()):
        faults.append("a duration is negative or not a number")
    if not 0 < level < 1:
        faults.append(f"a confidence level lies between 0 and 1: {level}")
    if faults:
        raise InvalidInput("; ".join(faults))
    return lived, gone, came


def _at_risk(time: Floats, lived: Floats, came: Floats | None) -> npt.NDArray[np.int64]:
    """Units whose duration is at least t and whose entry lies before t (or at 0)."""
    out = np.searchsorted(np.sort(lived), time, side="left")
    if came is None:
        return np.asarray(lived.size - out, dtype=np.int64)
    # a unit that enters at 0 is at risk of an end at 0; a later entry starts just after its age
    starts = np.sort(np.where(came <= 0, -1.0, came))
    return np.asarray(np.searchsorted(starts, time, side="left") - out, dtype=np.int64)


def _log_log(survival: Floats, greenwood: Floats, level: float) -> tuple[Floats, Floats]:
    z = NormalDist().inv_cdf(0.5 + level / 2)
    inside = (survival > 0) & (survival < 1)
    lower, upper = survival.copy(), survival.copy()
    inner = survival[inside]
    spread = z * np.sqrt(greenwood[inside]) / np.abs(np.log(inner))
    lower[inside] = inner ** np.exp(spread)
    upper[inside] = inner ** np.exp(-spread)
    dead = np.flatnonzero(survival <= 0)
    if dead.size:
        upper[dead] = upper[dead[0] - 1] if dead[0] else 1.0
    return lower, upper
