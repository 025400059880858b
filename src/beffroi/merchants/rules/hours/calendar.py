"""What PH (public holiday) and SH (school holiday) mean in a place: dates put in their stead.

The library that evaluates the words takes 26 December in Alsace-Moselle for a working day and every
day for a school holiday: it is never asked; the days are written out before it reads them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)"
_DAYS = re.compile(rf"^(?P<days>{_DAY}(?:\s*[-,]\s*{_DAY})*)(?=[\s:]|$)\s*(?P<rest>.*)$", re.DOTALL)
_HOLIDAY = re.compile(r"\b[PS]H\b")


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """School holidays as first and last days, known from `first` to `last`."""

    periods: tuple[tuple[dt.date, dt.date], ...]
    first: dt.date
    last: dt.date

    def know(self, day: dt.date) -> bool:
        """Whether the calendar reaches this day."""
        return self.first <= day <= self.last


NO_SCHOOL = SchoolDays((), dt.date.max, dt.date.min)  # a place whose calendar is not known


@dataclass(frozen=True)
class LocalDays:
    """The free days of a place; two are the same when `place` is."""

    place: str
    public: Callable[[int], frozenset[dt.date]] = field(compare=False)
    school: SchoolDays = field(default=NO_SCHOOL, compare=False)


def rules_of(text: str) -> list[str]:
    """The rules of a text, cut at semicolons outside quotes."""
    return [
        rule.strip() for rule in re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', text) if rule.strip()
    ]


def says(text: str, word: str) -> bool:
    """Whether a text speaks of PH or SH outside quotes."""
    return word in _HOLIDAY.findall(re.sub(r'"[^"]*"', "", text))


def dated(text: str, days: LocalDays, year: int) -> str:
    """The text with the free days of the year, the one before and the one after as dates.

    Raises ValueError where PH or SH stands where it cannot be replaced.
    """
    return "; ".join(piece for rule in rules_of(text) for piece in _pieces(rule, days, year))


def _pieces(rule: str, days: LocalDays, year: int) -> Iterator[str]:
    if not (says(rule, "PH") or says(rule, "SH")):
        yield rule
        return
    found = _DAYS.match(rule)
    if found is None or says(found["rest"].removeprefix(":"), "PH") or says(found["rest"], "SH"):
        raise ValueError(rule)
    rest = found["rest"].lstrip(": ")
    parts = [part.strip() for part in found["days"].split(",")]
    if week := [part for part in parts if part not in {"PH", "SH"}]:
        yield f"{','.join(week)} {rest}"
    for part in parts:
        if part in {"PH", "SH"} and (dates := _dates(part, days, year)):
            yield f"{dates} {rest}"


def _dates(word: str, days: LocalDays, year: int) -> str:
    years = (year - 1, year, year + 1)
    if word == "PH":
        return ",".join(osm_day(day) for one in years for day in sorted(days.public(one)))
    near = [one for one in days.school.periods if one[0].year in years or one[1].year in years]
    return ",".join(f"{osm_day(first)}-{osm_day(last)}" for first, last in near)


def osm_day(day: dt.date) -> str:
    """A day as OSM writes it: 2026 Dec 24."""
    return f"{day.year} {MONTHS[day.month - 1]} {day.day:02d}"
