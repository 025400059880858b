"""A model applied to a market: each origin's utility, from which every answer is read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from chalandise._parallel import over_rows

from .inputs import Market
from .results import Flows, MarketAreas, Sales, Shares
from .times import PAIRS_AT_ONCE, Floats, blocks, ratios

if TYPE_CHECKING:
    from .huff import Huff


@dataclass(frozen=True, eq=False)
class Solution:
    """What `Huff.solve` keeps; an opened or closed store is then computed from its column alone.

    Attributes
    ----------
    model, market : Huff, Market
        What was solved.
    weights : ndarray, shape (m,)
        Π_h A_hj^γ_h.
    utility : ndarray, shape (n,)
        Σ_k w_k f(t_ik) + U0, the denominator of every share of an origin.
    drawn : ndarray, shape (m,)
        T_j = Σ_i C_i w_j f(t_ij) / utility_i, the values of `sales`.
    """

    model: Huff
    market: Market
    weights: Floats
    utility: Floats
    drawn: Floats

    @cached_property
    def ratios(self) -> Floats:
        """C_i / utility_i, shape (n,); 0 where nothing is reached."""
        return ratios(self.market.demand, self.utility)

    @cached_property
    def sales(self) -> Sales:
        """T_j, with leakage U0 Σ_i C_i / utility_i."""
        market = self.market
        return Sales(
            values=self.drawn,
            leakage=self.model.outside * float(self.ratios.sum()),
            unserved=float(market.demand[self.utility == 0].sum()),
            demand=float(market.demand.sum()),
            stores=market.stores,
        )

    def shares(self, start: int = 0, stop: int | None = None) -> Shares:
        """p_ij of the origins from `start` to `stop` (all of them by default)."""
        n, m = self.market.shape
        utility = self.utility[start : n if stop is None else stop]
        part = ratios(np.ones(len(utility)), utility)
        values = np.empty((len(utility), m))

        def work(low: int, high: int) -> None:
            for first, last in blocks(low, high, m):
                pulls = self.market.times.pulls(self.model.decay, start + first, start + last)
                pulls *= self.weights
                np.multiply(pulls, part[first:last, None], out=values[first:last])

        over_rows(work, len(utility), at_least=max(1, PAIRS_AT_ONCE // m))
        return Shares(values, self.model.outside * part, utility == 0)

    def flows(self, start: int = 0, stop: int | None = None) -> Flows:
        """E_ij = C_i p_ij of the origins from `start` to `stop` (all of them by default)."""
        shares = self.shares(start, stop)
        demand = self.market.demand[start:stop]
        return Flows(
            shares.values * demand[:, None],
            shares.outside * demand,
            np.where(shares.unserved, demand, 0.0),
            demand,
        )

    def market_areas(self) -> MarketAreas:
        """The dominant store of each origin, block by block."""
        n = self.market.shape[0]
        store, share = np.full(n, -1, dtype=np.int64), np.zeros(n)
        for start, stop in blocks(0, n, self.market.shape[1]):
            parts = self.shares(start, stop).values
            best = parts.argmax(axis=1)
            share[start:stop] = parts[np.arange(stop - start), best]
            store[start:stop] = np.where(share[start:stop] > 0, best, -1)
        return MarketAreas(store, share)
