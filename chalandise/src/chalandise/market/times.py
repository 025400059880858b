"""Travel between origins and stores, held so that no table of pairs needs to exist.

Everything the models need of it are two sums, for a decay f and t_ij from origin i to store j:
`reach`, R_i = Σ_j w_j f(t_ij), and `draw`, D_j = Σ_i r_i f(t_ij).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from chalandise import checks
from chalandise.decay import Decay
from chalandise.errors import FaultCollector

Floats = npt.NDArray[np.float64]
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

    def column(self, store: int) -> Floats:
        """Times from every origin to one store, shape (origins,)."""
        ...

    def reach(self, decay: Decay, weights: Floats) -> Floats:
        """Σ_j w_j f(t_ij), shape (origins,)."""
        ...

    def draw(self, decay: Decay, ratios: Floats) -> Floats:
        """Σ_i r_i f(t_ij), shape (stores,)."""
        ...


def blocks(shape: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Rows to take at once so that a block stays in cache."""
    step = max(1, PAIRS_AT_ONCE // max(1, shape[1]))
    for start in range(0, shape[0], step):
        yield start, min(start + step, shape[0])


class Blockwise:
    """`reach` and `draw` for whatever gives its `rows`, block by block; any decay."""

    shape: tuple[int, int]

    def rows(self, start: int, stop: int) -> Floats:
        raise NotImplementedError

    def reach(self, decay: Decay, weights: Floats) -> Floats:
        found = [decay(self.rows(*block)) @ weights for block in blocks(self.shape)]
        return np.concatenate(found)

    def draw(self, decay: Decay, ratios: Floats) -> Floats:
        total = np.zeros(self.shape[1])
        for start, stop in blocks(self.shape):
            total += ratios[start:stop] @ decay(self.rows(start, stop))
        return total


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
    def shape(self) -> tuple[int, int]:  # type: ignore[override]
        return self.values.shape[0], self.values.shape[1]

    def rows(self, start: int, stop: int) -> Floats:
        return self.values[start:stop]

    def column(self, store: int) -> Floats:
        return self.values[:, store]
