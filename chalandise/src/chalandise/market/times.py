"""Travel between origins and stores, held so that no table of pairs needs to exist.

Everything the models need of it are two sums, for a decay f and t_ij from origin i to store j:
`reach`, Σ_j w_j f(t_ij) of each origin, and `draw`, Σ_i r_i f(t_ij) of each store; `solve` makes
both in one pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from chalandise import checks
from chalandise._parallel import over_rows
from chalandise.decay import Decay
from chalandise.errors import FaultCollector

Floats = npt.NDArray[np.float64]
WORTH_COMPILING = 20_000  # times of one column: below, loading numba (a second) is the longer
PAIRS_AT_ONCE = 1 << 17  # pairs of one block: 1 MiB of float64 stays in the processor's cache


class Times(Protocol):
    """What a market needs of travel; infinite where a store cannot be reached."""

    @property
    def shape(self) -> tuple[int, int]:
        """Origins, stores."""
        ...

    def rows(self, start: int, stop: int) -> Floats:
        """Times from origins `start` to `stop` to every store, shape (stop − start, stores)."""
        ...

    def pulls(self, decay: Decay, start: int, stop: int) -> Floats:
        """f(t) from origins `start` to `stop` to every store: a new array, 0 out of reach."""
        ...

    def column(self, store: int) -> Floats:
        """Times from every origin to one store, shape (origins,)."""
        ...

    def take(self, origins: npt.NDArray[np.int64]) -> Times:
        """The same stores seen from some of the origins, by position."""
        ...

    def solve(
        self, decay: Decay, weights: Floats, outside: float, demand: Floats
    ) -> tuple[Floats, Floats]:
        """Utility u_i = Σ_j w_j f(t_ij) + U0, and what each store draws, Σ_i C_i w_j f(t_ij) / u_i.

        An origin whose utility is 0 gives nothing.
        """
        ...

    def reach(self, decay: Decay, weights: Floats) -> Floats:
        """Σ_j w_j f(t_ij), shape (origins,)."""
        ...

    def draw(self, decay: Decay, ratios: Floats) -> Floats:
        """Σ_i r_i f(t_ij), shape (stores,)."""
        ...


def blocks(start: int, stop: int, stores: int) -> Iterator[tuple[int, int]]:
    """Rows to take at once so that a block stays in cache."""
    step = max(1, PAIRS_AT_ONCE // max(1, stores))
    for first in range(start, stop, step):
        yield first, min(first + step, stop)


def ratios(demand: Floats, utility: Floats) -> Floats:
    """r_i = C_i / utility_i, 0 where nothing is reached."""
    return np.divide(demand, utility, out=np.zeros(len(utility)), where=utility > 0)


class Swept:
    """`solve`, `reach` and `draw` out of one pass over slices of origins, on all processors."""

    @property
    def shape(self) -> tuple[int, int]:
        raise NotImplementedError

    def rows(self, start: int, stop: int) -> Floats:
        raise NotImplementedError

    def pulls(self, decay: Decay, start: int, stop: int) -> Floats:
        return decay(self.rows(start, stop))

    def solve(
        self, decay: Decay, weights: Floats, outside: float, demand: Floats
    ) -> tuple[Floats, Floats]:
        return self._over_all(decay, weights, outside, demand, given=False)

    def reach(self, decay: Decay, weights: Floats) -> Floats:
        return self._over_all(decay, weights, 0.0, np.zeros(self.shape[0]), given=True)[0]

    def draw(self, decay: Decay, ratios: Floats) -> Floats:
        return self._over_all(decay, np.ones(self.shape[1]), 0.0, ratios, given=True)[1]

    def _over_all(
        self, decay: Decay, weights: Floats, outside: float, demand: Floats, given: bool
    ) -> tuple[Floats, Floats]:
        n, m = self.shape
        utility = np.empty(n)
        sweep = self._sweeper(decay)

        def work(start: int, stop: int) -> Floats:
            drawn = np.zeros(m)
            sweep(start, stop, weights, float(outside), demand, given, utility, drawn)
            return drawn

        parts = over_rows(work, n, at_least=max(1, PAIRS_AT_ONCE // m))
        return utility, np.sum(parts, axis=0)

    def _sweeper(self, decay: Decay) -> Callable[..., None]:
        """What sweeps origins `start` to `stop`: fills `utility`, adds to `drawn`."""
        raise NotImplementedError


class Blockwise(Swept):
    """The sweep in numpy for whatever gives its `rows`: any decay, block by block."""

    def _sweeper(self, decay: Decay) -> Callable[..., None]:
        def sweep(start, stop, weights, outside, demand, given, utility, drawn):
            for first, last in blocks(start, stop, self.shape[1]):
                pulls = self.pulls(decay, first, last)
                here = pulls @ weights + outside
                utility[first:last] = here
                part = demand[first:last]
                drawn += weights * ((part if given else ratios(part, here)) @ pulls)

        return sweep


@dataclass(frozen=True, eq=False)
class DenseTimes(Blockwise):
    """A full table of times or distances in float64.

    Parameters
    ----------
    values : array_like, shape (origins, stores)
        Any one unit (minutes, kilometres …), ≥ 0; `inf` where a store cannot be reached.
        NaN and negative values are refused with `InputFaults`.
    """

    values: Floats

    def __post_init__(self) -> None:
        faults = FaultCollector()
        values = checks.numbers(faults, "times", self.values)
        if values is not None:
            if faults.check(values.ndim == 2, "times", f"has {values.ndim} dimensions, 2 needed"):
                checks.not_nan(faults, "times", values, "write inf for a store out of reach")
                checks.not_negative(faults, "times", values)
            object.__setattr__(self, "values", values)
        faults.tell()

    @property
    def shape(self) -> tuple[int, int]:
        return self.values.shape[0], self.values.shape[1]

    def rows(self, start: int, stop: int) -> Floats:
        return self.values[start:stop]

    def column(self, store: int) -> Floats:
        return self.values[:, store]

    def take(self, origins: npt.NDArray[np.int64]) -> DenseTimes:
        return DenseTimes(self.values[origins])
