"""Answers of respondents, one row each: who chose which store."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chalandise import checks
from chalandise.errors import FaultCollector

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
OUTSIDE = -1


@dataclass(frozen=True, eq=False)
class Choices:
    """One store chosen by each respondent.

    Parameters
    ----------
    origin : array_like of int, shape (r,)
        Position of the respondent's origin in the market.
    store : array_like of int, shape (r,)
        Position of the store chosen; −1 for the outside option (online, another town).
    weight : array_like, shape (r,), optional
        What each answer stands for, above 0; 1 by default.
    """

    origin: Integers
    store: Integers
    weight: Floats

    def __init__(
        self, origin: npt.ArrayLike, store: npt.ArrayLike, weight: npt.ArrayLike | None = None
    ) -> None:
        faults = FaultCollector()
        rows = [
            _positions(faults, "origin", origin, 0),
            _positions(faults, "store", store, OUTSIDE),
        ]
        count = len(rows[0])
        faults.check(count > 0, "choices", "hold no respondent")
        checks.shape(faults, "store", rows[1], (count,))
        held = checks.numbers(faults, "weight", np.ones(count) if weight is None else weight)
        if held is not None and checks.shape(faults, "weight", held, (count,)):
            wrong = int((~(held > 0) | np.isinf(held)).sum())
            faults.check(not wrong, "weight", f"{wrong} are not above 0 and finite")
        faults.tell()
        for name, value in zip(("origin", "store", "weight"), (*rows, held), strict=True):
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return len(self.origin)

    def take(self, respondents: Integers) -> Choices:
        """The answers of some respondents, by position, repeats allowed."""
        return Choices(self.origin[respondents], self.store[respondents], self.weight[respondents])

    def counts(self, shape: tuple[int, int]) -> tuple[Floats, Floats]:
        """Weighted answers: at each store, shape (n, m), and outside, shape (n,)."""
        n, m = shape
        faults = FaultCollector()
        faults.check(int(self.origin.max()) < n, "origin", f"a position is beyond {n - 1}")
        faults.check(int(self.store.max()) < m, "store", f"a position is beyond {m - 1}")
        faults.tell()
        inside = self.store != OUTSIDE
        cells = self.origin[inside] * m + self.store[inside]
        counts = np.bincount(cells, self.weight[inside], minlength=n * m).reshape(n, m)
        outside = np.bincount(self.origin[~inside], self.weight[~inside], minlength=n)
        return counts.astype(float), outside.astype(float)


def _positions(faults: FaultCollector, place: str, given: npt.ArrayLike, least: int) -> Integers:
    values = checks.numbers(faults, place, given)
    if values is None or not faults.check(values.ndim == 1, place, "is not one row of positions"):
        return np.zeros(0, dtype=np.int64)
    whole = np.isfinite(values) & (values == np.floor(values)) & (values >= least)
    faults.check(bool(whole.all()), place, f"{int((~whole).sum())} are no positions")
    return np.where(whole, values, 0).astype(np.int64)
