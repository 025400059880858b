"""What a delay does further on: expected days carried along what each action waits for.

An action starts no sooner than `lag_days` after the last day of each action it needs; its length
in days never changes. Days are whole days of the town: no hour, so no change of clocks counts.
What others took is never its fault: it is late only of what it adds to the days they leave it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from beffroi.programme.rules.forecasts import (
    EXCUSING,
    NOT_STARTED,
    STOPPED,
    Cause,
    Forecast,
    Span,
    Why,
)
from beffroi.programme.rules.months import add_months
from beffroi.programme.rules.status import OVER, Status
from beffroi.programme.rules.ties import Tie, order


def delayed(span: Span, months: int) -> Span:
    """The action put off by whole months: its last day moves, and its first unless it has begun."""
    begun = span.status not in NOT_STARTED
    start = span.start if begun or span.start is None else add_months(span.start, months)
    return replace(span, start=start, end=span.end and add_months(span.end, months))


def forecast(spans: Iterable[Span], ties: Iterable[Tie], *, on: dt.date) -> dict[str, Forecast]:
    """What each action's days become, by key; raises `CycleError`.

    `on` is today: what should have begun or ended and has not lasts until then at least.
    """
    known = {span.key: span for span in spans}
    waits: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.sheet in known and tie.needs in known:
            waits[tie.sheet].append(tie)
    names = {key: span.name or key for key, span in known.items()}
    found: dict[str, Forecast] = {}
    for key in order(known, [tie for tied in waits.values() for tie in tied], names):
        found[key] = _one(known[key], waits[key], known, found, on)
    return found


def has_begun(span: Span, on: dt.date) -> bool:
    """Whether work runs: said so, or stopped or late after its first day."""
    if span.status in NOT_STARTED:
        return False
    if span.status == Status.IN_PROGRESS:
        return True
    return span.start is not None and span.start <= on


def _one(
    span: Span,
    ties: Sequence[Tie],
    known: Mapping[str, Span],
    found: Mapping[str, Forecast],
    on: dt.date,
) -> Forecast:
    if span.status in OVER:
        return Forecast(span.key, span.start, span.end)
    begun = has_begun(span, on)
    told = [
        _cause(span, tie, known[tie.needs], found[tie.needs], begun)
        for tie in sorted(ties, key=lambda tie: tie.needs)
    ]
    causes = tuple(cause for cause in told if cause is not None)
    free = max((cause.until for cause in causes if cause.until), default=None)
    pushed = _days(span.start or span.end, free)
    left = _put_off(span, pushed, begun)
    if not begun and any(cause.why in EXCUSING for cause in causes):
        left = _put_off(left, _days(left.start or left.end, on), begun)
        pushed = _days(span.start or span.end, left.start or left.end)
    start, end = _alone(left, on, begun)
    own = max(_days(left.end, end), _days(left.start, start))
    overdue = left.end is not None and left.end < on
    return Forecast(span.key, start, end, own, pushed, causes, overdue, free if pushed else None)


def _put_off(span: Span, days: int, begun: bool) -> Span:
    """The days that others leave it: all move, but the steps of work that runs, dated as it goes."""
    if not days:
        return span
    return replace(
        span,
        start=_later(span.start, days),
        end=_later(span.end, days),
        steps_until=span.steps_until if begun else _later(span.steps_until, days),
    )


def _alone(span: Span, on: dt.date, begun: bool) -> tuple[dt.date | None, dt.date | None]:
    """First and last day expected, were nothing else to hold it up; its length stays."""
    start, end = span.start, span.end
    if start is not None and start < on and not begun:
        start = on
    end = _later(end, _days(span.start, start))
    if end is not None and end < on:
        end = on
    known = [day for day in (end, span.steps_until) if day is not None]
    return start, max(known, default=None)


def _later(day: dt.date | None, days: int) -> dt.date | None:
    return None if day is None else day + dt.timedelta(days=days)


def _days(planned: dt.date | None, expected: dt.date | None) -> int:
    return max((expected - planned).days, 0) if planned and expected else 0


def _cause(span: Span, tie: Tie, needed: Span, told: Forecast, begun: bool) -> Cause | None:
    """Why a needed action holds this one up, or did; None when it does not."""
    first = span.start or span.end
    if needed.status == Status.ABANDONED:
        return Cause(Why.ABANDONED, tie.needs, origin=tie.needs)
    if needed.status == Status.DONE:
        freed = _later(needed.done_on, tie.lag_days)
        late = first is not None and freed is not None and freed > first
        return Cause(Why.FREED, tie.needs, freed, tie.needs) if late else None
    if begun:
        return None  # what it waited for no longer holds its start
    until = _later(told.end, tie.lag_days)
    if needed.status in STOPPED:
        return Cause(Why.STOPPED, tie.needs, until, _origin(told))
    if until is None:
        return Cause(Why.UNDATED, tie.needs, None, tie.needs)
    late = first is not None and until > first
    return Cause(Why.LATE, tie.needs, until, _origin(told)) if late else None


def _origin(told: Forecast) -> str:
    """Where the delay that a needed action passes on comes from: itself, or further up."""
    if told.late or not told.causes:
        return told.key
    dated = [cause for cause in told.causes if cause.until]
    worst = max(dated or told.causes, key=lambda cause: cause.until or dt.date.min)
    return worst.origin
