"""Times of the pairs within a cut-off only, in compressed rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from chalandise import checks
from chalandise.decay import Decay
from chalandise.errors import FaultCollector

from .times import DenseTimes, Floats, Swept, ratios

ROWS_AT_ONCE = 1 << 12


@dataclass(frozen=True, eq=False)
class SparseTimes(Swept):
    """Times of the pairs that matter; a pair that is not stored is out of reach.

    Parameters
    ----------
    matrix : scipy sparse array, shape (origins, stores)
        In any format, kept as CSR. A stored zero is a time of zero, not an absence. Entries given
        twice are refused.
    """

    matrix: Any

    def __post_init__(self) -> None:
        faults = FaultCollector()
        held = sparse.csr_array(self.matrix)
        faults.check(
            not sparse.issparse(self.matrix) or held.has_canonical_format or _single(held),
            "times",
            "a pair of origin and store is given more than once",
        )
        held = sparse.csr_array((held.data.astype(float), held.indices, held.indptr), held.shape)
        checks.not_nan(faults, "times", held.data, "leave out a store out of reach")
        checks.not_negative(faults, "times", held.data)
        faults.tell()
        object.__setattr__(self, "matrix", held)

    @classmethod
    def within(cls, times: npt.ArrayLike, cutoff: float) -> SparseTimes:
        """Of a full table, the pairs at `cutoff` or less."""
        values = DenseTimes(times).values  # type: ignore[arg-type]
        rows, columns = np.nonzero(values <= cutoff)
        return cls(sparse.coo_array((values[rows, columns], (rows, columns)), values.shape))

    @property
    def shape(self) -> tuple[int, int]:
        return self.matrix.shape[0], self.matrix.shape[1]

    def rows(self, start: int, stop: int) -> Floats:
        part = self.matrix[start:stop]
        full = np.full(part.shape, np.inf)
        full[np.repeat(np.arange(stop - start), np.diff(part.indptr)), part.indices] = part.data
        return full

    def column(self, store: int) -> Floats:
        at = self.matrix.indices == store
        origin = np.searchsorted(self.matrix.indptr, np.flatnonzero(at), side="right") - 1
        full = np.full(self.shape[0], np.inf)
        full[origin] = self.matrix.data[at]
        return full

    def take(self, origins: npt.NDArray[np.int64]) -> SparseTimes:
        return SparseTimes(self.matrix[origins])

    def _sweeper(self, decay: Decay) -> Callable[..., None]:
        def sweep(start, stop, weights, outside, demand, given, utility, drawn):
            for first in range(start, stop, ROWS_AT_ONCE):
                last = min(first + ROWS_AT_ONCE, stop)
                part = self.matrix[first:last]
                pulls = sparse.csr_array((decay(part.data), part.indices, part.indptr), part.shape)
                here = pulls @ weights + outside
                utility[first:last] = here
                spent = demand[first:last]
                drawn += weights * (pulls.T @ (spent if given else ratios(spent, here)))

        return sweep


def _single(matrix: Any) -> bool:
    """Whether no pair occurs twice."""
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    pairs = row.astype(np.int64) * matrix.shape[1] + matrix.indices
    return len(np.unique(pairs)) == len(pairs)
