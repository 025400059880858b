"""Hours a street agreed to share, held against what was seen in the field. Values, no database.

A check is what a surveyor noted of one door at one instant: open, or closed. It counts when the hours
agreed there said open; the last one of a door and day counts, so that a street walked twice on a
morning weighs no more than another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined] # its stub forgot it

LEAST = 5  # shops; below, a share would tell the habits of one of them


class UnreadableHours(ValueError):
    """These are not hours as OpenStreetMap writes them."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """Hours agreed from `start` up to `end`, excluded; for a street, a sector, or the whole town."""

    key: int
    hours: str
    start: dt.date
    end: dt.date | None = None
    street: int | None = None
    sector: int | None = None

    def holds(self, on: dt.date) -> bool:
        """Whether it holds on a day."""
        return self.start <= on and (self.end is None or on < self.end)


@dataclass(frozen=True, slots=True)
class Check:
    """One door at one instant of the town's own clock (no zone); `own` its shop's own hours."""

    door: int
    at: dt.datetime
    open: bool
    street: int | None = None
    sectors: frozenset[int] = frozenset()
    own: str = ""
    uuid: UUID | None = None
    replaces: UUID | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A check made at agreed hours; `due` what the shop's own hours said, None when it has none."""

    check: Check
    agreed: Agreed
    due: bool | None


@lru_cache(maxsize=2048)
def _parsed(hours: str, country: str) -> OpeningHours:
    try:
        return OpeningHours(hours, country=country.upper())
    except ParserError as no:
        raise UnreadableHours(hours) from no


def is_open(hours: str, at: dt.datetime, *, country: str = "fr") -> bool:
    """Whether these hours say open at an instant of the town's clock; public holidays are its country's.

    Raises `UnreadableHours`.
    """
    return bool(_parsed(hours, country).is_open(at))


def agreed_at(agreements: Iterable[Agreed], check: Check) -> Agreed | None:
    """The agreement a door is under: its street's, else its sector's, else the town's; the latest."""
    day = check.at.date()
    own = [one for one in agreements if one.holds(day) and _concerns(one, check)]
    return max(own, key=lambda one: (_near(one), one.start, one.key), default=None)


def _concerns(one: Agreed, check: Check) -> bool:
    if one.street is not None:
        return one.street == check.street
    return one.sector is None or one.sector in check.sectors


def _near(one: Agreed) -> int:
    return 2 if one.street is not None else 1 if one.sector is not None else 0


def held(
    checks: Iterable[Check], agreements: Sequence[Agreed], *, country: str = "fr"
) -> tuple[list[Held], int]:
    """Checks made at agreed hours, the last a door and day; and how many fell outside those hours.

    A note replaced by another does not count. What is under no agreement is in neither.
    """
    told = list(checks)
    gone = {check.replaces for check in told if check.replaces}
    found: dict[tuple[int, dt.date], Held] = {}
    outside = 0
    for check in sorted(told, key=lambda one: (one.at, one.door, str(one.uuid))):
        agreed = agreed_at(agreements, check) if check.uuid not in gone else None
        if agreed is None:
            continue
        if not is_open(agreed.hours, check.at, country=country):
            outside += 1
            continue
        found[check.door, check.at.date()] = Held(check, agreed, _due(check, country))
    return list(found.values()), outside


def _due(check: Check, country: str) -> bool | None:
    try:
        return is_open(check.own, check.at, country=country) if check.own else None
    except UnreadableHours:
        return None


@dataclass(frozen=True, slots=True)
class HoursTally:
    """What checks at agreed hours come to.

    `own_open` of `own_checks`: the same at hours the shop itself posts. `not_seen`: shops under an
    agreement that nobody checked at agreed hours.
    """

    open: int = 0
    checks: int = 0
    shops: int = 0
    days: int = 0
    outside: int = 0
    not_seen: int = 0
    own_open: int = 0
    own_checks: int = 0
    own_shops: int = 0
    agreements: int = 0

    @property
    def told(self) -> bool:
        """Whether enough shops were checked for a share to speak of none of them."""
        return self.shops >= LEAST

    @property
    def own_told(self) -> bool:
        """The same of the hours shops post."""
        return self.told and self.own_shops >= LEAST


def tally(
    found: Sequence[Held], *, outside: int, under: Iterable[int], agreements: int
) -> HoursTally:
    """Count them; `under` are the doors in activity under an agreement."""
    doors = {one.check.door for one in found}
    own = [one for one in found if one.due]
    return HoursTally(
        open=sum(one.check.open for one in found),
        checks=len(found),
        shops=len(doors),
        days=len({one.check.at.date() for one in found}),
        outside=outside,
        not_seen=len(set(under) - doors),
        own_open=sum(one.check.open for one in own),
        own_checks=len(own),
        own_shops=len({one.check.door for one in own}),
        agreements=agreements,
    )


def by_agreement(found: Iterable[Held]) -> Mapping[int, list[Held]]:
    """Checks by the agreement they were made under."""
    told: dict[int, list[Held]] = {}
    for one in found:
        told.setdefault(one.agreed.key, []).append(one)
    return told
