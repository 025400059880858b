"""What the worker works out beforehand, and what it tells each morning."""

from __future__ import annotations

import time

from procrastinate.contrib.django import app

from beffroi.kernel.jobs import UPKEEP, check_stopping, job
from beffroi.territory import reads, writes
from beffroi.territory.keeping import makers

AT_ONCE = 50  # seconds: the next minute goes on with the towns that are left
FORMER = "beffroi.observatory.tasks.keep_panoramas"  # one may be waiting across an upgrade


@app.periodic(cron="* * * * *")
@job(queue=UPKEEP, lock="kept", queueing_lock="kept", aliases=[FORMER])
def keep_beforehand(timestamp: int) -> None:
    """Pass over the towns whose data, or our code, moved; a second run finds nothing to do."""
    until = time.monotonic() + AT_ONCE
    for maker in makers():
        for town_id in reads.towns_behind(maker.name).values_list("pk", flat=True):
            check_stopping()
            writes.keep(town_id, maker)
            if time.monotonic() > until:
                return


@app.periodic(cron="43 * * * *")
@job(queue=UPKEEP, lock="role endings")
def tell_role_endings(timestamp: int) -> None:
    """Tell of roles that end by their own date, in the towns where it is morning."""
    for zone, today in reads.mornings(timestamp):
        writes.tell_endings(on=today, zone=zone)
