"""A counter and an event for the tests that walk a town."""

from __future__ import annotations

import datetime as dt

from beffroi.place.models import Counter, TownEvent
from beffroi.territory.models import Town

EVENT = "0e0e0e0e"


def counter(place: Town) -> Counter:
    """A counter that has counted nothing yet, and an event."""
    start = dt.datetime(2025, 3, 1, 9, tzinfo=dt.UTC)
    end = start + dt.timedelta(hours=3)
    TownEvent.objects.create(town=place, key=EVENT, name="Marché", starts_at=start, ends_at=end)
    return Counter.objects.create(town=place, slug="halle", name="Halle", label="Halle")
