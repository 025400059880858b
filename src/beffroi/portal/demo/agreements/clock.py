"""What the invented people entered bears the day of their story in the journal.

As for the simulated rounds, whose observations are known from the day they were published: a journal
in which ten years of an agreement happen in one second would teach nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from beffroi.kernel.models import AuditEntry

WRITTEN = dt.date(2023, 9, 18)  # the sheets were written before the signature
LAST = dt.date(2026, 10, 12)  # nothing is told to have happened after this day


@contextmanager
def told_on(day: dt.date, hour: int = 10) -> Iterator[None]:
    """What is recorded within bears this day; used in one transaction that nobody else writes in."""
    last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield
    at = timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))
    AuditEntry.objects.filter(pk__gt=last, verb__startswith="programme.").update(recorded_at=at)
