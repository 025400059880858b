"""A decay that stops at a limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from chalandise.errors import FaultCollector

from .base import Decay, Floats


@dataclass(frozen=True)
class Cut(Decay):
    """Another decay up to `limit`, 0 beyond: the cut-off as part of the model.

    Parameters
    ----------
    inner : Decay
        Its parameters are those of the whole.
    limit : float
        Longest time or distance that counts, > 0.
    """

    inner: Decay
    limit: float

    @property
    def parameters(self) -> dict[str, float]:
        return self.inner.parameters

    def with_parameters(self, values: Sequence[float]) -> Self:
        return replace(self, inner=self.inner.with_parameters(values))

    def __call__(self, t: npt.ArrayLike) -> Floats:
        return self.inner(self._times(t))

    def _check(self, faults: FaultCollector) -> None:
        self._above_zero(faults, "limit")

    def _times(self, t: npt.ArrayLike) -> Floats:
        times = super()._times(t)
        return np.where(times <= self.limit, times, np.inf)

    def _log(self, times: Floats) -> Floats:
        return self.inner.log(times)

    def _gradient(self, times: Floats) -> list[Floats]:
        return list(np.moveaxis(self.inner.gradient(times), -1, 0))
