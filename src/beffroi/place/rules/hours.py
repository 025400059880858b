"""Hours counted by one counter, in the town's own time: a clock change makes a day of 23 or 25."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Hours:
    """Counts by instant (the hour's start, UTC). What is not there was not counted: it is no zero."""

    zone: ZoneInfo
    counts: Mapping[dt.datetime, int]
    _days: dict[dt.date, list[dt.datetime]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for at in sorted(self.counts):
            self._days.setdefault(at.astimezone(self.zone).date(), []).append(at)

    @property
    def days(self) -> list[dt.date]:
        """Days of which at least an hour was counted, in order."""
        return list(self._days)

    def of(self, day: dt.date) -> list[dt.datetime]:
        """The instants counted on a day."""
        return self._days.get(day, [])

    def total(self, day: dt.date) -> int:
        """Passages of the hours counted on a day."""
        return sum(self.counts[at] for at in self.of(day))

    def is_whole(self, day: dt.date) -> bool:
        """Whether every hour of the day was counted."""
        return len(self.of(day)) == hours_of(day, self.zone)

    def local(self, at: dt.datetime) -> int:
        """The hour on the wall, 0 to 23."""
        return at.astimezone(self.zone).hour

    def without(self, left: Iterable[dt.datetime]) -> Hours:
        """The same, these hours left out."""
        gone = set(left)
        return Hours(self.zone, {at: n for at, n in self.counts.items() if at not in gone})


def midnight(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """The instant a local day begins, in UTC."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(dt.UTC)


def hours_of(day: dt.date, zone: ZoneInfo) -> int:
    """How many hours a local day has: 24, or 23 and 25 when clocks change."""
    span = midnight(day + dt.timedelta(days=1), zone) - midnight(day, zone)
    return span // HOUR


def instants(day: dt.date, zone: ZoneInfo) -> Iterator[dt.datetime]:
    """Each hour of a local day, as UTC instants."""
    start = midnight(day, zone)
    for n in range(hours_of(day, zone)):
        yield start + n * HOUR
