"""What `rules.delays` takes and tells: an action as its days say it, and what they become."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from beffroi.programme.rules.status import Status

NOT_STARTED = frozenset({Status.TO_DISCUSS, Status.PLANNED})
STOPPED = frozenset({Status.BLOCKED, Status.PAUSED})


@dataclass(frozen=True, slots=True)
class Span:
    """An action as its days say it. `steps_until`: the last day expected of its open milestones.

    `done_on`: the day it was over, for one that is done.
    """

    key: str
    name: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    status: str = Status.PLANNED
    steps_until: dt.date | None = None
    done_on: dt.date | None = None


class Why(StrEnum):
    """What a needed action does to those that wait for it."""

    LATE = "late"  # it ends too late for the planned start
    FREED = "freed"  # it is done, and was too late for the planned start
    STOPPED = "stopped"  # blocked or paused: nobody knows when it ends
    ABANDONED = "abandoned"  # it will never end
    UNDATED = "undated"  # it has no last day


HOLDING = frozenset({Why.STOPPED, Why.ABANDONED})
# Nobody knows when these end, and it is not for who waits to say. An abandoned one is: to decide.
EXCUSING = frozenset({Why.STOPPED, Why.UNDATED})


@dataclass(frozen=True, slots=True)
class Cause:
    """One needed action and why it holds this one up; `until` is the day it lets it start.

    `origin` is the action where the delay begins, further up.
    """

    why: Why
    needs: str
    until: dt.date | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What dates say of an action: days expected, days late by itself, days pushed by others.

    `free_on`: the day from which the actions it needs let it start, where they push it.
    """

    key: str
    start: dt.date | None
    end: dt.date | None
    own_days: int = 0
    pushed_days: int = 0
    causes: tuple[Cause, ...] = ()
    overdue: bool = False  # the last day that others leave it has passed and it is not done
    free_on: dt.date | None = None

    @property
    def held_up(self) -> bool:
        """Whether another action makes it late, or leaves it without a day: shown in orange."""
        return self.pushed_days > 0 or any(cause.why in HOLDING for cause in self.causes)

    @property
    def late(self) -> bool:
        """Late by itself: shown in red."""
        return self.overdue or self.own_days > 0
