"""Openings, closures, stock and survival from the periods of the register.

A period opens in the register for many reasons: a change of state, of sign, of activity. Only the
state tells an opening: an establishment opens on the first day of an active spell, and closes on
the first day it is no longer active. A spell is a longest run of active periods; it bears the
trade of its last period whose code is known (the register recoded whole stocks in 1993, 2003 and
2008: a new code is not a new shop).

For any window, net = openings - closures = stock at its end - stock at its start.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

LATE_MONTHS = 12  # closures reach the register late: the last months are provisional
DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class RegisterPeriod:
    """One period; `end` exclusive, None while it runs; `start` None when unknown."""

    start: dt.date | None
    end: dt.date | None
    active: bool
    family: str = ""  # "" when no table knows its code, or it is no trade


@dataclass(frozen=True, slots=True)
class Spell:
    """A longest run of activity. `end` is the first day it is no longer active.

    `outcome`: "running"; "closed" by a period of closure; "lost" when the register's periods end
    without saying what came next. `start` None: older than the register knows, never an opening.
    """

    start: dt.date | None
    end: dt.date | None
    family: str
    outcome: Literal["running", "closed", "lost"]
    is_reopening: bool = False
    bridged_gaps: int = 0  # unknown stretches between two active periods, taken as active
    trade_changes: int = 0  # changes from one known family to another within the spell

    def open_on(self, day: dt.date) -> bool:
        """Active on this day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Movements:
    """Of a window [start, end): `stock_*` count what was active on the eve of either day."""

    start: dt.date
    end: dt.date
    openings: int
    reopenings: int  # among the openings
    closures: int
    lost: int  # among the closures: the register stops without saying closed
    stock_start: int
    stock_end: int
    provisional: bool = False

    @property
    def net(self) -> int:
        """Openings less closures; always the difference of the two stocks."""
        return self.openings - self.closures


@dataclass(frozen=True, slots=True)
class SurvivalSample:
    """Durations in years, and whether the end was seen; ready for `chalandise.survival`."""

    durations: tuple[float, ...]
    ended: tuple[bool, ...]
    censored_on: dt.date


def spells(periods: Iterable[RegisterPeriod]) -> list[Spell]:
    """The active spells of ONE establishment, in order, whatever the order of its periods."""
    found: list[Spell] = []
    for period in _in_sequence(periods):
        last = found[-1] if found else None
        if period.active:
            _enter(found, last, period)
        elif last is not None and last.outcome != "closed":
            # the closure is the day the period of closure starts; a gap before it is unknown
            end = period.start if period.start is not None else last.end
            found[-1] = replace(last, end=end, outcome="closed")
    return [spell for spell in found if not _is_empty(spell)]


def openings_closures(
    establishments: Iterable[Iterable[RegisterPeriod]],
    start: dt.date,
    end: dt.date,
    *,
    families: Collection[str] | None = None,
) -> Movements:
    """Movements of a window [start, end) over establishments, each given by its periods."""
    of_all = [spell for periods in establishments for spell in spells(periods)]
    return movements(in_families(of_all, families), start, end)


def in_families(found: Iterable[Spell], families: Collection[str] | None) -> list[Spell]:
    """The spells of these families; all of them when None."""
    return [spell for spell in found if families is None or spell.family in families]


def movements(
    found: Sequence[Spell], start: dt.date, end: dt.date, *, reference: dt.date | None = None
) -> Movements:
    """Openings and closures dated in [start, end), and the stocks on the eve of both days.

    With `reference` (the day the register was read) the window is provisional when it reaches
    into the last `LATE_MONTHS` before it.
    """
    if end < start:
        raise ValueError("a window ends after it starts")
    opened = [s for s in found if s.start is not None and start <= s.start < end]
    closed = [s for s in found if s.end is not None and start <= s.end < end]
    late = reference is not None and end > settled_until(reference)
    return Movements(
        start=start,
        end=end,
        openings=len(opened),
        reopenings=sum(s.is_reopening for s in opened),
        closures=len(closed),
        lost=sum(s.outcome == "lost" for s in closed),
        stock_start=sum(_on_the_eve(s, start) for s in found),
        stock_end=sum(_on_the_eve(s, end) for s in found),
        provisional=late,
    )


def yearly(
    found: Sequence[Spell], first_year: int, last_year: int, *, reference: dt.date
) -> list[Movements]:
    """Calendar years; the year of `reference` ends the day after it."""
    years = []
    for year in range(first_year, min(last_year, reference.year) + 1):
        end = min(dt.date(year + 1, 1, 1), reference + dt.timedelta(days=1))
        years.append(movements(found, dt.date(year, 1, 1), end, reference=reference))
    return years


def settled_until(reference: dt.date) -> dt.date:
    """The day up to which closures are taken as known when the register was read on `reference`."""
    months = reference.year * 12 + reference.month - 1 - LATE_MONTHS
    last_day = dt.date((months + 1) // 12, (months + 1) % 12 + 1, 1) - dt.timedelta(days=1)
    return last_day.replace(day=min(reference.day, last_day.day))


def survival_sample(
    found: Iterable[Spell],
    *,
    opened_from: dt.date,
    opened_before: dt.date,
    censor_on: dt.date,
) -> SurvivalSample:
    """Spells opened in [opened_from, opened_before), followed until `censor_on`.

    A spell still running then is censored, a lost one is censored on the day it was lost. Give
    `settled_until(reference)` as `censor_on` for a curve that later closures will not change.
    """
    cohort = [
        s
        for s in found
        if s.start is not None and opened_from <= s.start < opened_before and s.start <= censor_on
    ]
    ends = [min(s.end or censor_on, censor_on) for s in cohort]
    days = [(end - s.start).days for s, end in zip(cohort, ends, strict=True) if s.start]
    seen = [s.outcome == "closed" and s.end is not None and s.end <= censor_on for s in cohort]
    return SurvivalSample(tuple(d / DAYS_A_YEAR for d in days), tuple(seen), censor_on)


def _in_sequence(periods: Iterable[RegisterPeriod]) -> list[RegisterPeriod]:
    """By start, each cut where the next one starts: in the register the later word prevails."""
    by_start = sorted(
        periods, key=lambda p: (p.start or dt.date.min, p.end or dt.date.max, p.active)
    )
    cut: list[RegisterPeriod] = []
    for period, following in zip_longest(by_start, by_start[1:]):
        until = following.start if following is not None else None
        if until is not None and (period.end is None or period.end > until):
            period = replace(period, end=until)
        if period.end is None or period.start is None or period.start < period.end:
            cut.append(period)
    return cut


def _enter(found: list[Spell], last: Spell | None, period: RegisterPeriod) -> None:
    """An active period lengthens the spell under way, or begins a new one after a closure."""
    outcome: Literal["running", "lost"] = "running" if period.end is None else "lost"
    if last is None or last.outcome == "closed":
        reopening = last is not None
        found.append(Spell(period.start, period.end, period.family, outcome, reopening))
        return
    changed = bool(last.family and period.family and last.family != period.family)
    found[-1] = replace(
        last,
        end=period.end,
        family=period.family or last.family,
        outcome=outcome,
        bridged_gaps=last.bridged_gaps + (last.end != period.start),
        trade_changes=last.trade_changes + changed,
    )


def _on_the_eve(spell: Spell, day: dt.date) -> bool:
    begun = spell.start is None or spell.start < day
    return begun and (spell.end is None or spell.end >= day)


def _is_empty(spell: Spell) -> bool:
    return spell.start is not None and spell.end is not None and spell.end <= spell.start
