"""Travel of a market some of whose stores are gone, moved or new, without copying the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from chalandise.decay import Decay
from chalandise.market.times import WORTH_COMPILING, Floats, Times, ratios


@dataclass(frozen=True, eq=False)
class Amended:
    """Columns of a base, and columns of our own.

    Attributes
    ----------
    base : Times
        Travel before the changes.
    source : ndarray of int, shape (m',)
        Of each store, its column in `base`; −1 − k for column k of `columns`.
    columns : ndarray, shape (n, k)
        Times to the stores that moved or opened.
    """

    base: Times
    source: npt.NDArray[np.int64]
    columns: Floats

    @property
    def shape(self) -> tuple[int, int]:
        return self.base.shape[0], len(self.source)

    @property
    def kept(self) -> npt.NDArray[np.bool_]:
        """Which stores have their travel from the base."""
        return self.source >= 0

    def rows(self, start: int, stop: int) -> Floats:
        full = np.empty((stop - start, len(self.source)))
        full[:, self.kept] = self.base.rows(start, stop)[:, self.source[self.kept]]
        full[:, ~self.kept] = self.columns[start:stop, self._own]
        return full

    def pulls(self, decay: Decay, start: int, stop: int) -> Floats:
        full = np.empty((stop - start, len(self.source)))
        full[:, self.kept] = self.base.pulls(decay, start, stop)[:, self.source[self.kept]]
        full[:, ~self.kept] = decay(self.columns[start:stop, self._own])
        return full

    def column(self, store: int) -> Floats:
        source = int(self.source[store])
        return self.base.column(source) if source >= 0 else self.columns[:, -1 - source]

    def take(self, origins: npt.NDArray[np.int64]) -> Amended:
        return replace(self, base=self.base.take(origins), columns=self.columns[origins])

    def column_at(self, place: npt.ArrayLike) -> Floats:
        """Times from every origin to a place, where the base has coordinates."""
        found: Floats = self.base.column_at(place)  # type: ignore[attr-defined]
        return found

    def solve(
        self, decay: Decay, weights: Floats, outside: float, demand: Floats
    ) -> tuple[Floats, Floats]:
        utility = self.reach(decay, weights) + outside
        return utility, weights * self.draw(decay, ratios(demand, utility))

    def reach(self, decay: Decay, weights: Floats) -> Floats:
        of_base = np.zeros(self.base.shape[1])
        of_base[self.source[self.kept]] = weights[self.kept]
        reached = self.base.reach(decay, of_base)
        for store in np.flatnonzero(~self.kept).tolist():
            reached += weights[store] * pull(decay, self.column(store))
        return reached

    def draw(self, decay: Decay, ratios: Floats) -> Floats:
        drawn = np.empty(len(self.source))
        drawn[self.kept] = self.base.draw(decay, ratios)[self.source[self.kept]]
        for store in np.flatnonzero(~self.kept).tolist():
            drawn[store] = np.dot(ratios, pull(decay, self.column(store)))
        return drawn

    @property
    def _own(self) -> npt.NDArray[np.int64]:
        return -1 - self.source[~self.kept]


def pull(decay: Decay, times: Floats) -> Floats:
    """f(t), computed only where the store is within reach: most of a country is not."""
    if len(times) >= WORTH_COMPILING and (found := _compiled(decay, times)) is not None:
        return found
    within = np.flatnonzero(np.isfinite(times))
    pulls = np.zeros(len(times))
    pulls[within] = decay(times[within])
    return pulls


def _compiled(decay: Decay, times: Floats) -> Floats | None:
    """The same without temporaries; None for a decay of one's own, or where f is no number."""
    from chalandise.market import _kernels  # numba takes a second to load: only when it is used

    code = _kernels.code(decay)
    if code is None:
        return None
    pulls = np.empty(len(times))
    _kernels.decays_at(code, np.ascontiguousarray(times), pulls)
    return pulls if np.isfinite(pulls.sum()) else None  # the decay itself then says what is wrong
