"""What the queue says of one piece of work: will somebody come, and is somebody at it?"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

SILENT = dt.timedelta(seconds=45)  # a worker tells of itself every 10 s


def awake() -> bool:
    """Whether some background worker gave a sign of life lately."""
    since = timezone.now() - SILENT
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=since).exists()


def coming(task: str, **keys: Any) -> bool:
    """Whether a job with these arguments waits or is worked on: nobody need ask again."""
    return _live(task, keys).exists()


def lost(task: str, **keys: Any) -> bool:
    """Whether such a job was begun by a worker that has been silent since: another takes it."""
    begun = _live(task, keys).filter(status="doing")
    return begun.exclude(worker__last_heartbeat__gt=timezone.now() - SILENT).exists()


def _live(task: str, keys: dict[str, Any]) -> Any:
    asked = {f"args__{key}": value for key, value in keys.items()}
    return ProcrastinateJob.objects.filter(task_name=task, status__in=["todo", "doing"], **asked)
