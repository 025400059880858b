"""The pass of a likelihood without tables of pairs, for the decays this library compiles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from chalandise._parallel import SLICES_PER_THREAD, over_rows, threads
from chalandise.decay import Decay
from chalandise.market import Huff, Market
from chalandise.market.times import blocks

from .utilities import Utilities

Floats = npt.NDArray[np.float64]
Sums = tuple[float, Floats, Floats]  # logL, its gradient, the expected information
Swept = tuple[float, float, int, Floats, Floats, Floats]  # what `_tiles.sums` tells and adds to
PAIRS_OF_A_SLICE = 1 << 14
WORTH_COMPILING = 1 << 16  # pairs: below, numpy has done before numba is loaded


def compiles(decay: Decay, market: Market) -> bool:
    """Whether the pass below is for this decay, and this many pairs."""
    if market.shape[0] * market.shape[1] < WORTH_COMPILING:
        return False
    from . import _shapes  # numba takes a second to load: only when it is used

    return _shapes.form(decay) is not None


@dataclass(frozen=True, eq=False)
class Fused:
    """What the pass needs that no step changes.

    Attributes
    ----------
    held : Utilities
    counts : ndarray, shape (n, m) or (n, m + 1)
        With the outside option as the last column where it is fitted.
    answers : ndarray, shape (n,)
        Sums of `counts` over its columns.
    stores : ndarray, shape (m', h')
        What the exponents γ and ln U0 move: `features.store_features`.
    """

    held: Utilities
    counts: Floats
    answers: Floats
    stores: Floats

    @property
    def outside(self) -> bool:
        """Whether the outside option is fitted."""
        return len(self.stores) > self.held.market.shape[1]

    @cached_property
    def _observed(self) -> dict[Any, Floats]:
        """Σ n x of decays linear in their parameter, by kind and floor: no step changes it."""
        return {}

    def sums(self, model: Huff) -> Sums:
        """One pass over the origins on all processors; parameters in the order of `Features`."""
        from . import _shapes

        form = _shapes.form(model.decay)
        assert form is not None  # noqa: S101 - `compiles` was asked
        kind = form[0], form[3]
        known = self._observed.get(kind)
        told, logs, zeros, observed, expected, information = self._swept(model, form, known is None)
        if zeros:
            model.decay.log(0.0)  # a power refuses it, in its own words
        if known is not None:
            return self._told(model, known) - logs, known - expected, information
        if model.decay.LINEAR:
            self._observed[kind] = observed
        return told - logs, observed - expected, information

    def _swept(self, model: Huff, form: tuple[int, float, float, float], counting: bool) -> Swept:
        from . import _tiles

        times, (n, m) = self.held.market.times, self.held.market.shape
        shifts, h = self._shifts(model.decay), self.stores.shape[1]
        given = form, shifts, self.stores, self._fixed(model), self.held.draws
        counts, k = self.counts if counting else np.empty((n, 0)), h + len(shifts)

        def work(start: int, stop: int) -> Swept:
            told, logs, zeros = 0.0, 0.0, 0
            into = np.zeros(k), np.zeros(k), np.zeros((k, k))
            for first, last in blocks(start, stop, m):
                rows = np.ascontiguousarray(times.rows(first, last)), counts[first:last]
                found = _tiles.sums(*rows, self.answers[first:last], *given, *into)
                told, logs, zeros = told + found[0], logs + found[1], zeros + found[2]
            return told, logs, zeros, *into

        parts = zip(*over_rows(work, n, at_least=_whole_tiles(n, m)), strict=True)
        told, logs, zeros, *into = parts
        return sum(told), sum(logs), sum(zeros), *(np.sum(part, axis=0) for part in into)

    def _told(self, model: Huff, observed: Floats) -> float:
        """Σ n v of a decay linear in its parameter."""
        (lam,) = model.decay.parameters.values()
        last = [np.log(model.outside)] if self.outside else []
        return float(observed @ np.array([*model.gammas, *last, lam]))

    def _shifts(self, decay: Decay) -> Floats:
        """A value of each pair feature among its values; none with the option, which has 0."""
        first = decay.gradient(self.held.market.times.rows(0, 1)[:, :1]).reshape(-1)
        return np.zeros(len(first)) if self.outside else np.ascontiguousarray(first)

    def _fixed(self, model: Huff) -> Floats:
        gammas = np.array(model.gammas)
        fixed = self.stores[:, : len(gammas)] @ gammas
        if self.outside:
            fixed[-1] = np.log(model.outside)
        return fixed


def _whole_tiles(n: int, m: int) -> int:
    """Rows of a slice: the last tile of each is a short one, and short vectors are slow."""
    from ._tiles import TILE

    rows = max(-(-n // (threads() * SLICES_PER_THREAD)), PAIRS_OF_A_SLICE // m)
    return TILE * max(1, -(-rows // TILE))
