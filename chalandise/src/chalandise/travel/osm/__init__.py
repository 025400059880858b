"""Streets from OpenStreetMap: what its tags mean to a walker, a cyclist and a driver."""

from .extract import read_streets
from .modes import BIKE, CAR, FOOT, MODES, Mode, driving, walking

__all__ = ["BIKE", "CAR", "FOOT", "MODES", "Mode", "driving", "read_streets", "walking"]
