"""The balance of a scenario: each store before and after, and where the difference goes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from chalandise.errors import InvalidInput
from chalandise.market.times import Floats

Labels = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class GroupImpact:
    """Sales of the stores of one label, by the labels of before and of after."""

    before: float
    after: float

    @property
    def change(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, eq=False)
class Balance:
    """Sums over origins: two balances of disjoint origins under one scenario may be added.

    Attributes
    ----------
    stores : tuple
        The stores of before, then those opened.
    labels : mapping of str to (tuple, tuple)
        By kind of group, the label of each store before and after.
    touched : ndarray of bool, shape (M,)
        The stores the scenario names.
    before, after : ndarray, shape (M,)
        T_k and T'_k; 0 where not yet open or closed.
    regained : float
        Leakage taken back from the outside option (*reprise d'évasion*); negative: more leaks.
    regained_unserved : float
        Demand of origins that reached nothing before and are served now.
    demand : float
        Σ C_i.
    """

    stores: Labels
    labels: Mapping[str, tuple[Labels, Labels]]
    touched: npt.NDArray[np.bool_]
    before: Floats
    after: Floats
    regained: float
    regained_unserved: float
    demand: float

    @property
    def change(self) -> Floats:
        """ΔT_k = Σ_i C_i (p'_ik − p_ik) of each of `stores`."""
        return self.after - self.before

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
    def gap(self) -> float:
        """|Σ ΔT − regained| relative to the demand: the conservation check; about 1e-15.

        About 1e-9 with `PlanarTimes`, whose sums are in float32.
        """
        left = float(self.change.sum()) - self.regained - self.regained_unserved
        return abs(left) / (self.demand or 1.0)

    def by(self, kind: str) -> dict[Hashable, GroupImpact]:
        """Sales before and after of each label of a kind of group: centre, commune, brand."""
        if kind not in self.labels:
            raise InvalidInput(f"the market has no groups {kind!r}; it has {sorted(self.labels)}")
        old, new = self.labels[kind]
        before, after = _sums(old, self.before), _sums(new, self.after)
        found = dict.fromkeys([*before, *after])
        return {k: GroupImpact(before.get(k, 0.0), after.get(k, 0.0)) for k in found}

    def __getitem__(self, store: Hashable) -> float:
        """ΔT of one store by its identifier."""
        return float(self.change[self.stores.index(store)])

    def __add__(self, other: Balance) -> Balance:
        """The balance of both sets of origins together."""
        if self.stores != other.stores:
            raise InvalidInput("balances of different stores cannot be added")
        return replace(
            Balance.of(self),
            before=self.before + other.before,
            after=self.after + other.after,
            regained=self.regained + other.regained,
            regained_unserved=self.regained_unserved + other.regained_unserved,
            demand=self.demand + other.demand,
        )

    @classmethod
    def of(cls, other: Self) -> Balance:
        """The balance alone of something that holds more: light enough to send."""
        return Balance(**{name: getattr(other, name) for name in Balance.__dataclass_fields__})


def _sums(labels: Labels, values: Floats) -> dict[Hashable, float]:
    sums: dict[Hashable, float] = {}
    for label, value in zip(labels, values.tolist(), strict=True):
        sums[label] = sums.get(label, 0.0) + value
    # a store not there yet, or gone, has no label and no sales
    return {k: v for k, v in sums.items() if k is not None or v}
