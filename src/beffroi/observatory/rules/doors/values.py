"""A door, what is known of it, and why it is proposed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from beffroi.observatory.rules.sentences import Sentence
from beffroi.premises.rules.visits import LastVisit


@dataclass(frozen=True, slots=True)
class Link:
    """Where a reason can be checked: a kind of page and its key, or a whole address."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What an agreement promises where this door stands: its title, its day, its page."""

    title: str
    on: dt.date
    href: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A trade that is missing near a door: its name, where it is missed, since when it is told."""

    trade: str
    on: dt.date
    href: str


@dataclass(frozen=True, slots=True)
class StreetRank:
    """The street of a door among those of the perimeter, by shops open on a day."""

    slug: str
    name: str
    rank: int
    open: int
    total: int
    on: dt.date


@dataclass(frozen=True, slots=True)
class Door:
    """All that is known of a door that may be knocked on; days None when nobody knows."""

    public_id: str
    street: str = ""
    number: str = ""
    name: str = ""
    vacant: bool = True
    since: dt.date | None = None
    first_seen_on: dt.date | None = None
    seen_on: dt.date | None = None
    reports: int = 0
    reported_on: dt.date | None = None
    alert: tuple[int, dt.date] | None = None
    place: StreetRank | None = None
    wanted: Wanted | None = None
    promise: Promise | None = None
    visit: LastVisit | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why this door: its points, a sentence, the day it speaks of, where to check it."""

    code: str
    points: int
    sentence: Sentence
    on: dt.date
    link: Link


@dataclass(frozen=True, slots=True)
class Ranked:
    """A door with its reasons, the heaviest first."""

    door: Door
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> int:
        """The sum of its reasons; nothing else."""
        return sum(reason.points for reason in self.reasons)
