"""Times rounded to steps in 16 bits: a table lookup stands for the decay, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from chalandise.decay import Decay
from chalandise.errors import FaultCollector

from .times import DenseTimes, Floats, Swept

UNREACHABLE = 65_535
Steps = npt.NDArray[np.uint16]


@dataclass(frozen=True, eq=False)
class QuantisedTimes(Swept):
    """Times held as whole numbers of a small step: 2 bytes a pair, and no power to compute.

    Parameters
    ----------
    steps : ndarray of uint16, shape (origins, stores)
        Times in units of `step`; 65,535 where a store cannot be reached.
    step : float
        Size of a step in the unit of the decay: 0.1 minute by default, up to 109 hours.

    Notes
    -----
    A time is off by half a step at most: under t^−λ a share is off by up to λ · step / (2 t),
    1 % for λ = 2 at 10 minutes, in either direction; sums over many origins much less.
    """

    steps: Steps
    step: float = 0.1

    def __post_init__(self) -> None:
        faults = FaultCollector()
        held = np.ascontiguousarray(self.steps)
        faults.check(
            held.dtype == np.uint16, "times", "are not in uint16", "QuantisedTimes.of rounds them"
        )
        faults.check(held.ndim == 2, "times", f"has {held.ndim} dimensions, 2 needed")
        faults.check(self.step > 0, "step", f"is {self.step}, not above 0")
        faults.tell()
        object.__setattr__(self, "steps", held)

    @classmethod
    def of(cls, times: npt.ArrayLike, step: float = 0.1) -> QuantisedTimes:
        """Round times to the nearest step; `inf` stays out of reach.

        Raises `InputFaults` for NaN, negative times, and finite times beyond 65,534 steps.
        """
        values = DenseTimes(times).values / step  # type: ignore[arg-type]
        out = np.isinf(values)
        faults = FaultCollector()
        far = float(values.max(initial=0, where=~out))
        faults.check(
            round(far) < UNREACHABLE,
            "times",
            f"reach {far * step:g}, beyond 65,534 steps of {step:g}",
            "take a larger step, or write inf for what is out of reach",
        )
        faults.tell()
        return cls(np.rint(np.where(out, UNREACHABLE, values)).astype(np.uint16), step)

    @property
    def shape(self) -> tuple[int, int]:
        return self.steps.shape[0], self.steps.shape[1]

    def rows(self, start: int, stop: int) -> Floats:
        return self._times(self.steps[start:stop])

    def pulls(self, decay: Decay, start: int, stop: int) -> Floats:
        return self.table(decay)[self.steps[start:stop]]

    def column(self, store: int) -> Floats:
        return self._times(self.steps[:, store])

    def take(self, origins: npt.NDArray[np.int64]) -> QuantisedTimes:
        return QuantisedTimes(self.steps[origins], self.step)

    def _times(self, steps: Steps) -> Floats:
        return np.where(steps == UNREACHABLE, np.inf, steps * self.step)

    @cached_property
    def _range(self) -> tuple[int, int]:
        """Smallest step, and one more than the largest that is within reach."""
        low, high = int(self.steps.min()), int(self.steps.max()) + 1
        if high > UNREACHABLE:
            reached = self.steps != UNREACHABLE
            high = int(self.steps.max(initial=0, where=reached)) + 1
        return low, high

    def table(self, decay: Decay) -> Floats:
        """f at each of the 65,536 steps; computed only between the smallest and largest in use."""
        table = np.zeros(UNREACHABLE + 1)
        low, high = self._range
        if low < high:
            table[low:high] = decay(np.arange(low, high) * self.step)
        return table

    def _sweeper(self, decay: Decay) -> Callable[..., None]:
        from ._kernels import sweep_steps  # numba takes a second to load: only when it is used

        table = self.table(decay)

        def sweep(start, stop, weights, outside, demand, given, utility, drawn):
            sweep_steps(
                start, stop, self.steps, table, weights, outside, demand, given, utility, drawn
            )

        return sweep
