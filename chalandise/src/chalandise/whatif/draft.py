"""A market being changed: the working copy of a scenario, with the faults found on the way."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from itertools import compress

import numpy as np
import numpy.typing as npt

from chalandise import checks
from chalandise.errors import FaultCollector
from chalandise.market import Market
from chalandise.market.times import Floats

from .amended import Amended


class Draft:
    """What changes, by identifier of the store; the rest of the market is looked at once, at the end."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.faults = FaultCollector()
        self.opened: dict[Hashable, None] = {}
        self.closed: set[Hashable] = set()
        self.attraction: dict[Hashable, Floats] = {}
        self.columns: dict[Hashable, Floats] = {}
        self.labels: dict[str, dict[Hashable, Hashable]] = {kind: {} for kind in market.groups}

    def finish(self) -> Market:
        """The market after the changes; all their faults at once, if there are any."""
        market = self.market
        kept = np.ones(market.shape[1], dtype=bool)
        kept[[market.rank[store] for store in self.closed]] = False
        self.faults.check(bool(kept.any()) or bool(self.opened), "scenario", "leaves no store open")
        self.faults.tell()
        stores = (*compress(market.stores, kept), *self.opened)
        new = np.full(len(self.opened), -1)
        source = np.concatenate([np.flatnonzero(kept), new])
        attraction = np.full((len(stores), market.attraction.shape[1]), np.nan)
        attraction[: kept.sum()] = market.attraction[kept]
        rank = self._rank(kept)
        for column, store in enumerate(self.columns):
            source[rank(store)] = -1 - column
        for store, values in self.attraction.items():
            attraction[rank(store)] = values
        empty = np.empty((market.shape[0], 0))
        columns = np.stack(list(self.columns.values()), axis=1) if self.columns else empty
        return market.replace(
            times=Amended(market.times, source, columns),
            attraction=attraction,
            stores=stores,
            groups={kind: self._relabelled(kind, kept, rank) for kind in market.groups},
        )

    def _rank(self, kept: npt.NDArray[np.bool_]) -> Callable[[Hashable], int]:
        """Position after the changes of a store that is still there."""
        before = np.cumsum(kept) - 1
        new = {store: int(kept.sum()) + k for k, store in enumerate(self.opened)}
        return lambda store: new[store] if store in new else int(before[self.market.rank[store]])

    def _relabelled(
        self, kind: str, kept: npt.NDArray[np.bool_], rank: Callable[[Hashable], int]
    ) -> list[Hashable]:
        labels = [*compress(self.market.groups[kind], kept), *(None for _ in self.opened)]
        for store, label in self.labels[kind].items():
            labels[rank(store)] = label
        return labels

    def add(self, store: Hashable, groups: Mapping[str, Hashable]) -> None:
        place = f"Open {store!r}"
        taken = store in self.market.rank or store in self.opened
        if self.faults.check(not taken, place, "the identifier is taken", "name it otherwise"):
            self.opened[store] = None
            self.set_groups(store, groups)

    def remove(self, store: Hashable) -> None:
        place = f"Close {store!r}"
        if self.faults.check(store in self.market.rank, place, "is not in the market as it stands"):
            self.closed.add(store)
            self.attraction.pop(store, None)
            self.columns.pop(store, None)
            for labels in self.labels.values():
                labels.pop(store, None)

    def set_groups(self, store: Hashable, groups: Mapping[str, Hashable]) -> None:
        if self._known(store):
            for kind, label in groups.items():
                if self.faults.check(
                    kind in self.labels, f"store {store!r}", f"the market has no groups {kind!r}"
                ):
                    self.labels[kind][store] = label

    def set_attraction(self, store: Hashable, attraction: npt.ArrayLike) -> None:
        place = f"attraction of {store!r}"
        values = checks.numbers(self.faults, place, attraction)
        if self._known(store) and values is not None:
            held = np.atleast_1d(values)
            checks.shape(self.faults, place, held, self.market.attraction.shape[1:])
            checks.finite(self.faults, place, held)
            checks.not_negative(self.faults, place, held)
            self.attraction[store] = held

    def set_times(
        self, store: Hashable, times: npt.ArrayLike | None, at: npt.ArrayLike | None
    ) -> None:
        place = f"times of {store!r}"
        column = self._column(place, times, at)
        if self._known(store) and column is not None:
            checks.shape(self.faults, place, column, (self.market.shape[0],))
            checks.not_nan(self.faults, place, column, "write inf for a store out of reach")
            checks.not_negative(self.faults, place, column)
            self.columns[store] = column

    def _column(
        self, place: str, times: npt.ArrayLike | None, at: npt.ArrayLike | None
    ) -> Floats | None:
        if not self.faults.check(
            (times is None) != (at is None), place, "give either times or place, one of them"
        ):
            return None
        if times is not None:
            return checks.numbers(self.faults, place, times)
        column_at = getattr(self.market.times, "column_at", None)
        if not self.faults.check(
            column_at is not None, place, "this market's travel has no coordinates", "give times"
        ):
            return None
        return column_at(at)  # type: ignore[misc]

    def _known(self, store: Hashable) -> bool:
        return self.faults.check(self._there(store), f"store {store!r}", "is not in the market")

    def _there(self, store: Hashable) -> bool:
        return store in self.opened or (store in self.market.rank and store not in self.closed)
