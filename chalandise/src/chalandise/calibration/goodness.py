"""How near modelled values are to observed ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chalandise import checks
from chalandise.errors import FaultCollector


@dataclass(frozen=True, slots=True)
class Goodness:
    """Four measures in use; the first in the squared unit of the values, the others without unit.

    Attributes
    ----------
    ssr : float
        Σ (S − T)².
    pseudo_r2 : float
        1 − var(S − T) / var(S), with sample variances; NaN when all S are equal.
    global_error : float
        Σ |S − T| / Σ S.
    mape : float
        Mean of |S − T| / S over S > 0.
    """

    ssr: float
    pseudo_r2: float
    global_error: float
    mape: float


def goodness(observed: npt.ArrayLike, modelled: npt.ArrayLike) -> Goodness:
    """Compare observed S with modelled T, any one shape, S ≥ 0.

    References
    ----------
    Wieland (2017), *The R Journal* 9(1), 298-323; De Beule et al. (2014) for the global error.
    """
    faults = FaultCollector()
    s = checks.numbers(faults, "observed", observed)
    t = checks.numbers(faults, "modelled", modelled)
    if s is not None and t is not None and checks.shape(faults, "modelled", t, s.shape):
        checks.finite(faults, "observed", s)
        checks.finite(faults, "modelled", t)
        checks.not_negative(faults, "observed", s)
        faults.check(bool((s > 0).any()), "observed", "holds nothing above 0")
    faults.tell()
    assert s is not None and t is not None  # noqa: S101 - told above
    rest = s - t
    spread = s.var(ddof=1) if s.size > 1 else 0.0
    some = s > 0
    return Goodness(
        ssr=float((rest**2).sum()),
        pseudo_r2=float(1 - rest.var(ddof=1) / spread) if spread else float("nan"),
        global_error=float(np.abs(rest).sum() / s.sum()),
        mape=float((np.abs(rest[some]) / s[some]).mean()),
    )
