"""The graph of what waits for what, and what days become along it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from beffroi.programme.models import ActionSheet
from beffroi.programme.reads.many import any_of
from beffroi.programme.rules.delays import forecast
from beffroi.programme.rules.forecasts import Forecast, Span
from beffroi.programme.rules.reviews import Worked, over_on
from beffroi.programme.rules.status import Status
from beffroi.programme.rules.ties import Tie

# Everything that these sheets wait for, near or far; UNION ends even on a ring.
_NEEDED = """
    WITH RECURSIVE wanted(id) AS (
        SELECT unnest(%s::bigint[])
        UNION
        SELECT tie.needs_id FROM programme_dependency tie JOIN wanted ON tie.sheet_id = wanted.id
    )
    SELECT sheet.key, needed.key, tie.lag_days
    FROM programme_dependency tie
    JOIN wanted ON wanted.id = tie.sheet_id
    JOIN programme_actionsheet sheet ON sheet.id = tie.sheet_id
    JOIN programme_actionsheet needed ON needed.id = tie.needs_id
    ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What days become: `forecasts` and `spans` by sheet key, `ties` among them."""

    forecasts: Mapping[str, Forecast] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)
    ties: tuple[Tie, ...] = ()

    def name(self, key: str) -> str:
        """The title of a sheet of the graph."""
        return self.spans[key].name


def ties_around(pks: Sequence[int]) -> list[Tie]:
    """The ties of these sheets and of all they wait for; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_NEEDED, [list(pks)])
        return [Tie(*row) for row in cursor.fetchall()]


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """Titles of sheets by key."""
    rows = ActionSheet.objects.across_towns().filter(key__in=list(keys))
    return {key: f"« {title} »" for key, title in rows.values_list("key", "title")}


def outlook(sheets: Iterable[ActionSheet], on: dt.date) -> Outlook:
    """What the days of these sheets become today, with all they wait for; two queries."""
    listed = list(sheets)
    ties = tuple(ties_around([sheet.pk for sheet in listed]))
    keys = {sheet.key for sheet in listed} | {k for tie in ties for k in (tie.sheet, tie.needs)}
    spans = spans_of(keys)
    return Outlook(forecast(spans.values(), ties, on=on), spans, ties)


def spans_of(keys: Iterable[str]) -> dict[str, Span]:
    """Days and status of sheets, with the last day expected of their open steps; one query.

    The day one was done is told as reviews tell it (`rules.reviews.over_on`).
    """
    open_steps = Q(milestones__done_on=None)
    day = Coalesce("milestones__expected_on", "milestones__planned_on")
    rows = ActionSheet.objects.across_towns().filter(any_of("key", keys, "text")).order_by("key")
    told = rows.annotate(
        steps_until=Max(day, filter=open_steps), last_step=Max("milestones__done_on")
    ).values_list("key", "title", "start", "end", "status", "steps_until", "last_step", "moved_at")
    return {row[0]: _span(*row) for row in told}


def _span(*row: Any) -> Span:
    key, name, start, end, status, until, last_step, moved_at = row
    if status != Status.DONE:
        return Span(key, name, start, end, status, until)
    steps = (last_step,) if last_step else ()
    worked = Worked(status, start, end, steps, timezone.localdate(moved_at))
    return Span(key, name, start, end, status, until, over_on(worked))
