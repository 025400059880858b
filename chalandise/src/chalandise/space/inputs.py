"""What the functions of this package are given: travel in any form, and amounts per place."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from chalandise import checks
from chalandise.errors import FaultCollector, InputFaults
from chalandise.market import DenseTimes, Times

Floats = npt.NDArray[np.float64]


def travel(faults: FaultCollector, given: Times | npt.ArrayLike) -> Times | None:
    """Travel as it is, or a full table of it; None with faults when it cannot be read."""
    if hasattr(given, "reach") and hasattr(given, "rows"):
        return given  # type: ignore[return-value]
    try:
        return DenseTimes(given)  # type: ignore[arg-type]
    except InputFaults as error:
        faults.take(error)
        return None


def amounts(faults: FaultCollector, place: str, given: Any, count: int | None = None) -> Floats:
    """Finite numbers, none negative, one per place; what could not be read comes as nothing."""
    values = checks.numbers(faults, place, given)
    if values is None:
        return np.zeros(count or 0)
    if faults.check(values.ndim == 1, place, f"has {values.ndim} dimensions, 1 needed"):
        if count is not None:
            checks.shape(faults, place, values, (count,))
        checks.finite(faults, place, values)
        checks.not_negative(faults, place, values)
    return values
