"""Agreements that follow one another: gaps between them, the alert before a gap, the next period.

Days are those of the town; a last day is included. Calendar months are clamped to their last day.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

LEAD = 90  # days before a gap begins that it is told
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Term:
    """An agreement in a chain: first and last day, and whether it binds (signed or beyond)."""

    key: str
    first: dt.date
    last: dt.date
    signed: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """Days that no agreement of the chain covers, between `after` and `before`."""

    after: str
    before: str
    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.last - self.first).days + 1


class Why(StrEnum):
    """Why a gap opens: nothing follows, what follows is not signed, or it begins too late."""

    NONE = "none"
    UNSIGNED = "unsigned"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Alert:
    """A gap to come: it begins on `first`, was told from `told_on`, in `days` days from the day asked."""

    why: Why
    first: dt.date
    told_on: dt.date
    days: int


def gaps(chain: Iterable[Term]) -> list[Gap]:
    """The gaps between agreements of a chain, in order; those that overlap leave none."""
    terms = sorted(chain, key=lambda one: (one.first, one.last))
    found = []
    until: Term | None = None
    for term in terms:
        if until is not None and term.first > until.last + DAY:
            found.append(Gap(until.key, term.key, until.last + DAY, term.first - DAY))
        if until is None or term.last > until.last:
            until = term
    return found


def alert(current: Term, following: Term | None, on: dt.date, lead: int = LEAD) -> Alert | None:
    """The gap after an agreement that binds, from `lead` days before it begins; None when there is
    none, or not yet. What follows closes it only once signed and if it begins the very next day.
    """
    first = current.last + DAY
    told_on = first - dt.timedelta(days=lead)
    if not current.signed or on < told_on:
        return None
    why = _why(following, first)
    if why is None or (following is not None and following.signed and on >= following.first):
        return None  # covered, or covered again
    return Alert(why, first, told_on, (first - on).days)


def _why(following: Term | None, first: dt.date) -> Why | None:
    if following is None:
        return Why.NONE
    if not following.signed:
        return Why.UNSIGNED
    return Why.LATE if following.first > first else None


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of that month where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole_months(first: dt.date, last: dt.date) -> int:
    """How many calendar months a term lasts; 0 when it is no whole number of them."""
    after = last + DAY
    months = (after.year - first.year) * 12 + after.month - first.month
    for one in (months, months + 1):
        if one > 0 and add_months(first, one) == after:
            return one
    return 0


def next_term(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """The term that follows, as long: in months where it is whole months, else in days."""
    begins = last + DAY
    months = whole_months(first, last)
    if months:
        return begins, add_months(begins, months) - DAY
    return begins, begins + (last - first)


def days_left(last: dt.date, on: dt.date) -> int:
    """Days to the end; negative once it is past."""
    return (last - on).days
