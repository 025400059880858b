"""Towns and what is drawn of them; where their data come from; who acts for them."""

from beffroi.territory.models.bodies import AreaPlace, Membership, Merger, Organisation
from beffroi.territory.models.drawn import GroundFeature, Perimeter, Street
from beffroi.territory.models.faces import FormerPath, TownArms, TownDomain
from beffroi.territory.models.kept import Kept
from beffroi.territory.models.roles import RoleAssignment
from beffroi.territory.models.sources import ImportRun, Source
from beffroi.territory.models.towns import Town

__all__ = [
    "AreaPlace",
    "FormerPath",
    "GroundFeature",
    "ImportRun",
    "Kept",
    "Membership",
    "Merger",
    "Organisation",
    "Perimeter",
    "RoleAssignment",
    "Source",
    "Street",
    "Town",
    "TownArms",
    "TownDomain",
]
