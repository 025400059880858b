"""How attraction falls with travel: frozen values, callable on minutes or metres.

Each decay f has `parameters` (what a calibration moves), `log` and `gradient` (of ln f with respect
to those parameters). An infinite time is a place that cannot be reached: f = 0 whatever the
parameters, its gradient is 0. A negative or missing time is refused with `InvalidInput`.
"""

from .base import Decay
from .cut import Cut
from .forms import Exponential, Logistic, Power, SpanExponential, SpanPower

__all__ = ["Cut", "Decay", "Exponential", "Logistic", "Power", "SpanExponential", "SpanPower"]
