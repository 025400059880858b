"""The days of a town: its time, its legal holidays, its school holidays."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from beffroi.place.rules.days import Break, Calendar
from beffroi.territory import reads as territory
from beffroi.territory.models import Town


def zone_of(town: Town) -> ZoneInfo:
    """The time on the town's walls."""
    return territory.zone_of(town.insee_code)


def calendar_of(town: Town) -> Calendar:
    """What makes the town's days comparable."""
    holidays, schools = territory.holidays_of(town), territory.schools_of(town)
    if schools is None:
        return Calendar(holidays)
    breaks = [Break(one.first, one.last) for one in schools.holidays]
    return Calendar(holidays, breaks, (schools.first, schools.last))
