"""How much is within reach: Hansen's sum, and the company a destination keeps."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from chalandise import checks
from chalandise.decay import Decay
from chalandise.errors import FaultCollector
from chalandise.market import Times

from .inputs import Floats, amounts, travel


def hansen(times: Times | npt.ArrayLike, opportunities: npt.ArrayLike, decay: Decay) -> Floats:
    """A_i = Σ_j W_j f(t_ij).

    Parameters
    ----------
    times : Times or array_like, shape (n, m)
        In the unit of the decay; `inf` = out of reach.
    opportunities : array_like, shape (m,)
        W: shops, m², jobs …, ≥ 0.
    decay : Decay
        `Cut(Exponential(0), 15)` counts what lies within 15.

    Returns
    -------
    ndarray, shape (n,)
        In the unit of the opportunities.

    Raises
    ------
    InputFaults

    References
    ----------
    Hansen (1959), *J. American Institute of Planners* 25, 73-76.
    """
    faults = FaultCollector()
    held = travel(faults, times)
    weights = amounts(faults, "opportunities", opportunities, held.shape[1] if held else None)
    faults.tell()
    assert held is not None  # noqa: S101 - a fault was told otherwise
    return held.reach(decay, weights)


def competing_destinations(
    distances: npt.ArrayLike, attraction: npt.ArrayLike, *, theta: float = 1.0
) -> Floats:
    """c_j = Σ_{k≠j} A_k / d_jk^θ: how much else a customer finds near each destination.

    Given to a model as one more attraction variable: a negative exponent of it says that
    neighbours compete, a positive one that they draw together.

    Parameters
    ----------
    distances : array_like, shape (m, m)
        Between destinations, any one unit, > 0 off the diagonal; `inf` adds nothing.
    attraction : array_like, shape (m,)
    theta : float
        θ ≥ 0.

    Returns
    -------
    ndarray, shape (m,)

    Raises
    ------
    InputFaults

    References
    ----------
    Fotheringham (1983), *Environment and Planning A* 15, 15-36.
    """
    faults = FaultCollector()
    weights = amounts(faults, "attraction", attraction)
    count = len(weights)
    apart = checks.numbers(faults, "distances", distances)
    faults.check(0 <= theta < np.inf, "theta", f"is {theta}, not at or above 0")
    if apart is not None and checks.shape(faults, "distances", apart, (count, count)):
        checks.not_nan(faults, "distances", apart)
        others = apart[~np.eye(count, dtype=bool)]
        faults.check(not (others <= 0).any(), "distances", "two destinations are not apart")
    faults.tell()
    assert apart is not None  # noqa: S101 - a fault was told otherwise
    near = ~np.eye(count, dtype=bool) & np.isfinite(apart)
    pull = np.zeros((count, count))
    pull[near] = apart[near] ** -theta
    return pull @ weights
