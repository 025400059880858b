"""What a person may reach on a day, as values: no database, no clock.

A place is a level and a code: ("commune", "35236"), ("epci", "243500741"), ("programme", "acv")…
The ground of a town is all the places that contain it; an area reaches the towns whose ground it
meets, except those it has left.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from beffroi.accounts.rules import roles

Place = tuple[str, str]
COMMUNE = "commune"
EVERYWHERE: Place = ("installation", "")


def district_of(insee: str) -> str:
    """The district that the area of a former commune makes in the commune it went into."""
    return f"commune-{insee.lower()}"


@dataclass(frozen=True, slots=True)
class Ground:
    """A town as rights see it: its INSEE code and the places that contain it."""

    insee: str
    places: frozenset[Place]

    @classmethod
    def of(cls, insee: str, *containing: Place) -> Ground:
        """The ground of this commune; itself and the installation are always part of it."""
        return cls(insee, frozenset({(COMMUNE, insee), EVERYWHERE, *containing}))


@dataclass(frozen=True, slots=True)
class Part:
    """Places one body covers on a day, less those it has left."""

    covered: frozenset[Place] = frozenset()
    left: frozenset[Place] = frozenset()

    def reaches(self, ground: Ground) -> bool:
        """Whether the whole of this town lies in the part."""
        return bool(self.covered & ground.places) and not self.left & ground.places


@dataclass(frozen=True, slots=True)
class Area:
    """What a role reaches: the part of its body, and those of the bodies that went into it."""

    parts: tuple[Part, ...] = ()

    @classmethod
    def of(cls, *places: Place) -> Area:
        """An area of these places."""
        return cls((Part(frozenset(places)),))

    def reaches(self, ground: Ground) -> bool:
        """Whether the whole of this town lies in one of the parts."""
        return any(part.reaches(ground) for part in self.parts)

    def names(self, place: Place) -> bool:
        """Whether this very place is covered."""
        return any(place in part.covered - part.left for part in self.parts)

    def communes(self) -> frozenset[str]:
        """Communes named one by one."""
        named = (place for part in self.parts for place in part.covered - part.left)
        return frozenset(code for level, code in named if level == COMMUNE)


@dataclass(frozen=True, slots=True)
class Body:
    """The body a person acts for, as it exists on the day (after mergers)."""

    key: str = ""
    name: str = ""


NO_BODY = Body()
NOWHERE = Area()


@dataclass(frozen=True, slots=True)
class Right:
    """One role held on a day, with how far it reaches."""

    key: str
    role: str
    scope: str
    area: Area = NOWHERE
    of: str = ""  # key of the body whose area it is
    district: str = ""  # slug of a perimeter of the one commune of the area
    object_key: str = ""
    body: Body = NO_BODY
    until: dt.date | None = None
    delegated: bool = False

    def reaches(self, ground: Ground | None) -> bool:
        """Whether it holds on the whole of this town; `None` asks for the installation."""
        if self.scope in (roles.OWN, roles.DISTRICT):
            return False
        return self.area.names(EVERYWHERE) if ground is None else self.area.reaches(ground)

    def districts(self, ground: Ground) -> frozenset[str]:
        """Slugs of the districts of this town it is limited to.

        A role on a commune that went into this one keeps the area of that commune, no more.
        """
        if self.scope == roles.OWN or self.reaches(ground):
            return frozenset()
        if self.scope == roles.DISTRICT and self.area.reaches(ground):
            return frozenset({self.district})
        if self.scope == roles.DISTRICT:
            return frozenset()
        return frozenset(map(district_of, self.area.communes()))

    @property
    def acts_for_town(self) -> bool:
        """Whether the role brings files, corrects and publishes in the name of a town."""
        return self.role in roles.ACTING


@dataclass(frozen=True, slots=True)
class Rights:
    """All a person holds on a day. `person` is their key, "" for a visitor."""

    person: str = ""
    on: dt.date | None = None
    held: tuple[Right, ...] = field(default=())

    def on_ground(self, ground: Ground | None) -> list[Right]:
        """The rights that hold on the whole of a town, the narrowest scope first."""
        order = list(roles.SCOPES)
        found = (right for right in self.held if right.reaches(ground))
        return sorted(found, key=lambda right: (order.index(right.scope), right.key))

    def owning(self, object_key: str) -> list[Right]:
        """The rights on this very object."""
        return [r for r in self.held if r.scope == roles.OWN and r.object_key == object_key]

    def holds(self, role: str) -> bool:
        """Whether the role is held at all."""
        return any(right.role == role for right in self.held)

    @property
    def administers(self) -> bool:
        """Whether this person looks after the installation."""
        return self.holds(roles.INSTALLATION_ADMIN)
