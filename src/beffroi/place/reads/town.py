"""The days of a town: its time, its legal holidays, its school holidays."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings

from beffroi.kernel.country import country_pack
from beffroi.kernel.schooldays import SchoolCalendar, school_calendar
from beffroi.kernel.workdays import holidays
from beffroi.place.rules.days import Break, Calendar
from beffroi.territory import reads as territory
from beffroi.territory.models import Town


def zone_of(town: Town) -> ZoneInfo:
    """The time on the town's walls."""
    return territory.zone_of(town.insee_code)


def schools_of(town: Town) -> SchoolCalendar | None:
    """The school calendar of the town's departement; None where none is known."""
    communes = country_pack(settings.BEFFROI_COUNTRY).communes()
    try:
        return school_calendar(communes[communes.successor(town.insee_code)].departement)
    except KeyError:  # an invented town lies in no departement
        return None


def calendar_of(town: Town) -> Calendar:
    """What makes the town's days comparable."""
    schools = schools_of(town)
    if schools is None:
        return Calendar(holidays)
    breaks = [Break(one.first, one.last) for one in schools.holidays]
    return Calendar(holidays, breaks, (schools.first, schools.last))
