"""Where to open: much captured, little harm to a centre; no weighing hidden in a score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chalandise.errors import FaultCollector, InvalidInput

from .inputs import Floats, amounts


@dataclass(frozen=True, eq=False, slots=True)
class Front:
    """The candidates that no other beats on both counts, from the most harmless to the largest.

    Attributes
    ----------
    positions : ndarray of int, shape (f,)
        In the candidates given.
    captured, harm : ndarray, shape (f,)
        Both ascending.
    price : ndarray, shape (f,)
        Harm added per unit captured more than the candidate before; NaN for the first.
    """

    positions: npt.NDArray[np.int64]
    captured: Floats
    harm: Floats
    price: Floats

    def most_within(self, harm: float) -> int:
        """The candidate that captures most without more than this harm.

        Raises
        ------
        InvalidInput
            Every candidate does more harm.
        """
        allowed = np.flatnonzero(self.harm <= harm)
        if not len(allowed):
            raise InvalidInput(f"every candidate does more harm than {harm:g}")
        return int(self.positions[allowed[-1]])

    def best(self, harm_weight: float) -> int:
        """The candidate of largest captured − harm_weight · harm; the more harmless of equals."""
        return int(self.positions[np.argmax(self.captured - harm_weight * self.harm)])


def pareto_front(captured: npt.ArrayLike, harm: npt.ArrayLike) -> Front:
    """Candidates for which no other captures at least as much with no more harm, one strictly.

    Parameters
    ----------
    captured : array_like, shape (c,)
        Sales each would make, for instance `Ranking.sales` of `whatif.rank_candidates`.
    harm : array_like, shape (c,)
        What each would draw from the centre to be spared (`Ranking.harm`), same unit, ≥ 0.

    Notes
    -----
    Of candidates equal on both counts the first stands for all.

    Raises
    ------
    InputFaults
        Also where there is no candidate.
    """
    faults = FaultCollector()
    gains = amounts(faults, "captured", captured)
    losses = amounts(faults, "harm", harm, len(gains))
    faults.check(len(gains) > 0, "captured", "has no candidate")
    faults.tell()
    order = np.lexsort((-gains, losses))  # least harm first, of equals the largest
    best_before = np.maximum.accumulate(np.append(-np.inf, gains[order][:-1]))
    kept = order[gains[order] > best_before]
    price = np.full(len(kept), np.nan)
    price[1:] = np.diff(losses[kept]) / np.diff(gains[kept])
    return Front(kept, gains[kept], losses[kept], price)
