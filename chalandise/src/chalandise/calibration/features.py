"""What moves each utility, in two parts: of the store alone, and of the pair.

Apart, because the first is a small matrix (stores × variables) for which every sum over pairs is a
product of matrices; only the decay's part needs a table of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chalandise.market import Huff

from .utilities import Utilities

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Features:
    """∂v_ij / ∂parameters: `of_store` (m, h) whatever the origin, `of_pair` d tables (n, m).

    The parameters are the exponents γ, the decay's, then ln U0 where the outside option is the last
    column. Each feature is centred by a constant, which shares do not see and sums do: without it
    the information would be a small difference of large numbers.
    """

    held: Utilities
    of_store: Floats
    of_pair: tuple[Floats, ...]
    shifts: Floats
    outside: bool

    @classmethod
    def of(cls, held: Utilities, outside: bool) -> Features:
        """Of a model on a market."""
        moved = held.decay_gradient(0, held.market.shape[0])
        shifts = np.array([_middle(moved[..., d]) for d in range(moved.shape[-1])])
        pairs = [np.ascontiguousarray(moved[..., d]) - shift for d, shift in enumerate(shifts)]
        if outside:
            # the option has utility U0 everywhere: no γ and no decay moves it, so nothing is centred
            pairs = [
                np.pad(pair + s, ((0, 0), (0, 1))) for pair, s in zip(pairs, shifts, strict=True)
            ]
            shifts = np.zeros(len(shifts))
        return cls(held, store_features(held, outside), tuple(pairs), shifts, outside)

    @property
    def order(self) -> list[int]:
        """Position of each parameter among (of_store, of_pair), in the order of the names."""
        return named_order(self.of_store.shape[1], len(self.of_pair), self.outside)

    def utilities(self, model: Huff, start: int, stop: int) -> Floats:
        """v of a block of origins, a new array; for a linear decay without taking a logarithm."""
        gammas = np.array(model.gammas)
        rows = slice(start, stop)
        if not model.decay.LINEAR:
            v = self.held.values(start, stop)
            last = np.full((len(v), 1), np.log(model.outside)) if self.outside else None
            return v if last is None else np.hstack([v, last])
        (lam,) = model.decay.parameters.values()
        own = self.of_store[:, : len(gammas)] @ gammas
        v = lam * self.of_pair[0][rows] + own
        if self.outside:
            v[:, -1] = np.log(model.outside)
        closed = self.held.closed(start, stop)
        if closed is not None:
            v[:, : closed.shape[1]][closed] = -np.inf
        return v

    def scores(self, p: Floats, counts: Floats, answers: Floats, start: int, stop: int) -> Floats:
        """Σ_j (n_ij − N_i p_ij) x_ij of each origin of a block, shape (stop − start, k)."""
        rest = counts - answers[:, None] * p
        pairs = [_rows(rest, pair[start:stop]) for pair in self.of_pair]
        return np.column_stack([_by(rest, self.of_store), *pairs])[:, self.order]

    def information(self, p: Floats, answers: Floats, start: int, stop: int) -> Floats:
        """Σ N Cov_p(x) over the origins of a block; `p` is written over."""
        pairs = [pair[start:stop] for pair in self.of_pair]
        means = np.column_stack([_by(p, self.of_store), *(_rows(p, pair) for pair in pairs)])
        p *= answers[:, None]
        square = self._squares(p, pairs) - (answers[:, None] * means).T @ means
        return square[np.ix_(self.order, self.order)]

    def _squares(self, heavy: Floats, pairs: list[Floats]) -> Floats:
        """Σ_ij N_i p_ij x xᵀ."""
        h, d = self.of_store.shape[1], len(pairs)
        found = np.empty((h + d, h + d))
        found[:h, :h] = self.of_store.T @ (heavy.sum(axis=0)[:, None] * self.of_store)
        for a, pair in enumerate(pairs):
            moved = heavy * pair
            found[h + a, :h] = found[:h, h + a] = moved.sum(axis=0) @ self.of_store
            for b in range(a, d):
                found[h + a, h + b] = found[h + b, h + a] = _rows(moved, pairs[b]).sum()
        return found


def store_features(held: Utilities, outside: bool) -> Floats:
    """ln A centred, shape (m, h); or as it is with the option as one more row and column."""
    if not outside:
        return held.log_attraction - held.log_attraction.mean(axis=0)
    m, h = held.log_attraction.shape
    stores = np.zeros((m + 1, h + 1))
    stores[:m, :h], stores[m, h] = held.log_attraction, 1.0
    return stores


def named_order(h: int, d: int, outside: bool) -> list[int]:
    """Where γ, the decay's parameters and ln U0 stand among h features of stores, then d of pairs."""
    own = h - outside
    return [*range(own), *range(h, h + d), *([own] if outside else [])]


def _by(left: Floats, right: Floats) -> Floats:
    """A product with a narrow matrix. Not BLAS: its threads and ours would wait for each other."""
    return np.einsum("ij,jk->ik", left, right)


def _rows(left: Floats, right: Floats) -> Floats:
    """Σ_j l_ij r_ij of each row, without the table of products."""
    return np.einsum("ij,ij->i", left, right)


def _middle(values: Floats) -> float:
    """A value among the values: equal ones are then exactly 0."""
    return float(values.flat[0]) if values.size else 0.0
