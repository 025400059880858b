"""The end of a framework: what hangs on it, and what is to be done before it comes.

Days are those of the town; a last day is included.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Against(StrEnum):
    """How the last day of a child stands against its framework's."""

    BEFORE = "before"
    WITH = "with"
    OUTLIVES = "outlives"


class Follows(StrEnum):
    """What comes after an agreement."""

    NOTHING = "nothing"
    DRAFT = "draft"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Hanging:
    """A child: its last day (None: no end), whether it binds, what follows it, themes inherited.

    `settled`: somebody decided what it stands under after its framework.
    """

    key: str
    last: dt.date | None
    binds: bool
    follows: Follows
    themes: tuple[str, ...] = ()
    settled: bool = False


class Duty(StrEnum):
    """One thing of the renewal file."""

    RENEW = "renew"  # the framework itself has no successor
    SIGN = "sign"  # its successor is not signed
    MEET = "meet"  # its elected members do not meet before the end
    REVIEW = "review"  # the year is not reviewed
    PROMISES = "promises"  # promises still run
    CHILDREN = "children"  # children end with it, or before, and nothing signed follows
    ORPHANS = "orphans"  # children outlive it, and nobody decided what they stand under then


def against(last: dt.date | None, end: dt.date) -> Against:
    """Whether a child ends before its framework, with it, or after."""
    if last is None or last > end:
        return Against.OUTLIVES
    return Against.WITH if last == end else Against.BEFORE


def to_renew(children: Iterable[Hanging], end: dt.date) -> list[Hanging]:
    """Children that bind, end with the framework or before, and are followed by nothing signed."""
    return [
        one
        for one in children
        if one.binds
        and one.follows is not Follows.SIGNED
        and against(one.last, end) is not Against.OUTLIVES
    ]


def orphans(children: Iterable[Hanging], end: dt.date) -> list[Hanging]:
    """Children that bind and run on without their framework."""
    return [one for one in children if one.binds and against(one.last, end) is Against.OUTLIVES]


def unsettled(children: Iterable[Hanging], end: dt.date) -> list[Hanging]:
    """Those of them for which nobody decided what they stand under then."""
    return [one for one in orphans(children, end) if not one.settled]


def duties(
    *,
    follows: Follows,
    meets: bool,
    reviewed: bool,
    promises: int,
    children: Iterable[Hanging],
    end: dt.date,
) -> list[Duty]:
    """What is left to do before a framework ends, in the order it is done."""
    listed = list(children)
    left = {
        Duty.MEET: not meets,
        Duty.REVIEW: not reviewed,
        Duty.PROMISES: promises > 0,
        Duty.RENEW: follows is Follows.NOTHING,
        Duty.SIGN: follows is Follows.DRAFT,
        Duty.CHILDREN: bool(to_renew(listed, end)),
        Duty.ORPHANS: bool(unsettled(listed, end)),
    }
    return [duty for duty, stands in left.items() if stands]
