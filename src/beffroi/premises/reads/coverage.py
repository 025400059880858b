"""What the sources of a town are known to cover on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from beffroi.premises.models import Coverage
from beffroi.territory.models import Source, Town


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """The source that speaks of a day, the share it saw, and how many full rounds came before."""

    source: Source
    stock: float | None
    vacancy: float | None
    activity: float | None
    rounds: int
    note: str


COMPLETE = 0.9  # a round that saw less does not count towards trends and durations [J]


def coverage_on(
    town: Town, on: dt.date, *, known_on: dt.datetime | None = None
) -> SourceCoverage | None:
    """Coverage of the latest source of premises at this day; None before any. One query."""
    return coverage_over(town, [on], known_on=known_on)[on]


def coverage_over(
    town: Town, days: Sequence[dt.date], *, known_on: dt.datetime | None = None
) -> dict[dt.date, SourceCoverage | None]:
    """`coverage_on` of each day. What was walked after `known_on` was not known then. One query."""
    told = _live(town, known_on)
    if known_on is not None:
        told = told.filter(source__as_of__lte=known_on.date())
    rows = _rows(told)
    return {day: _told([row for row in rows if _before(row, day)]) for day in days}


def _live(town: Town, known_on: dt.datetime | None = None) -> Any:
    """Statements held for true then (now when None) about sources that were not withdrawn."""
    return Coverage.objects.of(town).known(known_on).filter(source__removed_at=None)


def _rows(told: Any) -> list[Coverage]:
    """The latest first."""
    return list(told.select_related("source").order_by("-source__as_of", "-source_id"))


def _before(row: Coverage, day: dt.date) -> bool:
    return row.source.as_of is not None and row.source.as_of <= day


def _told(rows: Sequence[Coverage]) -> SourceCoverage | None:
    if not rows:
        return None
    rounds = sum(1 for row in rows if row.vacancy is not None and row.vacancy >= COMPLETE)
    last = rows[0]
    stock, vacancy, activity = (
        None if share is None else float(share)
        for share in (last.stock, last.vacancy, last.activity)
    )
    return SourceCoverage(last.source, stock, vacancy, activity, rounds, last.note)


def days_and_coverage(
    town: Town,
) -> tuple[list[dt.date], Callable[[dt.date], SourceCoverage | None]]:
    """`known_days`, and `coverage_on` any day, in one query for both."""
    rows = _rows(_live(town))
    days = sorted(row.source.as_of for row in rows if row.source.as_of)
    return days, lambda on: _told([row for row in rows if _before(row, on)])


def known_days(town: Town) -> list[dt.date]:
    """The days on which somebody looked at the whole town, oldest first: the slider's stops."""
    return sorted(day for day in _live(town).values_list("source__as_of", flat=True) if day)


def coverages(town: Town) -> dict[int, Coverage]:
    """What each source of a town, live or withdrawn, is known to cover, by the source's key."""
    return {row.source_id: row for row in Coverage.objects.of(town).known()}
