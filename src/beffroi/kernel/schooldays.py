"""School holidays of a departement, as the calendar of its zone tells them."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import NamedTuple

from django.conf import settings

from beffroi.kernel.country import country_pack

ZONED_SINCE = dt.date(2015, 9, 1)  # before, departements lay in other zones


class SchoolHoliday(NamedTuple):
    """First and last day, both free, and the name they go by."""

    first: dt.date
    last: dt.date
    name: str


class SchoolCalendar(NamedTuple):
    """The holidays of a zone, and the days between which they are known."""

    zone: str
    holidays: tuple[SchoolHoliday, ...]
    first: dt.date
    last: dt.date


@cache
def school_calendar(departement: str) -> SchoolCalendar | None:
    """The calendar of a departement; None where it has one of its own (Corsica, overseas)."""
    pack = country_pack(settings.BEFFROI_COUNTRY)
    zone = pack.indexed("school_zones.csv", "departement").get(departement, {}).get("zone")
    if zone is None:
        return None
    rows = (row for row in pack.table("school_holidays.csv") if row["zone"] == zone)
    told = [
        SchoolHoliday(_day(row["first"]), _day(row["last"]), row["name"])
        for row in rows
        if _day(row["last"]) >= ZONED_SINCE
    ]
    return SchoolCalendar(zone, tuple(told), ZONED_SINCE, told[-1].last)


_day = dt.date.fromisoformat
