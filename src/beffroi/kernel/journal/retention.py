"""What the journal forgets, and when: the comings and goings of people, after the stated time.

A verb that is told as `passing` says how somebody used their account or kept the machine going: it
serves to understand an incident, and the law wants it kept for a stated time. All the others are
acts of a public body, of which it must give account: they stay, and name their author by a key
that leads to nobody once the person is erased.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from beffroi.kernel import audit, jobs
from beffroi.kernel.journal.registry import verbs
from beffroi.kernel.models import AuditEntry

BATCH = 5_000  # entries of one transaction: a short one, that holds nobody up
FEWEST_DAYS = 180  # below, an incident found late is past understanding


def forget(*, now: dt.datetime, days: int) -> int:
    """Delete passing entries older than `days`; how many. Each batch is told in the journal itself."""
    limit, gone = now - dt.timedelta(days=max(days, FEWEST_DAYS)), 0
    while batch := _forget_batch(limit):
        gone += batch
        jobs.check_stopping()
    return gone


def passing() -> list[str]:
    """The verbs that are forgotten."""
    return [key for key, told in verbs().items() if told.passing]


@transaction.atomic
def _forget_batch(limit: dt.datetime) -> int:
    old = AuditEntry.objects.filter(verb__in=passing(), recorded_at__lt=limit)
    keys = list(old.order_by("recorded_at").values_list("pk", flat=True)[:BATCH])
    if not keys:
        return 0
    gone, _each = AuditEntry.objects.filter(pk__in=keys).delete()
    if gone:  # another worker may have been first
        audit.record("installation.journal_pruned", n=gone, before=limit.date().isoformat())
    return gone
