"""What a model answers: values with their sums, what leaks out, and what is conserved."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chalandise.errors import InvalidInput

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Shares:
    """p_ij, the part of origin i that goes to store j.

    Attributes
    ----------
    values : ndarray, shape (n, m)
        0 to 1. A row sums to 1 − `outside`, or to 0 where `unserved`.
    outside : ndarray, shape (n,)
        Part taken by the outside option U0.
    unserved : ndarray of bool, shape (n,)
        Origins that reach no store (or only with utilities too small for a float) and have no
        outside option: they go nowhere.
    """

    values: Floats
    outside: Floats
    unserved: npt.NDArray[np.bool_]

    @property
    def gap(self) -> float:
        """Largest |Σ_j p_ij + outside − 1| over the origins that are served; about 1e-16."""
        sums = self.values.sum(axis=1) + self.outside
        return float(np.abs(sums - 1)[~self.unserved].max(initial=0.0))


@dataclass(frozen=True, eq=False)
class Flows:
    """E_ij = C_i p_ij in the unit of the demand.

    Attributes
    ----------
    values : ndarray, shape (n, m)
    leakage : ndarray, shape (n,)
        What each origin spends on the outside option.
    unserved : ndarray, shape (n,)
        What origins that reach nothing would spend.
    demand : ndarray, shape (n,)
    """

    values: Floats
    leakage: Floats
    unserved: Floats
    demand: Floats

    @property
    def gap(self) -> float:
        """Largest imbalance of a row, relative to the demand of the whole."""
        rows = self.values.sum(axis=1) + self.leakage + self.unserved - self.demand
        return float(np.abs(rows).max(initial=0.0) / (self.demand.sum() or 1.0))


@dataclass(frozen=True, eq=False)
class Sales:
    """T_j = Σ_i C_i p_ij in the unit of the demand, and where the rest of the demand goes.

    Attributes
    ----------
    values : ndarray, shape (m,)
    leakage : float
        Taken by the outside option: evasion, e-commerce.
    unserved : float
        Demand of the origins that reach no store and have no outside option.
    demand : float
        Σ_i C_i.
    stores : tuple
        Identifiers, in the order of `values`.
    """

    values: Floats
    leakage: float
    unserved: float
    demand: float
    stores: tuple[Hashable, ...]

    @property
    def total(self) -> float:
        """Σ_j T_j."""
        return float(self.values.sum())

    @property
    def leakage_rate(self) -> float:
        """Part of the demand that leaks out, 0 when nothing is spent."""
        return self.leakage / self.demand if self.demand else 0.0

    @property
    def gap(self) -> float:
        """|Σ T + leakage + unserved − Σ C| / Σ C: the conservation check; about 1e-15."""
        kept = self.total + self.leakage + self.unserved
        return abs(kept - self.demand) / (self.demand or 1.0)

    def __getitem__(self, store: Hashable) -> float:
        """Sales of one store by its identifier."""
        return float(self.values[self.stores.index(store)])

    def __add__(self, other: Sales) -> Sales:
        """Sales of two disjoint sets of origins at the same stores."""
        if self.stores != other.stores:
            raise InvalidInput("sales at different stores cannot be added")
        return Sales(
            self.values + other.values,
            self.leakage + other.leakage,
            self.unserved + other.unserved,
            self.demand + other.demand,
            self.stores,
        )


@dataclass(frozen=True, eq=False)
class MarketAreas:
    """The store that takes the largest part of each origin.

    Attributes
    ----------
    store : ndarray of int, shape (n,)
        Position of the dominant store, the first of equals; −1 where no store is reached.
    share : ndarray, shape (n,)
        Its part, 0 where none.
    """

    store: npt.NDArray[np.int64]
    share: Floats
