"""Three invented counters of the fictional town: a market, a festival, works, and their failures."""

from __future__ import annotations

import datetime as dt
import math
import zlib

from django.db.models import Count

from beffroi.place import reads, writes
from beffroi.place.models import Counter
from beffroi.place.rules.hours import instants
from beffroi.sources.records import SourceFacts
from beffroi.territory import writes as territory
from beffroi.territory.models import Street, Town

FIRST, LAST = dt.date(2025, 1, 6), dt.date(2026, 9, 27)
MARKET = 5  # Saturday mornings
WORKS = (dt.date(2026, 3, 9), dt.date(2026, 3, 28))
SQUARE_DONE = dt.date(2026, 5, 4)
# name in the files → passages at the usual peak of a weekday, of a Saturday, of a Sunday
COUNTERS = {
    "Halle (simulé)": (210, 430, 60),
    "Rue marchande (simulé)": (260, 390, 45),
    "Quai (simulé)": (90, 130, 140),
}
STREETS = {"Halle (simulé)": "halle", "Rue marchande (simulé)": "marchand", "Quai (simulé)": "quai"}
BROKEN = {"Quai (simulé)": (dt.date(2025, 8, 11), dt.date(2025, 8, 20))}
SILENT = ("Rue marchande (simulé)", dt.date(2026, 2, 3))
EVENTS = (
    ("Braderie d’automne (simulée)", "sales", dt.date(2025, 10, 4), 9, 18, 1.9),
    ("Nuit des vitrines (simulée)", "festival", dt.date(2026, 6, 19), 18, 23, 3.2),
    ("Brocante du quai (simulée)", "market", dt.date(2026, 7, 12), 8, 17, 1.1),
)


def load_footfall(town: Town | None) -> None:
    """Count from one winter to the autumn after the next; told once."""
    if town is None or Counter.objects.of(town).exists():
        return
    facts = SourceFacts("footfall", as_of=LAST)
    source = territory.add_source(
        town=town, facts=facts, label="Compteurs simulés", is_simulated=True
    )
    zone = reads.zone_of(town)
    days = [FIRST + dt.timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    hours = {
        name: {
            at: _count(name, day, at.astimezone(zone).hour)
            for day in days
            if not _is_broken(name, day)
            for at in instants(day, zone)
        }
        for name in COUNTERS
    }
    writes.store_counts(town=town, source=source, hours=hours)
    _place_counters(town)
    for name, kind, day, start, end, _times in EVENTS:
        begins, ends = (dt.datetime.combine(day, dt.time(hour), zone) for hour in (start, end))
        writes.add_event(town=town, name=name, kind=kind, starts_at=begins, ends_at=ends, by=None)


def _place_counters(town: Town) -> None:
    """Each counter stands in a street that bears its name, else in one of the busiest."""
    drawn = Street.objects.of(town).exclude(lines=[]).annotate(doors=Count("premises"))
    streets = list(drawn.order_by("-doors", "slug"))
    for rank, (name, word) in enumerate(STREETS.items()):
        named = [street for street in streets if word in street.slug]
        street = next(iter(named), streets[rank % len(streets)] if streets else None)
        technology = "thermal" if rank else "infrared"
        Counter.objects.of(town).filter(label=name).update(street=street, technology=technology)


def _is_broken(name: str, day: dt.date) -> bool:
    first, last = BROKEN.get(name, (dt.date.max, dt.date.max))
    return first <= day <= last


def _count(name: str, day: dt.date, hour: int) -> int:
    """A day's shape, the season, the town's events, and what chance adds."""
    if (name, day) == SILENT and 9 <= hour < 19:
        return 0
    week, saturday, sunday = COUNTERS[name]
    peak = {5: saturday, 6: sunday}.get(day.weekday(), week)
    level = peak * _shape(day.weekday(), hour) * _season(day) * _happening(name, day, hour)
    return round(level * (0.88 + 0.24 * _chance(name, day, hour)) + 2 * _chance(name, day, -hour))


def _shape(weekday: int, hour: int) -> float:
    """Share of the peak: noon and late afternoon; the morning where there is a market."""
    if weekday == MARKET:
        return math.exp(-(((hour - 10.5) / 2.2) ** 2)) + 0.5 * math.exp(-(((hour - 16) / 2.5) ** 2))
    return 0.8 * math.exp(-(((hour - 12.2) / 1.6) ** 2)) + math.exp(-(((hour - 17) / 2.1) ** 2))


def _season(day: dt.date) -> float:
    return 1 + 0.12 * math.sin((day.timetuple().tm_yday - 100) / 365 * 2 * math.pi)


def _happening(name: str, day: dt.date, hour: int) -> float:
    times = 1.0
    for _name, _kind, on, start, end, more in EVENTS:
        if day == on and start <= hour < end:
            times *= more
    if name.startswith("Rue") and WORKS[0] <= day <= WORKS[1]:
        times *= 0.55
    if name.startswith("Halle") and day >= SQUARE_DONE:
        times *= 1.14
    return times


def _chance(name: str, day: dt.date, hour: int) -> float:
    """From 0 to 1, the same on every machine."""
    return zlib.crc32(f"{name}|{day}|{hour}".encode()) / 0xFFFFFFFF
