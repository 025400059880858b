"""What the sources of a town are known to cover on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

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


def coverage_on(town: Town, on: dt.date) -> SourceCoverage | None:
    """Coverage of the latest source of premises at this day; None before any."""
    told = (
        Coverage.objects.of(town)
        .filter(source__removed_at=None, source__as_of__lte=on)
        .select_related("source")
        .order_by("-source__as_of", "-source_id")
    )
    rows = list(told)
    if not rows:
        return None
    rounds = sum(1 for row in rows if row.vacancy is not None and row.vacancy >= COMPLETE)
    last = rows[0]
    stock, vacancy, activity = (
        None if share is None else float(share)
        for share in (last.stock, last.vacancy, last.activity)
    )
    return SourceCoverage(last.source, stock, vacancy, activity, rounds, last.note)


def known_days(town: Town) -> list[dt.date]:
    """The days on which somebody looked at the whole town, oldest first: the slider's stops."""
    told = Coverage.objects.of(town).filter(source__removed_at=None)
    return sorted(day for day in told.values_list("source__as_of", flat=True) if day)


def coverages(town: Town) -> dict[int, Coverage]:
    """What each source of a town, live or withdrawn, is known to cover, by the source's key."""
    return {row.source_id: row for row in Coverage.objects.of(town)}
