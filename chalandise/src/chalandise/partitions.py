"""The same functions over partitions of origins, on other processes or machines (extra `[dask]`).

Sales and balances are sums over origins: each partition is computed where it is, and only one
number per store travels. Equal to one whole market within 1e-12 relative, the order of sums apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from chalandise.errors import InvalidInput
from chalandise.market import Huff, Market, Sales
from chalandise.whatif import Balance, Scenario, compare

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")
Partition = Market | Callable[[], Market]


def split_origins(market: Market, count: int) -> list[Market]:
    """A market cut into `count` partitions of its origins, as equal as they can be."""
    if not 1 <= count <= market.shape[0]:
        raise InvalidInput(f"{market.shape[0]} origins cannot be cut into {count} partitions")
    return [market.take(part) for part in np.array_split(np.arange(market.shape[0]), count)]


def partition_sales(
    model: Huff, partitions: Iterable[Partition], *, client: Client | None = None
) -> Sales:
    """`Huff.sales` over partitions.

    Parameters
    ----------
    model : Huff
    partitions : iterable
        Markets of disjoint origins and the same stores; functions without argument that give one,
        called on the worker (each reads its own file, nothing large is sent); or futures of either.
    client : distributed.Client, optional
        Where to compute; in this process, one after the other, without it.
    """
    return reduce(add, _over(client, _Sales(model), list(partitions)))


def partition_balance(
    model: Huff,
    partitions: Iterable[Partition],
    scenario: Scenario | Sequence[Scenario],
    *,
    client: Client | None = None,
) -> Balance:
    """`compare` over partitions.

    Parameters
    ----------
    scenario : Scenario or sequence of Scenario
        One with places, for all; or one per partition, with times from its own origins
        (`Scenario.take`).
    """
    parts = list(partitions)
    scenarios = [scenario] * len(parts) if isinstance(scenario, Scenario) else list(scenario)
    if len(scenarios) != len(parts):
        raise InvalidInput(f"{len(scenarios)} scenarios are given for {len(parts)} partitions")
    return reduce(add, _over(client, _Balance(model), parts, scenarios))


class _Sales:
    """Callables of a module, not closures: they can be sent to another process."""

    def __init__(self, model: Huff) -> None:
        self.model = model

    def __call__(self, partition: Partition) -> Sales:
        return self.model.sales(_loaded(partition))


class _Balance(_Sales):
    def __call__(self, partition: Partition, scenario: Scenario) -> Balance:  # type: ignore[override]
        return Balance.of(compare(self.model, _loaded(partition), scenario))


def _loaded(partition: Partition) -> Market:
    return partition if isinstance(partition, Market) else partition()


def _over(client: Client | None, work: Callable[..., T], *lists: list[Any]) -> list[T]:
    if not lists[0]:
        raise InvalidInput("there is no partition")
    if client is None:
        return [work(*each) for each in zip(*lists, strict=True)]
    # pure=False: hashing a partition to name its task would read it all
    found: list[T] = client.gather(client.map(work, *lists, pure=False))
    return found
