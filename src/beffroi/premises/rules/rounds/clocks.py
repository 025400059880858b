"""Devices' clocks put right: the server's instant minus the device's, at the sync."""

from __future__ import annotations

import datetime as dt

TOLERATED = dt.timedelta(seconds=5)  # a slow network is no wrong clock
EARLY = dt.timedelta(days=31)  # before the round was to begin, nobody walked it


def clock_off(*, now: dt.datetime, sent_at: dt.datetime) -> int:
    """Seconds to add to what the device says; 0 when its clock is as good as the network lets tell."""
    off = now - sent_at
    return 0 if abs(off) <= TOLERATED else round(off.total_seconds())


def put_right(
    seen_at: dt.datetime, off_s: int, *, now: dt.datetime, begins: dt.datetime | None = None
) -> dt.datetime:
    """When it was seen by the server's clock.

    Nothing is seen after it was told; what still falls long before the round was seen, for want of
    better, when it was told.
    """
    try:
        found = seen_at + dt.timedelta(seconds=off_s)
    except OverflowError:
        return now
    if begins is not None and found < begins - EARLY:
        return now
    return min(found, now)
