"""What all decays share: parameters with their ranges, logarithm, gradient, refusals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from chalandise.errors import FaultCollector, InvalidInput

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Decay:
    """What all decays share. A decay of one's own gives `NAMES`, `_log` and `_gradient`."""

    NAMES: ClassVar[tuple[str, ...]] = ()
    LINEAR: ClassVar[bool] = False  # ln f is its gradient times its one parameter

    def __post_init__(self) -> None:
        faults = FaultCollector()
        for name, value in self.parameters.items():
            faults.check(math.isfinite(value), f"{type(self).__name__}.{name}", f"is {value}")
        self._check(faults)
        faults.tell()

    @property
    def parameters(self) -> dict[str, float]:
        """The parameters a calibration moves, by name, in the order of `gradient`."""
        return {name: float(getattr(self, name)) for name in self.NAMES}

    def with_parameters(self, values: Sequence[float]) -> Self:
        """The same decay with other parameters, in the order of `parameters`."""
        return replace(self, **dict(zip(self.NAMES, map(float, values), strict=True)))

    def __call__(self, t: npt.ArrayLike) -> Floats:
        """f(t), same shape as `t`; minutes or metres, ≥ 0."""
        return np.exp(self.log(t))

    def log(self, t: npt.ArrayLike) -> Floats:
        """ln f(t), same shape as `t`; −inf where `t` is infinite."""
        times = self._times(t)
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            value = self._log(times)
        return np.where(np.isinf(times), -np.inf, value)

    def gradient(self, t: npt.ArrayLike) -> Floats:
        """∂ ln f(t) / ∂ parameters, shape `t.shape + (len(parameters),)`; 0 where `t` is infinite."""
        times = self._times(t)
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            value = np.stack(self._gradient(times), axis=-1)
        return np.where(np.isinf(times)[..., None], 0.0, value)

    def _times(self, t: npt.ArrayLike) -> Floats:
        times = np.asarray(t, dtype=np.float64)
        if times.size and not times.min() >= 0:  # NaN fails the comparison too
            raise InvalidInput("a time or distance is negative or missing")
        return times

    def _check(self, faults: FaultCollector) -> None:
        """Each parameter within its range."""

    def _log(self, times: Floats) -> Floats:
        raise NotImplementedError

    def _gradient(self, times: Floats) -> list[Floats]:
        raise NotImplementedError

    def _at_least_zero(self, faults: FaultCollector, name: str) -> None:
        value = getattr(self, name)
        faults.check(
            not value < 0,
            f"{type(self).__name__}.{name}",
            f"is {value}, attraction would grow with distance",
            "exponents are written positive here: λ = 2 where R's MCI writes −2",
        )

    def _above_zero(self, faults: FaultCollector, *names: str) -> None:
        for name in names:
            value = getattr(self, name)
            faults.check(
                not value <= 0, f"{type(self).__name__}.{name}", f"is {value}, not above 0"
            )
