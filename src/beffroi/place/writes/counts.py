"""Hours of a file become counts: what is already held as such is not written again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from beffroi.place.models import Counter, HourCount
from beffroi.place.reads.hours import held
from beffroi.territory.models import Source, Town
from beffroi.territory.writes import touch

BATCH = 5_000
SeenHours = Mapping[dt.datetime, int]


@dataclass(frozen=True, slots=True)
class CountTotals:
    """What became of the hours of a file."""

    new: int
    changed: int
    unchanged: int
    new_counters: int


@transaction.atomic
def store_counts(
    *,
    town: Town,
    source: Source,
    hours: Mapping[str, SeenHours],
    places: Mapping[str, tuple[float, float]] | None = None,
) -> CountTotals:
    """Store what a source counted, by the name of the counter in its files.

    The same file twice changes nothing. An hour that an earlier source counted otherwise is kept as
    it was beside the new one: withdraw the new source, and the old count is back.
    """
    Town.objects.select_for_update().get(pk=town.pk)  # two imports of a town take turns
    counters, made = _counters(town, hours, places or {})
    new = changed = unchanged = 0
    for label, seen in hours.items():
        fresh, moved = _stored(counters[label], source, seen)
        new, changed = new + fresh, changed + moved
        unchanged += len(seen) - fresh - moved
    if new or changed or made:
        touch(town)
    return CountTotals(new, changed, unchanged, made)


def _stored(counter: Counter, source: Source, seen: SeenHours) -> tuple[int, int]:
    """Hours that nobody had counted, and hours counted otherwise."""
    before = held(counter, min(seen), max(seen) + dt.timedelta(hours=1))
    rows = [
        HourCount(counter=counter, hour=at, count=count, source=source)
        for at, count in seen.items()
        if before.get(at) != count
    ]
    HourCount.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,  # the same source, said again
        update_fields=["count", "told_at"],
        unique_fields=["counter", "hour", "source"],
    )
    fresh = sum(row.hour not in before for row in rows)
    return fresh, len(rows) - fresh


def _counters(
    town: Town, hours: Mapping[str, SeenHours], places: Mapping[str, tuple[float, float]]
) -> tuple[dict[str, Counter], int]:
    known = {row.label: row for row in Counter.objects.of(town).filter(label__in=hours)}
    taken = set(Counter.objects.of(town).values_list("slug", flat=True))
    fresh = []
    for label in hours:
        if label in known:
            continue
        slug = _free(slugify(label)[:70] or "compteur", taken)
        taken.add(slug)
        lon, lat = places.get(label, (None, None))
        fresh.append(Counter(town=town, slug=slug, name=label, label=label, lon=lon, lat=lat))
    Counter.objects.bulk_create(fresh)
    return known | {row.label: row for row in fresh}, len(fresh)


def _free(slug: str, taken: set[str]) -> str:
    name, rank = slug, 1
    while name in taken:
        rank += 1
        name = f"{slug}-{rank}"
    return name
