"""What the worker counts beforehand."""

from __future__ import annotations

import time

from procrastinate.contrib.django import app

from beffroi.kernel.jobs import UPKEEP, check_stopping, job
from beffroi.observatory import reads, writes

AT_ONCE = 50  # seconds: the next minute goes on with the towns that are left


@app.periodic(cron="* * * * *")
@job(queue=UPKEEP, lock="panoramas", queueing_lock="panoramas")
def keep_panoramas(timestamp: int) -> None:
    """Count again the towns whose data, or our code, moved; a second run finds nothing to do."""
    until = time.monotonic() + AT_ONCE
    for town_id in reads.towns_behind().values_list("pk", flat=True):
        check_stopping()
        writes.keep_panoramas(town_id)
        if time.monotonic() > until:
            return
