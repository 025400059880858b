"""What a scenario changes: who gains, from whom, what leaks less, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from chalandise.errors import InvalidInput
from chalandise.market import Huff, Market, Solution
from chalandise.market.times import Floats

from .scenario import Scenario, resolve


@dataclass(frozen=True, eq=False)
class GroupImpact:
    """Sales of the stores of one label, before and after (by the labels of each state)."""

    before: float
    after: float

    @property
    def change(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, eq=False)
class Impact:
    """The difference between two solutions of one model.

    Attributes
    ----------
    scenario : Scenario
    initial, final : Solution
        Before and after.
    """

    scenario: Scenario
    initial: Solution
    final: Solution

    @cached_property
    def stores(self) -> tuple[Hashable, ...]:
        """All stores: those of before, then those opened."""
        old = self.initial.market.rank
        opened = (store for store in self.scenario.stores if store not in old)
        return (*self.initial.market.stores, *opened)

    @cached_property
    def before(self) -> Floats:
        """T_k of each of `stores`; 0 where not yet open."""
        added = len(self.stores) - len(self.initial.drawn)
        return np.concatenate([self.initial.drawn, np.zeros(added)])

    @cached_property
    def after(self) -> Floats:
        """T'_k of each of `stores`; 0 where closed."""
        rank = self.initial.market.rank
        gone = [
            rank[s] for s in self.scenario.stores if s in rank and s not in self.final.market.rank
        ]
        still = np.ones(len(self.stores), dtype=bool)
        still[gone] = False
        after = np.zeros(len(self.stores))
        after[still] = self.final.drawn
        return after

    @property
    def change(self) -> Floats:
        """ΔT_k = Σ_i C_i (p'_ik − p_ik) of each of `stores`."""
        return self.after - self.before

    @cached_property
    def touched(self) -> npt.NDArray[np.bool_]:
        """Which of `stores` the scenario names."""
        named = np.zeros(len(self.stores), dtype=bool)
        rank, count = self.initial.market.rank, len(self.initial.market.stores)
        opened = {store: count + k for k, store in enumerate(self.stores[count:])}
        named[[rank[s] if s in rank else opened[s] for s in self.scenario.stores]] = True
        return named

    @property
    def gained(self) -> float:
        """What the stores of the scenario gain: T_new of an opening."""
        return float(self.change[self.touched].clip(min=0).sum())

    @property
    def drawn_from(self) -> Floats:
        """−ΔT_k / `gained` of each of `stores`, 0 for those of the scenario (*prélèvement*).

        With `regained` and `regained_unserved` over `gained` it sums to 1 after one opening.
        Raises `InvalidInput` when the scenario's stores gain nothing.
        """
        if not self.gained > 0:
            raise InvalidInput("the stores of the scenario gain nothing: nothing is drawn")
        return np.where(self.touched, 0.0, -self.change / self.gained)

    @property
    def regained(self) -> float:
        """Leakage taken back from the outside option (*reprise d'évasion*); negative: more leaks."""
        return self.initial.sales.leakage - self.final.sales.leakage

    @property
    def regained_unserved(self) -> float:
        """Demand of origins that reached nothing before and are served now."""
        return self.initial.sales.unserved - self.final.sales.unserved

    @property
    def gap(self) -> float:
        """|Σ ΔT − regained| relative to the demand: the conservation check; about 1e-15.

        About 1e-7 with `PlanarTimes`, whose sums are in float32.
        """
        left = float(self.change.sum()) - self.regained - self.regained_unserved
        return abs(left) / (self.initial.sales.demand or 1.0)

    def by(self, kind: str) -> dict[Hashable, GroupImpact]:
        """Sales before and after of each label of a kind of group: centre, commune, brand."""
        before, after = group_sales(self.initial, kind), group_sales(self.final, kind)
        labels = dict.fromkeys([*before, *after])
        return {k: GroupImpact(before.get(k, 0.0), after.get(k, 0.0)) for k in labels}

    def __getitem__(self, store: Hashable) -> float:
        """ΔT of one store by its identifier."""
        return float(self.change[self.stores.index(store)])


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
    initial = before or model.solve(market)
    return Impact(scenario, initial, resolve(initial, scenario.apply(market)))


def group_sales(solution: Solution, kind: str) -> dict[Hashable, float]:
    """Σ T_k by label; `InvalidInput` when the market has no such kind of group."""
    groups = solution.market.groups
    if kind not in groups:
        raise InvalidInput(f"the market has no groups {kind!r}; it has {sorted(groups)}")
    labels = list(dict.fromkeys(groups[kind]))
    place = {label: position for position, label in enumerate(labels)}
    codes = np.fromiter((place[label] for label in groups[kind]), dtype=np.int64)
    sums = np.bincount(codes, solution.drawn, minlength=len(labels))
    return dict(zip(labels, sums.tolist(), strict=True))
