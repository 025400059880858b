"""Partners who have gone quiet: a flag is never raised without its reasons (row 002-07)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from beffroi.programme.rules.months import add_months

MISSED_IN_A_ROW = 2
SILENT_MONTHS = 6
LATE_PROMISES, LATE_DAYS = 2, 30


class Why(StrEnum):
    """What makes a partner quiet."""

    MISSED = "missed"  # absent, excused or not, from the last meetings it sat in
    SILENT = "silent"  # came to nothing, kept nothing, answered nothing for six months
    LATE = "late"  # owes two late promises, or one late by more than thirty days


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a body in an agreement on a day.

    `came`: for each held meeting it was expected at, the latest first, whether it came.
    `last_act`: the last day it came, kept a promise or answered; None when it never did.
    `since`: the day it became bound. `late`: the due days of its late promises.
    """

    came: Sequence[bool] = ()
    last_act: dt.date | None = None
    since: dt.date | None = None
    late: Sequence[dt.date] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, with its number (meetings, late promises) and the day it counts from."""

    why: Why
    number: int = 0
    day: dt.date | None = None


def reasons(facts: Facts, on: dt.date) -> list[Reason]:
    """Why a body is quiet on this day; empty when it is not."""
    found = (_missed(facts), _silent(facts, on), _late(facts, on))
    return [one for one in found if one is not None]


def _missed(facts: Facts) -> Reason | None:
    missed = next((n for n, came in enumerate(facts.came) if came), len(facts.came))
    return Reason(Why.MISSED, missed) if missed >= MISSED_IN_A_ROW else None


def _silent(facts: Facts, on: dt.date) -> Reason | None:
    known = [day for day in (facts.last_act, facts.since) if day is not None]
    if not known or add_months(max(known), SILENT_MONTHS) > on:
        return None
    return Reason(Why.SILENT, day=facts.last_act)


def _late(facts: Facts, on: dt.date) -> Reason | None:
    if not facts.late:
        return None
    first = min(facts.late)
    if len(facts.late) < LATE_PROMISES and (on - first).days <= LATE_DAYS:
        return None
    return Reason(Why.LATE, len(facts.late), first)
