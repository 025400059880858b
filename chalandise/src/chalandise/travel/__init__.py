"""Travel along streets: a network from an OpenStreetMap extract, times, isochrones."""

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
