"""What households spent where, as parts of their zone, and how much that varies among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from .estimates import Floats, Integers


@dataclass(frozen=True, eq=False, slots=True)
class Coded:
    """Acts as positions; `lives` is the zone of each household."""

    household: Integers
    family: Integers
    place: Integers
    weight: Floats
    lives: Integers
    zones: int

    def by_zone(self, values: npt.NDArray) -> Floats:
        """Sums over the households of each zone, shape (z, …)."""
        count = len(self.lives)
        member = (np.ones(count), (self.lives, np.arange(count)))
        return np.asarray(sparse.csr_array(member, (self.zones, count)) @ values.astype(float))


@dataclass(frozen=True, eq=False, slots=True)
class Measured:
    """What one family, or several together, says of each household h and column k.

    A column is a place, or several together (all poles, other towns). t_hk are the weights of a
    household's acts, Σ runs over the households of its zone.

    Attributes
    ----------
    spent : ndarray, shape (h, k)
        b_hk = t_hk / Σ t_h; its sums by zone are the shares r.
    parts : ndarray, shape (h,)
        a_h = t_h / Σ t_h.
    residuals : ndarray, shape (h, k)
        d_hk = b_hk − r_k a_h, the linearised ratio.
    told : ndarray of int, shape (h, k)
        Acts.
    weight : ndarray, shape (z,)
        Σ t_h; 0 where nobody answered.
    """

    spent: Floats
    parts: Floats
    residuals: Floats
    told: Integers
    weight: Floats


def measure(coded: Coded, rows: npt.NDArray[np.bool_], plan: Floats) -> Measured:
    """One family, from the rows that speak of it; `plan` is 1 where a place is of a column."""
    count = len(coded.lives)
    at, shape = (coded.household[rows], coded.place[rows]), (count, len(plan))
    totals = np.bincount(at[0], coded.weight[rows], minlength=count)
    weight = coded.by_zone(totals)
    known = np.where(weight > 0, weight, 1.0)[coded.lives]
    spent = (sparse.csr_array((coded.weight[rows], at), shape) @ plan) / known[:, None]
    parts = totals / known
    residuals = spent - coded.by_zone(spent)[coded.lives] * parts[:, None]
    told = sparse.csr_array((np.ones(int(rows.sum())), at), shape) @ plan
    return Measured(spent, parts, residuals, told.astype(np.int64), weight)


def combine(coded: Coded, measured: Iterable[Measured], markets: Iterable[Floats]) -> Measured:
    """Several families as one: each counts by its part of the zone's market, where it was told."""
    held = list(measured)
    counted = [np.where(m.weight > 0, k, 0.0) for m, k in zip(held, markets, strict=True)]
    total = np.sum(counted, axis=0)
    by = [np.divide(k, total, out=np.zeros_like(k), where=total > 0)[coded.lives] for k in counted]

    def sum_of(name: str) -> Floats:
        arrays = ((getattr(m, name), part) for m, part in zip(held, by, strict=True))
        return np.sum([(a.T * part).T for a, part in arrays], axis=0)

    return Measured(
        sum_of("spent"),
        sum_of("parts"),
        sum_of("residuals"),
        np.sum([one.told for one in held], axis=0),
        total,
    )
