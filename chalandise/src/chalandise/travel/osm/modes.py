"""Ways of getting about: which streets are open to each, how fast, and what stops it.

The speeds are named hypotheses, not measurements: change them with `dataclasses.replace`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from .barriers import CLOSED_TO_BIKES, CLOSED_TO_FEET, OPEN_TO_CARS, Barriers


@dataclass(frozen=True, slots=True)
class Mode:
    """How one kind of traveller reads the tags of a street.

    Attributes
    ----------
    name : str
    keys : tuple of str
        OSM access keys that bind it, the most specific first.
    opening : tuple of str
        Those of them that open a class closed by default (`bicycle=yes` on a footway).
    speeds : mapping of str to float
        km/h by `highway` class; a class left out is closed unless opened by a tag. Where
        `share_of_limit` is set they are speed limits assumed where no limit is tagged.
    opened : float
        km/h on a class that only a tag opened.
    barriers : Barriers
        Which `barrier` nodes stop it.
    share_of_limit : float or None
        Mean speed as a share of the limit; None for those who do not drive to the limit.
    dismount : float
        km/h where `bicycle=dismount`; unused elsewhere.
    """

    name: str
    keys: tuple[str, ...]
    opening: tuple[str, ...]
    speeds: Mapping[str, float]
    opened: float
    barriers: Barriers
    share_of_limit: float | None = None
    dismount: float = 4.0

    @property
    def drives(self) -> bool:
        return self.share_of_limit is not None


def _speeds(**groups: float) -> Mapping[str, float]:
    """`primary__secondary=80` gives 80 to both classes."""
    return MappingProxyType(
        {name: speed for names, speed in groups.items() for name in names.split("__")}
    )


def walking(speed: float = 4.5, *, steps: float = 0.5) -> Mode:
    """On foot at `speed` km/h, `steps` times that (plan length) on stairs."""
    streets = (
        "primary__primary_link__secondary__secondary_link__tertiary__tertiary_link__unclassified"
        "__residential__living_street__service__road__pedestrian__footway__path__track__cycleway"
        "__bridleway__corridor__platform"
    )
    return Mode(
        name="foot",
        keys=("foot", "access"),
        opening=("foot",),
        speeds=_speeds(**{streets: speed, "steps": speed * steps}),
        opened=speed,
        barriers=Barriers(closed=CLOSED_TO_FEET),
    )


FOOT = walking()
"""4.5 km/h, 2.25 on stairs."""

BIKE = Mode(
    name="bike",
    keys=("bicycle", "vehicle", "access"),
    opening=("bicycle",),
    speeds=_speeds(
        primary__primary_link__secondary__secondary_link__tertiary__tertiary_link=15,
        unclassified__residential__service__road__cycleway=15,
        living_street__path__track=12,
        pedestrian=6,  # Code de la route R431-9: at walking pace in pedestrian areas
    ),
    opened=8,
    barriers=Barriers(closed=CLOSED_TO_BIKES),
)

CAR = Mode(
    name="car",
    keys=("motorcar", "motor_vehicle", "vehicle", "access"),
    opening=("motorcar", "motor_vehicle"),
    # French limits (Code de la route R413-2, R413-3): 130 motorways, 110 dual carriageways, 80
    # other roads, 50 in built-up areas; links, service roads: assumptions
    speeds=_speeds(
        motorway=130,
        trunk=110,
        motorway_link__trunk_link=70,
        primary__secondary__tertiary__unclassified__road=80,
        primary_link__secondary_link__tertiary_link__residential=50,
        living_street=20,
        service=20,
    ),
    opened=10,
    barriers=Barriers(open_only=OPEN_TO_CARS),
    share_of_limit=0.8,  # as OSRM's car profile assumes
)


def driving(share_of_limit: float) -> Mode:
    """By car at this share of the speed limit."""
    return replace(CAR, share_of_limit=share_of_limit)


MODES: Mapping[str, Mode] = MappingProxyType({mode.name: mode for mode in (FOOT, BIKE, CAR)})
