"""ln of each utility, and how it moves with the parameters: what regression and likelihood read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from chalandise import checks
from chalandise.errors import FaultCollector
from chalandise.market import Huff, Market
from chalandise.market.times import blocks

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Utilities:
    """v_ij = Σ_h γ_h ln A_hj + ln f(t_ij) of a model on a market.

    `names` are the parameters that `gradient` follows: every γ, then the decay's.
    """

    model: Huff
    market: Market
    log_attraction: Floats  # (m, h); 0 for a store that draws nothing
    draws: npt.NDArray[np.bool_]  # (m,), stores of no zero attraction

    @classmethod
    def of(cls, model: Huff, market: Market) -> Utilities:
        """Of this model; the number of exponents must be that of the variables."""
        model.weights(market.attraction)  # refuses what does not fit, in its own words
        draws = np.asarray((market.attraction > 0).all(axis=1))
        safe = np.where(draws[:, None], market.attraction, 1.0)
        return cls(model, market, np.log(safe), draws)

    @property
    def names(self) -> list[str]:
        """Fitted parameters, in the order of the gradient's last axis."""
        return [name for name in self.model.parameters if name != "outside"]

    def values(self, start: int, stop: int) -> Floats:
        """v of the origins from `start` to `stop`, −inf out of reach; shape (stop − start, m)."""
        times = self.market.times.rows(start, stop)
        fixed = self.log_attraction @ np.array(self.model.gammas)
        return np.where(self.draws, self.model.decay.log(times) + fixed, -np.inf)

    def decay_gradient(self, start: int, stop: int) -> Floats:
        """∂v / ∂ the decay's parameters, shape (stop − start, m, d); 0 out of reach."""
        return self.model.decay.gradient(self.market.times.rows(start, stop))

    @cached_property
    def _all_open(self) -> bool:
        n = self.market.shape[0]
        times = (self.market.times.rows(*at) for at in blocks(0, n, self.market.shape[1]))
        return bool(self.draws.all()) and all(np.isfinite(part).all() for part in times)

    def closed(self, start: int, stop: int) -> npt.NDArray[np.bool_] | None:
        """Pairs out of reach or without attraction; None when the market has none."""
        if self._all_open:
            return None
        return np.isinf(self.market.times.rows(start, stop)) | ~self.draws

    def gradient(self, start: int, stop: int) -> Floats:
        """∂v / ∂parameters, shape (stop − start, m, k): of the store alone, then `decay_gradient`."""
        moved = self.decay_gradient(start, stop)
        same = np.broadcast_to(self.log_attraction, (stop - start, *self.log_attraction.shape))
        return np.concatenate([same, moved], axis=-1)


def table(market: Market, observed: npt.ArrayLike, place: str) -> Floats:
    """Observed values of each origin at each store, ≥ 0, as float64; told at once when they are not.

    Nothing may be observed where the store cannot be reached or draws nothing: no parameter of any
    model explains it.
    """
    faults = FaultCollector()
    values = checks.numbers(faults, place, observed)
    if values is not None and checks.shape(faults, place, values, market.shape):
        checks.finite(faults, place, values)
        checks.not_negative(faults, place, values)
        faults.check(bool((values > 0).any()), place, "holds nothing above 0")
        _nothing_out_of_reach(faults, market, values, place)
    faults.tell()
    assert values is not None  # noqa: S101 - told above
    return values


def _nothing_out_of_reach(
    faults: FaultCollector, market: Market, values: Floats, place: str
) -> None:
    closed = (market.attraction <= 0).any(axis=1)
    wrong = np.isinf(market.times.rows(0, market.shape[0]))
    if closed.any():
        wrong |= closed
    wrong &= values > 0
    if wrong.any():
        origins, stores = np.nonzero(wrong)
        told = f"{origins.size} values above 0 at stores out of reach or without attraction"
        remedy = "give those times and attractions, or leave these answers out"
        faults.add(place, f"{told}, the first at [{origins[0]}, {stores[0]}]", remedy)
