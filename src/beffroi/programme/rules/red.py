"""The one red thing an elected member must know of: the first that holds, in a stated order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Rank(IntEnum):
    """What comes before what. An agreement about to lapse unfollowed takes all the rest with it."""

    LAPSES = 0  # it ends within 30 days and nothing signed follows
    PRIORITY_LATE = 1  # an action of high priority is late
    PROMISE_LATE = 2  # a body has not kept its word
    ACTION_LATE = 3
    OPINION_LATE = 4  # an opinion asked for has not come
    ENDS = 5  # it ends within 90 days and nothing signed follows


LAPSES_WITHIN, ENDS_WITHIN = 30, 90


@dataclass(frozen=True, slots=True)
class Red:
    """One thing that may be told; `days` late, or days left with the sign turned."""

    rank: Rank
    days: int
    what: str
    said: str = ""
    href: str = ""


def rank_of_end(days_left: int) -> Rank | None:
    """How an agreement that nothing follows stands, so many days before its end."""
    if days_left <= LAPSES_WITHIN:
        return Rank.LAPSES
    return Rank.ENDS if days_left <= ENDS_WITHIN else None


def the_one(found: Iterable[Red]) -> Red | None:
    """The first by rank, then the one that is latest; None when nothing is red."""
    return min(found, key=lambda one: (one.rank, -one.days, one.what), default=None)
