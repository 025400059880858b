"""A month as weeks of days, Monday first."""

from __future__ import annotations

import calendar
import datetime as dt

FIRST_YEAR, LAST_YEAR = 1990, 2200


def month_asked(text: str, on: dt.date) -> dt.date:
    """The first of the month written "2026-11"; the one of `on` when it is none."""
    year, _dash, month = text.partition("-")
    if not (year.isascii() and year.isdigit() and month.isascii() and month.isdigit()):
        return on.replace(day=1)
    if len(text) > 7 or not FIRST_YEAR <= int(year) <= LAST_YEAR or not 1 <= int(month) <= 12:
        return on.replace(day=1)
    return dt.date(int(year), int(month), 1)


def weeks(first: dt.date) -> list[list[dt.date]]:
    """The weeks that hold a month, whole: days of the months beside it among them."""
    return calendar.Calendar().monthdatescalendar(first.year, first.month)
