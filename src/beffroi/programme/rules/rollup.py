"""What a roll-up adds up: sheets by status with what their dates say, and each town's own line."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from beffroi.programme.rules.forecasts import NOT_STARTED, Forecast, Span
from beffroi.programme.rules.status import LIVE, OVER


@dataclass(frozen=True, slots=True)
class Work:
    """Sheets counted: by status as people say it, late by their own dates, held up by others."""

    by_status: Mapping[str, int] = field(default_factory=dict)
    late: int = 0
    held_up: int = 0

    @property
    def sheets(self) -> int:
        return sum(self.by_status.values())

    @property
    def live(self) -> int:
        """Sheets by which something is being done or will be."""
        return sum(n for status, n in self.by_status.items() if status in LIVE)

    def __add__(self, other: Work) -> Work:
        counts = Counter(self.by_status)
        counts.update(other.by_status)
        return Work(counts, self.late + other.late, self.held_up + other.held_up)


def work_of(spans: Iterable[Span], told: Mapping[str, Forecast]) -> Work:
    """Counts over these sheets; late and held up are told only of those that are not over."""
    listed = list(spans)
    running = [told[one.key] for one in listed if one.status not in OVER]
    return Work(
        Counter(one.status for one in listed),
        sum(1 for one in running if one.late),
        sum(1 for one in running if one.held_up and not one.late),
    )


def late_alone(span: Span, on: dt.date) -> bool:
    """Whether a sheet that waits for nothing is late: `forecast` says the same, sheet by sheet.

    Its last day has passed, or its first before it began, or a step is expected after its last day.
    Said so, the database counts it (`reads.rollup.work`).
    """
    if span.status in OVER:
        return False
    ended = span.end is not None and span.end < on
    not_begun = span.start is not None and span.start < on and span.status in NOT_STARTED
    later = span.end is not None and span.steps_until is not None and span.steps_until > span.end
    return ended or not_begun or later
