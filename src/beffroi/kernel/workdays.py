"""Working days: Monday to Friday, but for the legal holidays of the country pack."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from typing import Any

from django.conf import settings

from beffroi.kernel.country import country_pack


@cache
def holidays(year: int) -> frozenset[dt.date]:
    """The legal holidays of a year in the whole country."""
    return _days(_told(), year)


@cache
def holidays_in(departement: str, year: int) -> frozenset[dt.date]:
    """The legal holidays of a year in a departement; "": of the whole country."""
    local = [one for one in _told()["local"] if departement in one["departements"]]
    return holidays(year).union(*(_days(one, year) for one in local))


def _told() -> dict[str, Any]:
    path = country_pack(settings.BEFFROI_COUNTRY).path("holidays.toml")
    return tomllib.loads(path.read_text())


def _days(told: dict[str, Any], year: int) -> frozenset[dt.date]:
    easter = easter_of(year)
    moving = (easter + dt.timedelta(days=days) for days in told.get("days_after_easter", ()))
    return frozenset({*(dt.date.fromisoformat(f"{year}-{day}") for day in told["fixed"]), *moving})


def is_off(day: dt.date) -> bool:
    """Whether a day is a Saturday, a Sunday or a legal holiday."""
    return day.weekday() >= 5 or day in holidays(day.year)


def easter_of(year: int) -> dt.date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher, 1876)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)
