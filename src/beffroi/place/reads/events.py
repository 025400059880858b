"""Events of a town, and what the counters say of each."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404

from beffroi.place.models import Counter, TownEvent
from beffroi.place.reads.counters import weeks_of
from beffroi.place.reads.town import calendar_of, zone_of
from beffroi.place.rules.effect import EventEffect, effect
from beffroi.territory.models import Town


def events_of(town: Town) -> Any:
    """Events not withdrawn, the latest first."""
    return TownEvent.objects.of(town).filter(cancelled_at=None)


def event_or_404(town: Town, key: str) -> TownEvent:
    """The event at this address."""
    found: TownEvent | None = events_of(town).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def measured(town: Town, event: TownEvent) -> list[tuple[Counter, EventEffect]]:
    """The effect of an event at each counter; days of other events are no days alike."""
    others = _days(town, events_of(town).exclude(pk=event.pk))
    calendar = calendar_of(town)
    return [
        (one.counter, effect(one.hours, calendar, event.starts_at, event.ends_at, others))
        for one in weeks_of(town)
    ]


def _days(town: Town, events: Any) -> set[dt.date]:
    zone = zone_of(town)
    found: set[dt.date] = set()
    for start, end in events.values_list("starts_at", "ends_at"):
        first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
        found |= {first + dt.timedelta(days=n) for n in range((last - first).days + 1)}
    return found
