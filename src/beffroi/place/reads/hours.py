"""The hours of counters: of what several sources told, the last that still stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from beffroi.place.models import Counter, HourCount
from beffroi.place.reads.town import zone_of
from beffroi.place.rules.hours import Hours
from beffroi.territory.models import Town


def held(counter: Counter, start: dt.datetime, end: dt.datetime) -> dict[dt.datetime, int]:
    """What is held of a counter between two instants."""
    rows = _standing(HourCount.objects.across_towns().filter(counter=counter))
    return dict(rows.filter(hour__gte=start, hour__lt=end).values_list("hour", "count"))


def hours_of(
    town: Town, counters: Iterable[Counter], since: dt.datetime | None = None
) -> dict[int, Hours]:
    """The hours of each counter by its primary key, in one query; counters without any too."""
    found: dict[int, dict[dt.datetime, int]] = {counter.pk: {} for counter in counters}
    rows = _standing(HourCount.objects.of(town).filter(counter__in=list(found)))
    if since is not None:
        rows = rows.filter(hour__gte=since)
    for key, hour, count in rows.values_list("counter_id", "hour", "count"):
        found[key][hour] = count
    zone = zone_of(town)
    return {key: Hours(zone, counts) for key, counts in found.items()}


def _standing(rows: Any) -> Any:
    """One row an hour: what was told last by a source not withdrawn."""
    return (
        rows.filter(source__removed_at=None)
        .order_by("counter_id", "hour", "-told_at", "-source_id")
        .distinct("counter_id", "hour")
    )
