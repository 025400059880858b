"""Several product families at once: one model each, over the same stores."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

import numpy.typing as npt

from chalandise.errors import FaultCollector, InputFaults
from chalandise.market import Huff, Market, Sales, Times
from chalandise.whatif import Impact, Scenario, compare


@dataclass(frozen=True)
class FamilySales:
    """Sales by family.

    Attributes
    ----------
    by_family : mapping of str to Sales
    """

    by_family: Mapping[str, Sales]

    @property
    def total(self) -> Sales:
        """All families together: sales, leakage, unserved and demand added up."""
        return reduce(add, self.by_family.values())


def family_markets(
    times: Times | npt.ArrayLike,
    attraction: Mapping[str, npt.ArrayLike],
    demand: Mapping[str, npt.ArrayLike],
    **names: Any,
) -> dict[str, Market]:
    """One market per family, sharing travel.

    Parameters
    ----------
    times : Times or array_like, shape (n, m)
    attraction, demand : mapping of family to array_like
        Attraction (m,) or (m, h) that counts for the family (its sales area), and what each
        origin spends on it (n,).
    **names
        `stores`, `origins`, `groups` of `Market`.

    Raises
    ------
    InputFaults
        The faults of all families, each place headed by its family.
    """
    faults, made = FaultCollector(), {}
    faults.check(
        set(attraction) == set(demand),
        "families",
        f"attraction has {sorted(attraction)}, demand {sorted(demand)}",
    )
    for family in sorted(set(attraction) & set(demand)):
        try:
            made[family] = Market(times, attraction[family], demand[family], **names)
        except InputFaults as error:
            for fault in error.faults:
                faults.add(f"{family}, {fault.place}", fault.problem, fault.remedy)
    faults.tell()
    return made


def family_sales(models: Mapping[str, Huff], markets: Mapping[str, Market]) -> FamilySales:
    """Sales of each family under its own model."""
    _same_families(models, markets)
    return FamilySales({family: models[family].sales(markets[family]) for family in markets})


def compare_families(
    models: Mapping[str, Huff],
    markets: Mapping[str, Market],
    scenarios: Mapping[str, Scenario],
) -> dict[str, Impact]:
    """The impact on each family; a scenario each, because attraction differs between families."""
    _same_families(models, markets)
    _same_families(scenarios, markets)
    return {k: compare(models[k], markets[k], scenarios[k]) for k in markets}


def total_change(impacts: Mapping[str, Impact]) -> dict[Hashable, float]:
    """ΔT of each store over all families."""
    total: dict[Hashable, float] = {}
    for impact in impacts.values():
        for store, change in zip(impact.stores, impact.change.tolist(), strict=True):
            total[store] = total.get(store, 0.0) + change
    return total


def _same_families(one: Mapping[str, object], other: Mapping[str, object]) -> None:
    faults = FaultCollector()
    faults.check(set(one) == set(other), "families", f"{sorted(one)} against {sorted(other)}")
    faults.tell()
