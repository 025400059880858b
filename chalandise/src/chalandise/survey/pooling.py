"""Shares with their variance: of each zone, of zones together, of a pole's customers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .estimates import Figures, Floats, Integers, Rules, ratio
from .sample import Coded, Measured

LARGEST = 0.25  # variance that a share may have: taken where one household speaks for a zone


@dataclass(frozen=True, eq=False)
class Estimates:
    """Figures of columns (places, and several together) from what households told."""

    coded: Coded
    measured: Measured
    rules: Rules

    @property
    def answered(self) -> npt.NDArray[np.bool_]:
        """Zones where somebody told of the family."""
        return self.measured.weight > 0

    @cached_property
    def by_zone(self) -> Figures:
        """Shares of each zone, shape (z, k)."""
        parts = self.coded.by_zone(self.measured.parts**2)[:, None]
        answered = self.answered[:, None]
        shares = np.where(answered, self.coded.by_zone(self.measured.spent), np.nan)
        with np.errstate(divide="ignore"):
            kish = np.broadcast_to(1 / parts, shares.shape)
        n = np.broadcast_to(self._asked[:, None], shares.shape).astype(np.int64)
        return ratio(shares, self._variance, kish, n - 1.0, self._acts, n, self.rules)

    def pooled(self, held: Floats) -> Figures:
        """Σ_z M_z r_zk / Σ_z M_z, shape (k,); `held` is M of the zones that count, else 0."""
        whole, counts = held.sum(), held > 0
        by = np.divide(held, whole, out=np.full_like(held, np.nan), where=whole > 0)
        value = by @ np.nan_to_num(self.by_zone.value)
        kish = 1 / (by**2 @ self.coded.by_zone(self.measured.parts**2))
        n = int(self._asked[counts].sum())

        def same(number: float) -> Floats:
            return np.full(value.shape, float(number))

        acts, freedom = self._acts[counts].sum(axis=0), same(n - counts.sum())
        variance, base = by**2 @ self._variance, same(n).astype(np.int64)
        return ratio(value, variance, same(kish), freedom, acts, base, self.rules)

    def inflow(self, held: Floats, away: npt.NDArray[np.bool_]) -> Figures:
        """Σ_{z away} E_zk / Σ_z E_zk, shape (k,): a ratio of two sums, linearised by zone."""
        flows = held[:, None] * np.nan_to_num(self.by_zone.value)
        sales = np.where(flows.sum(axis=0) > 0, flows.sum(axis=0), np.nan)
        value = flows[away].sum(axis=0) / sales
        slope = (away[:, None] - value) * held[:, None] / sales
        squares = self.coded.by_zone(self.measured.spent**2) * (held[:, None] / sales) ** 2
        visitors = self.coded.by_zone(self.measured.told > 0).astype(np.int64)
        n = visitors.sum(axis=0)
        return ratio(
            value,
            (slope**2 * self._variance).sum(axis=0),
            1 / squares.sum(axis=0),
            n - (visitors > 0).sum(axis=0).astype(float),
            self._acts[away].sum(axis=0),
            n,
            self.rules,
        )

    @cached_property
    def _acts(self) -> Integers:
        return self.coded.by_zone(self.measured.told).astype(np.int64)

    @cached_property
    def _asked(self) -> Floats:
        """Households that told of the family, shape (z,)."""
        return self.coded.by_zone(self.measured.parts > 0)

    @cached_property
    def _variance(self) -> Floats:
        """n / (n − 1) Σ_h d_hk², shape (z, k)."""
        n = self._asked[:, None]
        squares = self.coded.by_zone(self.measured.residuals**2)
        many = np.divide(n, n - 1, out=np.zeros_like(n), where=n > 1)
        return np.where(n == 1, LARGEST, squares * many)
