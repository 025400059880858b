"""Is it open, until when, when next: a text of hours evaluated in the place's own time and days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from beffroi.merchants.rules.hours.calendar import LocalDays, says
from beffroi.merchants.rules.hours.plan import Plan
from beffroi.merchants.rules.hours.reading import understood
from beffroi.merchants.rules.hours.words import parsed, unknown_at, words_openings

DAY = dt.timedelta(days=1)
HORIZON = 60 * DAY  # beyond, nobody plans to come: "closed" without a next opening
LONG = 8 * DAY  # open for longer than a week: "always", without an end


class Open(NamedTuple):
    """One opening, in the place's own time, without zone; `end` may lie on the next day."""

    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True, slots=True)
class Now:
    """How it stands at an instant: what it is, until when, and the next opening when closed."""

    state: Literal["open", "closed", "unknown"]
    until: dt.datetime | None = None  # when the opening ends; None: it does not
    next_open: dt.datetime | None = None
    why: str = ""  # what the text itself says of that day


@dataclass(frozen=True)
class Hours:
    """Hours of a place, in OSM words. Raises `HoursError` when they cannot be read."""

    text: str
    days: LocalDays
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if self.plan is None:
            parsed(self.text, self.days, 2000)

    @cached_property
    def plan(self) -> Plan | None:
        """The text as a merchant would say it; None when it says more than a plan can."""
        return understood(self.text)

    def at(self, moment: dt.datetime) -> Now:
        """How it stands at an instant with its zone."""
        local = moment.astimezone(self.zone).replace(tzinfo=None)
        if not self._known(local):
            return Now("unknown")
        why = self.why(local.date())
        for one in self._openings(local - LONG, local + HORIZON):
            if one.start > local:
                return Now("closed", next_open=self._if_known(one.start), why=why)
            if one.end > local:
                return Now("open", until=one.end if one.end - local < LONG else None, why=why)
        return Now("closed", why=why)

    def on(self, day: dt.date) -> list[Open]:
        """The openings that begin on a day, in order."""
        return [one for one in self.between(day, day) if one.start.date() == day]

    def between(self, first: dt.date, last: dt.date) -> list[Open]:
        """The openings that touch these days, each whole (an endless one: cut after two days)."""
        start, stop = (dt.datetime.combine(day, dt.time.min) for day in (first, last + DAY))
        found = self._openings(start - 2 * DAY, stop + 2 * DAY)
        return [one for one in found if one.end > start and one.start < stop]

    def why(self, day: dt.date) -> str:
        """What is said of a day out of the ordinary."""
        return self.plan.why(day) if self.plan else ""

    def _known(self, local: dt.datetime) -> bool:
        if self.plan is not None:
            return True
        if says(self.text, "SH") and not self.days.school.know(local.date()):
            return False
        return not unknown_at(self.text, self.days, local)

    def _if_known(self, start: dt.datetime) -> dt.datetime | None:
        return start if self._known(start) else None

    def _openings(self, start: dt.datetime, end: dt.datetime) -> Iterator[Open]:
        """Those that touch [start, end[, in order, none touching another."""
        if self.plan is not None:
            return _whole(self._planned(self.plan, start, end))
        return _whole(Open(*one) for one in words_openings(self.text, self.days, start, end))

    def _planned(self, plan: Plan, start: dt.datetime, end: dt.datetime) -> Iterator[Open]:
        for count in range((end.date() - start.date()).days + 2):
            day = start.date() + (count - 1) * DAY
            midnight = dt.datetime.combine(day, dt.time.min)
            for one in plan.on(day, self.days):
                yield Open(*(midnight + dt.timedelta(minutes=edge) for edge in one))


def _whole(openings: Iterable[Open]) -> Iterator[Open]:
    """Openings that touch or overlap become one."""
    held: Open | None = None
    for one in openings:
        if held is not None and one.start <= held.end:
            held = Open(held.start, max(held.end, one.end))
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held
