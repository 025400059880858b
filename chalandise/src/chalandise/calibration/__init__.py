"""Fit a model to what was observed: one interface whatever the observation.

Each calibrator takes its settings in the constructor; `fit(market, observed)` gives the calibrator
back, and what it found stands in attributes that end in `_`: `model_`, `parameters_`,
`standard_errors_`, `covariance_`, `goodness_`, `identified_`.

=====================  =======================================  ==============================
class                  observed                                 moves
=====================  =======================================  ==============================
`LogCentred`           shares p_ij, shape (n, m)                γ and λ, by least squares
`MaximumLikelihood`    counts n_ij, shape (n, m)                γ and the decay, and U0 if asked
`SalesTotals`          sales S_j, shape (m,)                    the attraction of each store
`MeanTripCost`         one mean time or distance                one parameter of the decay
=====================  =======================================  ==============================

`Bootstrap` gives the doubt of any of the first two over respondents; `hold_out` what a fit is worth
on origins it has not seen.
"""

from .base import Calibrator, NotFitted, NotIdentified
from .bootstrap import Bootstrap
from .choices import Choices
from .goodness import Goodness, goodness
from .likelihood import MaximumLikelihood
from .log_centred import LogCentred
from .sales_totals import SalesTotals
from .trip_cost import MeanTripCost
from .validation import HeldOut, hold_out

__all__ = [
    "Bootstrap",
    "Calibrator",
    "Choices",
    "Goodness",
    "HeldOut",
    "LogCentred",
    "MaximumLikelihood",
    "MeanTripCost",
    "NotFitted",
    "NotIdentified",
    "SalesTotals",
    "goodness",
    "hold_out",
]
