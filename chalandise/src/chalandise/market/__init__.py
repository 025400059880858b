"""The model core: a `Market` of origins and stores, `Huff` applied to it, and its answers.

Owns shares, flows, expected sales, market areas, and the forms in which travel is held: a dense
table, 16-bit steps, sparse rows, or coordinates from which distances are computed as they are used.
Fitting a model to what was observed is `chalandise.calibration`'s; street networks are
`chalandise.travel`'s; changes of the market are `chalandise.whatif`'s.
"""

from .great_circle import GreatCircle
from .huff import Huff
from .inputs import Market
from .planar import PlanarTimes
from .quantised import QuantisedTimes
from .results import Flows, MarketAreas, Sales, Shares
from .solution import Solution
from .sparse import SparseTimes
from .times import DenseTimes, Times

__all__ = [
    "DenseTimes",
    "Flows",
    "GreatCircle",
    "Huff",
    "Market",
    "MarketAreas",
    "PlanarTimes",
    "QuantisedTimes",
    "Sales",
    "Shares",
    "Solution",
    "SparseTimes",
    "Times",
]
