"""Opening hours: kept as the OSM words `opening_hours`, read and written as a merchant says them."""

from beffroi.merchants.rules.hours.calendar import NO_SCHOOL, LocalDays, SchoolDays
from beffroi.merchants.rules.hours.evaluated import Hours, Now, Open
from beffroi.merchants.rules.hours.plan import DAYS, Exceptional, Plan, Span, written
from beffroi.merchants.rules.hours.reading import understood
from beffroi.merchants.rules.hours.words import HoursError

__all__ = [
    "DAYS",
    "NO_SCHOOL",
    "Exceptional",
    "Hours",
    "HoursError",
    "LocalDays",
    "Now",
    "Open",
    "Plan",
    "SchoolDays",
    "Span",
    "understood",
    "written",
]
