"""Who loses to whom: the transfer matrix of a scenario."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from chalandise.errors import InvalidInput
from chalandise.market import Solution
from chalandise.market.times import Floats, blocks

from .impact import Impact

OUTSIDE, UNSERVED = "(outside)", "(unserved)"
LARGEST = 5000  # labels: beyond, the matrix alone is over 200 MB


@dataclass(frozen=True, eq=False)
class TransferMatrix:
    """Demand that goes from one label (row) to another (column).

    In each origin, what the labels that lose lose is shared among those that gain, in proportion
    to their gains. A row sums to what its label loses in some origins, a column to what its label
    gains in others, and column − row to ΔT.

    Attributes
    ----------
    labels : tuple
        Stores or groups, then "(outside)" and "(unserved)".
    values : ndarray, shape (g, g)
    change : ndarray, shape (g,)
        ΔT of each label, computed apart from the matrix.
    demand : float
    """

    labels: tuple[Hashable, ...]
    values: Floats
    change: Floats
    demand: float

    @property
    def gap(self) -> float:
        """Largest |column sum − row sum − ΔT| relative to the demand: the balance of the matrix."""
        net = self.values.sum(axis=0) - self.values.sum(axis=1)
        return float(np.abs(net - self.change).max() / (self.demand or 1.0))


def transfers(impact: Impact, kind: str | None = None) -> TransferMatrix:
    """The transfer matrix by store, or by a kind of group of the market.

    A store that changes label passes its demand from the old label to the new. With many stores
    (more than 5,000 labels are refused) give a kind of group.
    """
    old, new, labels = _codes(impact, kind)
    if len(labels) > LARGEST:
        raise InvalidInput(f"{len(labels)} labels make too large a matrix: give a kind of group")
    size = len(labels)
    change = _change(impact, old, new, size)
    values = np.zeros((size, size))
    touched = np.flatnonzero(_touched(impact))
    if not len(touched):
        return TransferMatrix(labels, values, change, impact.initial.sales.demand)
    before, after = _part(impact.initial, touched), _part(impact.final, touched)
    for start, stop in blocks(0, len(touched), max(len(old), len(new)) + size):
        was = _grouped(before, start, stop, old, size)
        now = _grouped(after, start, stop, new, size)
        gain, loss = np.maximum(now - was, 0), np.maximum(was - now, 0)
        total = gain.sum(axis=1, keepdims=True)
        values += loss.T @ np.divide(gain, total, out=np.zeros_like(gain), where=total > 0)
    return TransferMatrix(labels, values, change, impact.initial.sales.demand)


def _codes(
    impact: Impact, kind: str | None
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], tuple[Hashable, ...]]:
    """Label of each store before and after, as positions among the labels."""
    markets = impact.initial.market, impact.final.market
    if kind is None:
        held = [market.stores for market in markets]
    elif kind in markets[0].groups:
        held = [market.groups[kind] for market in markets]
    else:
        raise InvalidInput(f"the market has no groups {kind!r}; it has {sorted(markets[0].groups)}")
    labels = (*dict.fromkeys([*held[0], *held[1]]), OUTSIDE, UNSERVED)
    place = {label: position for position, label in enumerate(labels)}
    old, new = (np.array([place[label] for label in part], dtype=np.int64) for part in held)
    return old, new, labels


def _touched(impact: Impact) -> npt.NDArray[np.bool_]:
    """Origins where anything changed: elsewhere the rows are the same and transfer nothing."""
    if any(not groups_same(impact, kind) for kind in impact.initial.market.groups):
        return np.ones(len(impact.initial.utility), dtype=bool)
    changed = impact.initial.utility != impact.final.utility
    for store in impact.scenario.stores:
        for solution in (impact.initial, impact.final):
            if store in solution.market.rank:
                column = solution.market.times.column(solution.market.rank[store])
                changed |= np.isfinite(column)
    return changed


def groups_same(impact: Impact, kind: str) -> bool:
    """Whether no store that stays changed its label."""
    old, new = impact.initial.market, impact.final.market
    named = [s for s in impact.scenario.stores if s in old.rank and s in new.rank]
    was, now = old.groups[kind], new.groups[kind]
    return all(was[old.rank[store]] == now[new.rank[store]] for store in named)


def _part(solution: Solution, origins: npt.NDArray[np.int64]) -> Solution:
    part = solution.market.take(origins)
    utility = solution.utility[origins]
    return Solution(solution.model, part, solution.weights, utility, solution.drawn)


def _grouped(
    solution: Solution, start: int, stop: int, codes: npt.NDArray[np.int64], size: int
) -> Floats:
    """Flows of some origins by label, with leakage and unserved demand as the last two."""
    flows = solution.flows(start, stop)
    member = sparse.csr_array(
        (np.ones(len(codes)), (np.arange(len(codes)), codes)), (len(codes), size)
    )
    grouped: Floats = flows.values @ member
    grouped[:, -2], grouped[:, -1] = flows.leakage, flows.unserved
    return grouped


def _change(
    impact: Impact, old: npt.NDArray[np.int64], new: npt.NDArray[np.int64], size: int
) -> Floats:
    change = np.zeros(size)
    np.add.at(change, new, impact.final.drawn)
    np.subtract.at(change, old, impact.initial.drawn)
    change[-2], change[-1] = -impact.regained, -impact.regained_unserved
    return change
