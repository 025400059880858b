"""Counters of a town, their weeks and their gaps; counted once for the same data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import Http404
from django.urls import reverse

from beffroi.place.models import Counter
from beffroi.place.reads.hours import hours_of
from beffroi.place.reads.town import calendar_of
from beffroi.place.rules.gaps import Gap, gaps, sound
from beffroi.place.rules.hours import Hours
from beffroi.place.rules.index import Reference, WeekIndex, indices, reference
from beffroi.territory.models import Town
from beffroi.ui.maps import Mark

FIRST_YEAR = dt.timedelta(days=364)  # 52 weeks: every weekday as often
KEPT = 24  # towns whose counters a process remembers, some 5 MB each


@dataclass(frozen=True)
class CounterWeeks:
    """A counter with what it counted: hours that are sound, weeks, gaps."""

    counter: Counter
    hours: Hours
    against: Reference | None
    weeks: tuple[WeekIndex, ...]
    gaps: tuple[Gap, ...]


def counters_of(town: Town) -> Any:
    """The counters of a town by name."""
    return Counter.objects.of(town).select_related("street").order_by("name")


def counter_or_404(town: Town, slug: str) -> Counter:
    """The counter at this address."""
    found: Counter | None = counters_of(town).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def marks_of(town: Town) -> list[Mark]:
    """The counters whose place, or street, is known, for the map of the town. One query."""
    found = []
    for one in counters_of(town):
        spot = spot_of(one)
        if spot is not None:
            page = reverse("footfall_counter", args=[town.slug, one.slug])
            street = one.street.name if one.street else ""
            told = [street, str(one.get_technology_display())]
            found.append(Mark(*spot, one.name, page, " · ".join(word for word in told if word)))
    return found


def spot_of(counter: Counter) -> tuple[float, float] | None:
    """Where it stands: as said, else the middle of its street; None when nobody knows."""
    if counter.lon is not None and counter.lat is not None:
        return counter.lon, counter.lat
    lines = counter.street.lines if counter.street else []
    longest: list[Any] = max(lines, key=len, default=[])
    if not longest:
        return None
    lon, lat = longest[len(longest) // 2]
    return lon, lat


def counters_in_street(town: str, street: str) -> list[Counter]:
    """The counters of a street, both by their addresses. One query."""
    rows = Counter.objects.across_towns().filter(town__slug=town, street__slug=street)
    return list(rows.order_by("name"))


def weeks_of(town: Town) -> tuple[CounterWeeks, ...]:
    """Every counter of a town with its weeks: two queries, none while the town's data stand still."""
    return _weeks(town.pk, town.data_version)


@lru_cache(maxsize=KEPT)
def _weeks(town: int, _version: int) -> tuple[CounterWeeks, ...]:
    place = Town.objects.get(pk=town)
    counters, calendar = list(counters_of(place)), calendar_of(place)
    counted = hours_of(place, counters)
    return tuple(_of(counter, counted[counter.pk], calendar) for counter in counters)


def _of(counter: Counter, raw: Hours, calendar: Any) -> CounterWeeks:
    hours = sound(raw)
    if not hours.days:
        return CounterWeeks(counter, hours, None, (), tuple(gaps(raw)))
    first = counter.reference_from or hours.days[0]
    last = counter.reference_to or first + FIRST_YEAR - dt.timedelta(days=1)
    against = reference(hours, calendar, first, last)
    weeks = tuple(indices(hours, calendar, against))
    return CounterWeeks(counter, hours, against, weeks, tuple(gaps(raw)))
