"""Changes to counters, counts and events."""

from beffroi.place.writes.counters import describe_counter
from beffroi.place.writes.counts import CountTotals, store_counts
from beffroi.place.writes.events import add_event, withdraw_event

__all__ = ["CountTotals", "add_event", "describe_counter", "store_counts", "withdraw_event"]
