"""When a role that ends by its own date is told of: a week before its last day, and on that day."""

from __future__ import annotations

import datetime as dt

WEEK, LAST_DAY = "week", "last_day"
AHEAD = dt.timedelta(days=7)


def step_of(first: dt.date | None, last: dt.date, on: dt.date) -> str:
    """The step that has come on this day, a missed week caught up; "" when there is none.

    Who got a role for a week or less was told its end a moment ago: only the last day is told.
    """
    if on == last:
        return LAST_DAY
    short = first is not None and last - first <= AHEAD
    return WEEK if not short and last - AHEAD <= on < last else ""
