"""When something with a day is told of: at steps before it, each once, a missed morning caught up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

PROMISE_STEPS = (30, 7)
END_STEPS = (180, 90, 30)
MEETING_STEPS = (7,)
OPINION_STEPS = (7,)
LATE_TOLD_WITHIN = 30  # days: what was late long before anybody asked to be told is no news
MINUTES_AFTER, MINUTES_UNTIL = 14, 60


def step_reached(day: dt.date, on: dt.date, steps: Iterable[int]) -> int | None:
    """The nearest step that has come: 7 for five days before; None before the first or after the day.

    Days are calendar days here: clocks that change within one move nothing.
    """
    left = (day - on).days
    if left < 0:
        return None
    return min((step for step in steps if left <= step), default=None)


def newly_late(day: dt.date, on: dt.date) -> bool:
    """Whether it is late since little enough to be told."""
    return 0 < (on - day).days <= LATE_TOLD_WITHIN


def minutes_wanted(held: dt.date, on: dt.date) -> bool:
    """Whether minutes have been missing for two weeks, and not for so long that nobody will write."""
    return MINUTES_AFTER <= (on - held).days <= MINUTES_UNTIL
