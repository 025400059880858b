"""Which days are alike: same weekday, school or not, no legal holiday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

Holidays = Callable[[int], Collection[dt.date]]


@dataclass(frozen=True, slots=True)
class Break:
    """School holidays of one zone, first day to last, both within."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class DayClass:
    """What makes days comparable; `at_school` None where no calendar of schools is known.

    A legal holiday is like no weekday: it is compared with other legal holidays alone.
    """

    weekday: int  # 0 is Monday; -1 on a legal holiday
    at_school: bool | None
    is_holiday: bool = False


class Calendar:
    """The days of a town: legal holidays by year, school holidays of its zone where known.

    `known` is the first and last day that the calendar of schools speaks of; None: it says nothing.
    """

    def __init__(
        self,
        holidays: Holidays,
        breaks: Iterable[Break] = (),
        known: tuple[dt.date, dt.date] | None = None,
    ) -> None:
        self._holidays = holidays
        self._known = known
        self._off = {
            one.first + dt.timedelta(days=n)
            for one in breaks
            for n in range((one.last - one.first).days + 1)
        }

    def class_of(self, day: dt.date) -> DayClass:
        """The class of a day."""
        if day in self._holidays(day.year):
            return DayClass(-1, None, is_holiday=True)
        return DayClass(day.weekday(), self.at_school(day))

    def at_school(self, day: dt.date) -> bool | None:
        """Whether it falls outside school holidays; None where nobody knows."""
        if self._known is None or not self._known[0] <= day <= self._known[1]:
            return None
        return day not in self._off
