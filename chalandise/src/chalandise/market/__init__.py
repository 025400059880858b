"""The model core: a `Market` of origins and stores, `Huff` applied to it, and its answers.

Owns shares, flows, expected sales, market areas. Fitting a model to what was observed is
`chalandise.calibration`'s; travel itself is `chalandise.travel`'s.
"""

from .huff import Huff
from .inputs import Market
from .results import Flows, MarketAreas, Sales, Shares
from .solution import Solution
from .times import DenseTimes, Times

__all__ = [
    "DenseTimes",
    "Flows",
    "Huff",
    "Market",
    "MarketAreas",
    "Sales",
    "Shares",
    "Solution",
    "Times",
]
