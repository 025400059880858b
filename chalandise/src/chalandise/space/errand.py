"""What a walk is asked for, checked: times between stops, time spent there, opening hours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chalandise import checks
from chalandise.errors import FaultCollector

Floats = npt.NDArray[np.float64]
MOST_STOPS = 12  # 2^12 sets of stops: memory and time double with each stop more


@dataclass(frozen=True, eq=False, slots=True)
class Errand:
    """A checked errand: rows 1 … k of `go` are the stops, 0 the start."""

    go: Floats
    home: Floats
    service: Floats
    opens: Floats
    closes: Floats
    depart: float


def errand(
    times: npt.ArrayLike,
    service: npt.ArrayLike,
    windows: npt.ArrayLike | None,
    depart: float,
    end: npt.ArrayLike | None,
) -> Errand:
    """The errand, or every fault of it; see `best_walk` for the arguments."""
    faults = FaultCollector()
    go = _matrix(faults, times)
    count = len(go) - 1
    stay = checks.numbers(faults, "service", service)
    stay = np.zeros(count) if stay is None else stay
    if stay.ndim and checks.shape(faults, "service", stay, (count,)):
        checks.finite(faults, "service", stay)
    checks.not_negative(faults, "service", stay)
    hours = _windows(faults, windows, count)
    faults.check(bool(np.isfinite(depart)), "depart", f"is {depart}")
    home = np.zeros(count + 1) if end is None else checks.numbers(faults, "end", end)
    if home is not None and checks.shape(faults, "end", home, (count + 1,)):
        checks.not_nan(faults, "end", home)
        checks.not_negative(faults, "end", home)
    faults.tell()
    stay = np.broadcast_to(stay, (count,)).astype(float)
    return Errand(go, np.asarray(home), stay, hours[:, 0], hours[:, 1], float(depart))


def _matrix(faults: FaultCollector, times: npt.ArrayLike) -> Floats:
    go = checks.numbers(faults, "times", times)
    if go is None or not faults.check(
        go.ndim == 2 and go.shape[0] == go.shape[1] >= 2, "times", "is no square of 2 or more rows"
    ):
        return np.zeros((2, 2))
    checks.not_nan(faults, "times", go, "write inf where there is no way")
    checks.not_negative(faults, "times", go)
    faults.check(
        len(go) <= MOST_STOPS + 1, "times", f"has {len(go) - 1} stops, at most {MOST_STOPS}"
    )
    return go


def _windows(faults: FaultCollector, windows: npt.ArrayLike | None, count: int) -> Floats:
    always = np.tile((-np.inf, np.inf), (count, 1))
    hours = None if windows is None else checks.numbers(faults, "windows", windows)
    if hours is None or not checks.shape(faults, "windows", hours, (count, 2)):
        return always
    checks.not_nan(faults, "windows", hours, "write -inf and inf for always")
    faults.check(not (hours[:, 0] > hours[:, 1]).any(), "windows", "one closes before it opens")
    return hours
