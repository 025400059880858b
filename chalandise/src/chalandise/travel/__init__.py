"""Travel along streets: a network, times between many points, isochrones; in metres and seconds.

Owns `StreetGraph` (from tables here, from an extract in `travel.osm`), the points set on it, exact
searches within a limit, `TravelTimes`, and the straight line that stands in for streets and says so.
What times do to a market is `chalandise.market`'s; catchments and reach are `chalandise.space`'s;
which street a door stands in is `chalandise.streets`'.
"""

from .between import node_times
from .building import street_graph
from .graph import Segments, StreetGraph
from .isochrones import Isochrone, isochrones
from .many_to_many import travel_times
from .reaching import Reach, reach
from .setting import set_on
from .snapping import Snapped, snap
from .straight_line import straight_line_isochrones, straight_line_times
from .times import Method, TravelTimes

__all__ = [
    "Isochrone",
    "Method",
    "Reach",
    "Segments",
    "Snapped",
    "StreetGraph",
    "TravelTimes",
    "isochrones",
    "node_times",
    "reach",
    "set_on",
    "snap",
    "straight_line_isochrones",
    "straight_line_times",
    "street_graph",
    "travel_times",
]
