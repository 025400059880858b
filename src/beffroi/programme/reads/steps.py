"""Steps of many sheets at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db.models.functions import Coalesce

from beffroi.programme.models import Milestone


def open_steps(sheets: Sequence[int]) -> dict[int, list[dt.date]]:
    """Days expected of the steps not done, by sheet; one query."""
    rows = Milestone.objects.filter(sheet__in=sheets, done_on=None)
    days = rows.annotate(day=Coalesce("expected_on", "planned_on")).order_by("day", "pk")
    found: dict[int, list[dt.date]] = defaultdict(list)
    for sheet, day in days.values_list("sheet", "day"):
        found[sheet].append(day)
    return found


def steps_between(
    sheets: Sequence[int], first: dt.date, last: dt.date
) -> list[tuple[Milestone, dt.date]]:
    """Steps done, expected, or else promised within these days, with that day; one query."""
    rows = Milestone.objects.filter(sheet__in=sheets)
    told = rows.annotate(day=Coalesce("done_on", "expected_on", "planned_on"))
    found = told.filter(day__gte=first, day__lte=last).order_by("day", "pk")
    return [(step, step.day) for step in found]
