"""Many changes at once, and the solution of the market they lead to."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chalandise.errors import InvalidInput
from chalandise.market import Huff, Market, Solution
from chalandise.market.huff import SMALLEST
from chalandise.market.times import WORTH_COMPILING, Floats, ratios

from .amended import Amended, pull
from .changes import Change
from .draft import Draft

CANCELLED = 0.1  # of the old utility: below, the digits lost by the subtraction begin to show


@dataclass(frozen=True, init=False, eq=False)
class Scenario:
    """Changes that happen together, applied in the order given.

    >>> from chalandise.whatif import Close, Enlarge, Scenario
    >>> Scenario([Close("mill"), Enlarge("hall", 900.0)]).stores
    ('mill', 'hall')
    """

    changes: tuple[Change, ...]

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        object.__setattr__(self, "changes", tuple(changes))

    @property
    def stores(self) -> tuple[Hashable, ...]:
        """The stores something happens to, each once."""
        return tuple(dict.fromkeys(change.store for change in self.changes))

    def apply(self, market: Market) -> Market:
        """The market after the changes; the one given is left as it was.

        Raises `InputFaults` with the faults of all changes: a store that is not there or already
        is, an unknown kind of group, wrong sizes, missing or negative values.
        """
        draft = Draft(market)
        for change in self.changes:
            change.apply(draft)
        return draft.finish()

    def take(self, origins: npt.NDArray[np.int64]) -> Scenario:
        """The same changes seen from some of the origins."""
        return Scenario(change.take(origins) for change in self.changes)


def solution_before(model: Huff, market: Market, before: Solution | None) -> Solution:
    """The solution at hand, or a new one; `InvalidInput` when it is of another market or model."""
    if before is None:
        return model.solve(market)
    if before.market is not market or before.model != model:
        raise InvalidInput("`before` is the solution of another market or of another model")
    return before


def resolve(before: Solution, market: Market) -> Solution:
    """The solution of an amended market, from the one before it.

    Each origin's utility changes by the columns of the changed stores alone; what the other
    stores draw changes by Σ_i (r'_i − r_i) f(t_ij), where most r_i stay as they were.
    """
    model, times = before.model, market.times
    assert isinstance(times, Amended)  # noqa: S101 - what Scenario.apply makes
    weights = model.weights(market.attraction)
    same = _same(before, times, weights)
    own = {k: pull(model.decay, times.column(k)) for k in np.flatnonzero(~same).tolist()}
    utility, after, change = _settled(before, times, weights, same, own)
    shift = times.base.draw(model.decay, change)
    source = times.source[same]
    drawn = np.empty(len(weights))
    drawn[same] = before.drawn[source] + weights[same] * shift[source]
    for store, pulls in own.items():
        drawn[store] = weights[store] * np.einsum("i,i->", after, pulls)  # not BLAS: it has threads
    found = Solution(model, market, weights, utility, np.maximum(drawn, 0.0))
    vars(found)["ratios"] = after  # at hand
    return found


def _same(before: Solution, times: Amended, weights: Floats) -> npt.NDArray[np.bool_]:
    """Stores whose travel and weight are what they were, shape (m',)."""
    same = times.kept
    same[same] = weights[same] == before.weights[times.source[same]]
    return same


def _settled(
    before: Solution,
    times: Amended,
    weights: Floats,
    same: npt.NDArray[np.bool_],
    own: dict[int, Floats],
) -> tuple[Floats, Floats, Floats]:
    """Each origin's utility less what is gone plus what is new, C / utility, and its change."""
    demand, old = before.market.demand, before.utility
    gained = _gained(before, times, weights, same, own)
    if len(demand) >= WORTH_COMPILING:
        from chalandise.market import _kernels

        found = np.empty((3, len(demand)))
        given = demand, old, before.ratios, gained
        if not _kernels.settle(*given, CANCELLED, SMALLEST, *found):
            return found[0], found[1], found[2]
    utility = old + gained
    lost = np.flatnonzero(utility < CANCELLED * old)
    if len(lost):
        afresh = times.take(lost).reach(before.model.decay, weights)
        utility[lost] = afresh + before.model.outside
    utility[utility < SMALLEST] = 0.0
    after = ratios(demand, utility)
    return utility, after, after - before.ratios


def _gained(
    before: Solution,
    times: Amended,
    weights: Floats,
    same: npt.NDArray[np.bool_],
    own: dict[int, Floats],
) -> Floats:
    """What each origin's utility gains by the changed stores, less what it loses by them."""
    decay, base = before.model.decay, before.market.times
    gone = np.ones(base.shape[1], dtype=bool)
    gone[times.source[same]] = False
    gained = np.zeros(base.shape[0])
    for source in np.flatnonzero(gone & (before.weights > 0)).tolist():
        gained -= before.weights[source] * pull(decay, base.column(source))
    for store, pulls in own.items():
        gained += weights[store] * pulls
    return gained
