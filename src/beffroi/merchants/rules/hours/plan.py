"""Hours as a merchant says them: a week, what holidays change, and days out of the ordinary."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from beffroi.merchants.rules.hours.calendar import LocalDays, osm_day

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MIDNIGHT = 24 * 60


class Span(NamedTuple):
    """Minutes since midnight; an end past 24:00 lies on the next day."""

    start: int
    end: int


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True, order=True)
class Exceptional:
    """A day, or days in a row, with hours of their own; none: closed."""

    first: dt.date
    last: dt.date
    spans: Spans = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Seven days from Monday on; `public` are the hours of public holidays (None: the day's own)."""

    week: tuple[Spans, ...]
    public: Spans | None = None
    exceptional: tuple[Exceptional, ...] = field(default=())

    def on(self, day: dt.date, days: LocalDays) -> Spans:
        """The hours that begin on a day."""
        if exceptional := self._exceptional(day):
            return exceptional.spans
        if self.public is not None and day in days.public(day.year):
            return self.public
        return self.week[day.weekday()]

    def why(self, day: dt.date) -> str:
        """What is said of a day out of the ordinary."""
        found = self._exceptional(day)
        return found.why if found else ""

    def _exceptional(self, day: dt.date) -> Exceptional | None:
        # the last told counts, as in OSM
        told = (one for one in reversed(self.exceptional) if one.first <= day <= one.last)
        return next(told, None)

    def since(self, day: dt.date) -> Plan:
        """Without the exceptional days that are over."""
        return Plan(self.week, self.public, tuple(e for e in self.exceptional if e.last >= day))


def written(plan: Plan) -> str:
    """The plan in the words of `opening_hours`; "" when nothing is said of any day."""
    said = [f"{_days(run)} {_times(spans)}" for run, spans in _runs(plan.week)]
    if not any(plan.week):
        said = ["off"] if plan.exceptional or plan.public else []
    if plan.public is not None and said:
        said.append(f"PH {_times(plan.public)}")
    return "; ".join([*said, *map(_exceptional, plan.exceptional)])


def _runs(week: tuple[Spans, ...]) -> list[tuple[list[int], Spans]]:
    """Days with the same hours together, days in a row as one, in the order of their first day."""
    alike: dict[Spans, list[int]] = {}
    for number, spans in enumerate(week):
        if spans:
            alike.setdefault(spans, []).append(number)
    return [(numbers, spans) for spans, numbers in alike.items()]


def _days(numbers: list[int]) -> str:
    found = []
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        in_a_row = [number for _, number in run]
        first, last = DAYS[in_a_row[0]], DAYS[in_a_row[-1]]
        found.append(first if len(in_a_row) == 1 else f"{first}-{last}")
    return ",".join(found)


def _times(spans: Spans) -> str:
    return ",".join(f"{_clock(one.start)}-{_clock(one.end)}" for one in spans) or "off"


def _clock(minutes: int) -> str:
    hours, rest = divmod(minutes - MIDNIGHT if minutes > MIDNIGHT else minutes, 60)
    return f"{hours:02d}:{rest:02d}"


def _exceptional(one: Exceptional) -> str:
    days = osm_day(one.first) + (f"-{osm_day(one.last)}" if one.last > one.first else "")
    why = one.why.replace('"', "’")
    return f"{days} {_times(one.spans)}" + (f' "{why}"' if why else "")
