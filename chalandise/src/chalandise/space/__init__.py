"""Space: what is within reach, whose catchment a zone is in, who holds a market, where to open.

Owns accessibility, floating catchments, catchments, the older laws, concentration, the choice of a
site, the order of a walk, and the arithmetic of French studies (`space.figures`). Times come from
`chalandise.travel` or any table; models and what-ifs are `chalandise.market`'s and
`chalandise.whatif`'s.
"""

from .accessibility import competing_destinations, hansen
from .catchments import Catchment, Reason, by_isochrone, by_share_of_sales, by_time
from .concentration import Concentration, concentration, herfindahl
from .floating import Floating, three_step, two_step
from .laws import converse, reilly
from .siting import Front, pareto_front
from .steps import Steps
from .walks import Walk, best_walk

__all__ = [
    "Catchment",
    "Concentration",
    "Floating",
    "Front",
    "Reason",
    "Steps",
    "Walk",
    "best_walk",
    "by_isochrone",
    "by_share_of_sales",
    "by_time",
    "competing_destinations",
    "concentration",
    "converse",
    "hansen",
    "herfindahl",
    "pareto_front",
    "reilly",
    "three_step",
    "two_step",
]
