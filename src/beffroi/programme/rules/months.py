"""Months: one as weeks of days, Monday first; days put off by some."""

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


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months later, else the last of that month (31 August + 6: 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))
