"""What a scenario changes: who gains, from whom, what leaks less, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chalandise.market import Huff, Market, Solution

from .balance import Balance, Labels
from .scenario import Scenario, resolve, solution_before


@dataclass(frozen=True, eq=False)
class Impact(Balance):
    """The difference between two solutions of one model.

    Attributes
    ----------
    scenario : Scenario
    initial, final : Solution
        Before and after. The rest is `Balance`'s.
    """

    scenario: Scenario
    initial: Solution
    final: Solution


def compare(
    model: Huff, market: Market, scenario: Scenario, *, before: Solution | None = None
) -> Impact:
    """What a scenario changes in a market.

    Parameters
    ----------
    model : Huff
    market : Market
        As it stands; never written to.
    scenario : Scenario
    before : Solution, optional
        `model.solve(market)` when it is at hand: an opening or a closure then costs one column,
        and one pass over the origins it touches.
    """
    initial = solution_before(model, market, before)
    final = resolve(initial, scenario.apply(market))
    stores, touched, place = _roster(initial, final, scenario)
    count = len(initial.drawn)
    after = np.zeros(len(stores))
    after[place] = final.drawn
    return Impact(
        stores=stores,
        labels={kind: _labels(initial, final, kind, scenario) for kind in market.groups},
        touched=touched,
        before=np.concatenate([initial.drawn, np.zeros(len(stores) - count)]),
        after=after,
        regained=initial.sales.leakage - final.sales.leakage,
        regained_unserved=initial.sales.unserved - final.sales.unserved,
        demand=initial.sales.demand,
        scenario=scenario,
        initial=initial,
        final=final,
    )


def _roster(
    initial: Solution, final: Solution, scenario: Scenario
) -> tuple[tuple[Hashable, ...], npt.NDArray[np.bool_], npt.NDArray[np.int64]]:
    """All stores, which the scenario names, and where those of after stand among them."""
    old, new = initial.market.rank, final.market.rank
    opened = [store for store in scenario.stores if store not in old]
    stores = (*initial.market.stores, *opened)
    rank = {store: len(old) + k for k, store in enumerate(opened)}
    named = [old[s] if s in old else rank[s] for s in scenario.stores]
    touched = np.zeros(len(stores), dtype=bool)
    touched[named] = True
    still = np.ones(len(stores), dtype=bool)
    still[[old[s] for s in scenario.stores if s in old and s not in new]] = False
    return stores, touched, np.flatnonzero(still)


def _labels(
    initial: Solution, final: Solution, kind: str, scenario: Scenario
) -> tuple[Labels, Labels]:
    """Label of each store before and after; None where it is not there."""
    was, now, new = initial.market, final.market, final.market.rank
    opened = [store for store in scenario.stores if store not in was.rank]
    before = (*was.groups[kind], *(None for _ in opened))
    after = [*was.groups[kind], *(now.groups[kind][new[store]] for store in opened)]
    for store in scenario.stores:
        if store in was.rank:
            place = was.rank[store]
            after[place] = now.groups[kind][new[store]] if store in new else None
    return before, tuple(after)
