"""Floating catchments: what is offered per head, where demand shares it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chalandise.decay import Decay
from chalandise.errors import FaultCollector
from chalandise.market import Times
from chalandise.market.times import blocks

from .inputs import Floats, amounts, travel


@dataclass(frozen=True, eq=False, slots=True)
class Floating:
    """What a floating catchment finds.

    Attributes
    ----------
    values : ndarray, shape (n,)
        A_i, supply per unit of demand at each origin. Σ_i P_i A_i is the supply in reach.
    ratios : ndarray, shape (m,)
        R_j, supply per unit of the demand that reaches each destination; 0 where none does.
    """

    values: Floats
    ratios: Floats


def two_step(
    times: Times | npt.ArrayLike, supply: npt.ArrayLike, demand: npt.ArrayLike, decay: Decay
) -> Floating:
    """A_i = Σ_j R_j f(t_ij), R_j = S_j / Σ_i P_i f(t_ij).

    Parameters
    ----------
    times : Times or array_like, shape (n, m)
        In the unit of the decay; `inf` = out of reach.
    supply : array_like, shape (m,)
        S: m², staff, places …, ≥ 0.
    demand : array_like, shape (n,)
        P: inhabitants, households …, ≥ 0.
    decay : Decay
        `Steps((30,), (1,))` gives 2SFCA, `Steps` of several bounds or any decay within a `Cut`
        the enhanced form.

    Raises
    ------
    InputFaults

    References
    ----------
    Luo and Wang (2003), *Environment and Planning B* 30; enhanced: Luo and Qi (2009), *Health &
    Place* 15.
    """
    held, offered, wanted = _given(times, supply, demand)
    ratios = _ratios(offered, held.draw(decay, wanted))
    return Floating(held.reach(decay, ratios), ratios)


def three_step(
    times: Times | npt.ArrayLike,
    supply: npt.ArrayLike,
    demand: npt.ArrayLike,
    decay: Decay,
    *,
    selection: Decay | None = None,
) -> Floating:
    """A_i = Σ_j G_ij R_j f(t_ij), R_j = S_j / Σ_i G_ij P_i f(t_ij), G_ij = g(t_ij) / Σ_k g(t_ik).

    An origin divides its demand among the destinations before they share it out, so that a place
    with many destinations is not counted many times.

    Parameters
    ----------
    times, supply, demand, decay
        As in `two_step`.
    selection : Decay, optional
        g; f when not given. Over all destinations, also beyond a cut-off of f, when given uncut.

    Raises
    ------
    InputFaults

    References
    ----------
    Wan, Zou and Sternberg (2012), *Int. J. Geographical Information Science* 26.
    """
    held, offered, wanted = _given(times, supply, demand)
    chosen = selection or decay
    reaching = np.zeros(held.shape[1])
    for first, last in blocks(0, *held.shape):
        reaching += wanted[first:last] @ _selected(held.rows(first, last), decay, chosen)
    ratios = _ratios(offered, reaching)
    found = [
        _selected(held.rows(first, last), decay, chosen) @ ratios
        for first, last in blocks(0, *held.shape)
    ]
    return Floating(np.concatenate(found), ratios)


def _selected(rows: Floats, decay: Decay, selection: Decay) -> Floats:
    chances = selection(rows)
    total = chances.sum(axis=1, keepdims=True)
    return decay(rows) * np.divide(chances, total, out=np.zeros_like(chances), where=total > 0)


def _ratios(supply: Floats, demand: Floats) -> Floats:
    return np.divide(supply, demand, out=np.zeros(len(supply)), where=demand > 0)


def _given(
    times: Times | npt.ArrayLike, supply: npt.ArrayLike, demand: npt.ArrayLike
) -> tuple[Times, Floats, Floats]:
    faults = FaultCollector()
    held = travel(faults, times)
    n, m = held.shape if held is not None else (None, None)
    faults.check(n != 0 and m != 0, "times", "has no origin or no destination")
    offered, wanted = amounts(faults, "supply", supply, m), amounts(faults, "demand", demand, n)
    faults.tell()
    assert held is not None  # noqa: S101 - a fault was told otherwise
    return held, offered, wanted
