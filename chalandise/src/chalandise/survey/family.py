"""Flows, leakage, hold and inflow of one family of products."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .acts import Labels
from .columns import INSIDE, LEAK, NET, TOWNS
from .estimates import Figures, Floats
from .pooling import Estimates


@dataclass(frozen=True, eq=False)
class FamilyFlows:
    """Where the households of each zone last bought one family of products.

    Attributes
    ----------
    family : hashable
        Its name; None for all families together.
    zones : tuple
        z of them, in the order given.
    places : tuple
        The poles, then every other town named, then `ONLINE`.
    poles : int
        How many of the places are poles of the study.
    market : ndarray, shape (z,)
        M of each zone in EUR a year; weighted acts where no market was given.
    given : ndarray, shape (z,)
        The same before families that nobody told of in a zone were left out.
    residents : ndarray of bool, shape (z,)
        The zones whose spending the study counts; the others only bring inflow.
    """

    family: Hashable
    zones: Labels
    places: Labels
    poles: int
    market: Floats
    given: Floats
    residents: npt.NDArray[np.bool_]
    estimates: Estimates

    @property
    def absent(self) -> Labels:
        """Zones where nobody told of this family: figures of theirs are NaN, sums leave them out."""
        gone = np.flatnonzero(~self.estimates.answered)
        return tuple(self.zones[k] for k in gone.tolist())

    @property
    def coverage(self) -> float:
        """Part of the residents' market in zones that answered; NaN where it is nothing."""
        whole = float(self.given[self.residents].sum())
        return float(self._counted(self.residents).sum()) / whole if whole else float("nan")

    @cached_property
    def shares(self) -> Figures:
        """Share of each place in the acts of each zone, shape (z, places)."""
        return self._by_zone[:, :TOWNS]

    @property
    def flows(self) -> Figures:
        """E_zj = M_z · share, EUR a year, shape (z, places); a row sums to the market."""
        return self.shares.times(self.market[:, None])

    @property
    def hold(self) -> Figures:
        """*Emprise*: E_zj / M_z of the poles, shape (z, poles)."""
        return self.shares[:, : self.poles]

    @property
    def leakage(self) -> Figures:
        """*Évasion*, online included: spent in no pole / spent, shape (z,)."""
        return self._by_zone[:, LEAK]

    @property
    def towns(self) -> Figures:
        """The part of the leakage that goes to other towns, shape (z,)."""
        return self._by_zone[:, TOWNS]

    @property
    def online(self) -> Figures:
        """The part of the leakage that goes online, shape (z,)."""
        return self._by_zone[:, NET]

    @property
    def retention(self) -> Figures:
        """1 − leakage, shape (z,)."""
        return self.leakage.complement(self._by_zone.acts[:, INSIDE])

    @property
    def total_leakage(self) -> Figures:
        """Σ_z M_z leakage_z / Σ_z M_z over the residents' zones that answered; shape ()."""
        return self._total[LEAK]

    @property
    def total_towns(self) -> Figures:
        """As `total_leakage`, to other towns."""
        return self._total[TOWNS]

    @property
    def total_online(self) -> Figures:
        """As `total_leakage`, online."""
        return self._total[NET]

    @property
    def total_retention(self) -> Figures:
        """1 − `total_leakage`."""
        return self.total_leakage.complement(self._total.acts[INSIDE])

    @property
    def total_hold(self) -> Figures:
        """Hold of each pole over the residents' zones together, shape (poles,)."""
        return self._total[: self.poles]

    @cached_property
    def sales(self) -> Figures:
        """T_j = Σ_z E_zj of each pole over all zones, EUR a year, shape (poles,)."""
        held = self._counted(np.ones(len(self.zones), dtype=bool))
        return self.estimates.pooled(held)[: self.poles].times(held.sum())

    @cached_property
    def inflow(self) -> Figures:
        """Sales to zones that are not residents' / sales, of each pole, shape (poles,).

        Of the zones surveyed only: what comes from further away is not seen, so it is a floor.
        Its base is the households that bought there.
        """
        return self._inflow[: self.poles]

    @property
    def total_inflow(self) -> Figures:
        """Inflow of all poles together, shape ()."""
        return self._inflow[INSIDE]

    def _counted(self, zones: npt.NDArray[np.bool_]) -> Floats:
        return np.where(zones & self.estimates.answered, self.market, 0.0)

    @property
    def _by_zone(self) -> Figures:
        return self.estimates.by_zone

    @cached_property
    def _total(self) -> Figures:
        return self.estimates.pooled(self._counted(self.residents))

    @cached_property
    def _inflow(self) -> Figures:
        everywhere = np.ones(len(self.zones), dtype=bool)
        return self.estimates.inflow(self._counted(everywhere), ~self.residents)
