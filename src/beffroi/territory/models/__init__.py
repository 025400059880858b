"""Towns and what is drawn of them; where their data come from; who acts for them."""

from beffroi.territory.models.drawn import GroundFeature, Perimeter, Street
from beffroi.territory.models.sources import ImportRun, Source
from beffroi.territory.models.towns import RoleAssignment, Town

__all__ = [
    "GroundFeature",
    "ImportRun",
    "Perimeter",
    "RoleAssignment",
    "Source",
    "Street",
    "Town",
]
