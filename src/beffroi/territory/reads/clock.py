"""The day it is in a town: its own clock, not that of the installation.

The zone follows from the first figures of the official code (`time_zones.csv` of the country pack,
IANA names); a code that the table does not name keeps the installation's zone.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from beffroi.kernel.country import country_pack
from beffroi.territory.models import Town


def zone_of(insee_code: str) -> ZoneInfo:
    """The time zone of a commune."""
    found = (zone for prefix, zone in _zones() if insee_code.startswith(prefix))
    return ZoneInfo(next(found, settings.TIME_ZONE))


def today_in(insee_code: str, now: dt.datetime | None = None) -> dt.date:
    """The day it is in a commune, at this instant or now."""
    return timezone.localdate(now, zone_of(insee_code))


MORNING = 4  # o'clock: what each morning tells is told before anybody is at work


def mornings(timestamp: int) -> list[tuple[ZoneInfo, dt.date]]:
    """The clocks of the country that say four at this instant (seconds), each with its day."""
    now = dt.datetime.fromtimestamp(timestamp, dt.UTC)
    names = dict.fromkeys([settings.TIME_ZONE, *(zone for _prefix, zone in _zones())])
    there = [(zone, now.astimezone(zone)) for zone in map(ZoneInfo, names)]
    return [(zone, local.date()) for zone, local in there if local.hour == MORNING]


def keeps(zone: ZoneInfo | None, town: Town | None) -> bool:
    """Whether a town has this clock; what stands above towns has that of the installation.

    Without a clock, all of them are meant.
    """
    return zone is None or zone == zone_of(town.insee_code if town else "")


@cache
def _zones() -> tuple[tuple[str, str], ...]:
    rows = country_pack(settings.BEFFROI_COUNTRY).table("time_zones.csv")
    told = [(row["prefix"], row["zone"]) for row in rows]
    return tuple(sorted(told, key=lambda pair: -len(pair[0])))
