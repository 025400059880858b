"""A usual day, hour by hour, by kind of day."""

from __future__ import annotations

from collections.abc import Mapping

from beffroi.place.rules.days import Calendar
from beffroi.place.rules.hours import Hours

KINDS = ("week", "saturday", "sunday")  # Sundays and legal holidays together


def profile(hours: Hours, calendar: Calendar) -> Mapping[str, list[tuple[int, float]]]:
    """Kind of day → (hour of the wall, mean count) for the hours counted; kinds never seen are out."""
    sums: dict[str, dict[int, list[int]]] = {kind: {} for kind in KINDS}
    for day in hours.days:
        slots = sums[_kind(calendar.class_of(day).weekday)]
        for at in hours.of(day):
            slots.setdefault(hours.local(at), []).append(hours.counts[at])
    return {
        kind: [(hour, sum(counts) / len(counts)) for hour, counts in sorted(slots.items())]
        for kind, slots in sums.items()
        if slots
    }


def _kind(weekday: int) -> str:
    if weekday in (-1, 6):
        return "sunday"
    return "saturday" if weekday == 5 else "week"
