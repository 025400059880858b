"""What a plan cannot say (weeks, months, the sun, alternatives), evaluated by a library of OSM words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from opening_hours import OpeningHours, State
from opening_hours import ParserError as Unreadable  # type: ignore[attr-defined]  # not in its stub

from beffroi.merchants.rules.hours.calendar import LocalDays, dated


class HoursError(ValueError):
    """The text is not in the words of `opening_hours`."""


@lru_cache(maxsize=1024)  # few shops need it: three years each
def parsed(text: str, days: LocalDays, year: int) -> OpeningHours:
    """The text with the free days of a year and its neighbours; `HoursError` when unreadable."""
    try:
        written_out = dated(text, days, year)
        return OpeningHours(written_out or ("off" if text.strip() else ""))
    except (Unreadable, ValueError) as fault:
        raise HoursError(text) from fault


def unknown_at(text: str, days: LocalDays, local: dt.datetime) -> bool:
    """Whether the text itself says that nobody knows."""
    return bool(parsed(text, days, local.year).is_unknown(local))


def words_openings(
    text: str, days: LocalDays, start: dt.datetime, end: dt.datetime
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Openings between two moments, cut there; a year at a time, as free days are written out."""
    while start < end:
        stop = min(end, dt.datetime(start.year + 1, 1, 1))
        for begins, ends, state, _why in parsed(text, days, start.year).intervals(start, stop):
            if state is State.OPEN:
                yield begins, ends
        start = stop
