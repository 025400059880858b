"""The free days of a town: its legal holidays, its school holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from django.conf import settings

from beffroi.kernel.country import country_pack
from beffroi.kernel.schooldays import SchoolCalendar, school_calendar
from beffroi.kernel.workdays import holidays_in
from beffroi.territory.models import Town


def departement_of(town: Town) -> str:
    """The departement's code; "" for an invented town, which lies in none."""
    communes = country_pack(settings.BEFFROI_COUNTRY).communes()
    try:
        return str(communes[communes.successor(town.insee_code)].departement)
    except KeyError:
        return ""


def holidays_of(town: Town) -> Callable[[int], frozenset[dt.date]]:
    """The legal holidays of a town, by year."""
    return partial(holidays_in, departement_of(town))


def schools_of(town: Town) -> SchoolCalendar | None:
    """The school calendar of the town's departement; None where none is known."""
    return school_calendar(departement_of(town))
