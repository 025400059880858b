"""Counters, what they counted, and what happened in town."""

from beffroi.place.models.counters import Counter, HourCount
from beffroi.place.models.events import TownEvent

__all__ = ["Counter", "HourCount", "TownEvent"]
