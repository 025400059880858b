"""An axis: its sheets, money and indicators; and whether anything has been alive in it of late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q

from beffroi.kernel.models import AuditEntry
from beffroi.programme.models import ActionSheet, Axis
from beffroi.programme.rules.months import add_months
from beffroi.programme.rules.status import LIVE

SILENT_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Pulse:
    """Whether an axis lives: its live sheets today, else since when it has none."""

    live: int
    silent_since: dt.date | None  # None: it lives, or nobody knows
    flagged: bool


def sheets_under(axis: Axis) -> Any:
    """Sheets of an axis, of its parts and of the axes of child agreements that inherit it."""
    family = Axis.objects.filter(
        Q(pk=axis.pk) | Q(parent=axis) | Q(inherits=axis) | Q(inherits__parent=axis)
    )
    return ActionSheet.objects.across_towns().filter(axis__in=family.values("pk"))


def pulse_of(axis: Axis, on: dt.date) -> Pulse:
    """Flagged when no live sheet stood under the axis for six months; two queries.

    A sheet is alive from the day it was filed there; one that ended was alive until its status
    moved (the journal tells), else until it last changed.
    """
    sheets = list(sheets_under(axis).values("key", "status", "moved_at"))
    live = sum(1 for one in sheets if one["status"] in LIVE)
    if live:
        return Pulse(live, None, False)
    since = _last_alive(sheets) or _began(axis)
    limit = add_months(on, -SILENT_MONTHS)
    return Pulse(0, since, since is None or since <= limit)


def _last_alive(sheets: Iterable[dict[str, Any]]) -> dt.date | None:
    """The last day one of these sheets, none alive today, left a live status."""
    moved = {f"sheet:{one['key']}": one["moved_at"] for one in sheets}
    told = (
        AuditEntry.objects.filter(object_key__in=moved, verb="programme.sheet_changed")
        .filter(data__changes__status__0__in=sorted(LIVE))
        .order_by()
        .values("object_key")
        .annotate(at=Max("recorded_at"))
    )
    days = [row["at"].date() for row in told]
    return max(days, default=None)


def _began(axis: Axis) -> dt.date | None:
    agreement = axis.agreement
    return agreement.valid.lower if agreement is not None else None
