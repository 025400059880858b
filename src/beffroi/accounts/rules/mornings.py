"""When a digest is due: at seven in the reader's morning, whatever the clocks do.

Pure functions of an instant and a time zone. A day has one morning, so at most one daily digest;
a week has one Monday morning. A missed morning is caught up later the same day, once.
"""

from __future__ import annotations

import datetime as dt

from beffroi.accounts.rules.subjects import DAILY, WEEKLY, SubjectError

HOUR = 7


def latest_morning(rhythm: str, now: dt.datetime, zone: dt.tzinfo) -> dt.date:
    """The day of the last morning that has come for this rhythm, at this instant."""
    local = now.astimezone(zone)
    day = local.date() if local.hour >= HOUR else local.date() - dt.timedelta(days=1)
    if rhythm == DAILY:
        return day
    if rhythm == WEEKLY:
        return day - dt.timedelta(days=day.weekday())
    raise SubjectError(f"no digest is {rhythm!r}")


def morning_of(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """The instant at which the digest of this day closes: what is told later waits for the next."""
    return dt.datetime(day.year, day.month, day.day, HOUR, tzinfo=zone).astimezone(dt.UTC)
