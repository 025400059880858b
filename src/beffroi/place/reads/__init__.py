"""Questions about counters, hours and events."""

from beffroi.place.reads.counters import (
    CounterWeeks,
    counter_or_404,
    counters_in_street,
    counters_of,
    marks_of,
    spot_of,
    weeks_of,
)
from beffroi.place.reads.events import event_or_404, events_of, measured
from beffroi.place.reads.hours import hours_of
from beffroi.place.reads.town import calendar_of, zone_of

__all__ = [
    "CounterWeeks",
    "calendar_of",
    "counter_or_404",
    "counters_in_street",
    "counters_of",
    "event_or_404",
    "events_of",
    "hours_of",
    "marks_of",
    "measured",
    "spot_of",
    "weeks_of",
    "zone_of",
]
