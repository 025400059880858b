"""Which imports some background job will come back to."""

from __future__ import annotations

from procrastinate.contrib.django.models import ProcrastinateJob

from beffroi.kernel import queued
from beffroi.territory.models import ImportRun

READ_FILE = "beffroi.portal.tasks.read_file"


def runs_with_a_job() -> set[int]:
    """Keys of the runs that a job waits for or reads."""
    live = ProcrastinateJob.objects.filter(task_name=READ_FILE, status__in=["todo", "doing"])
    return {int(args["run_id"]) for args in live.values_list("args", flat=True)}


def has_a_job(run: ImportRun) -> bool:
    """Whether somebody will come back to this run by itself."""
    return queued.coming(READ_FILE, run_id=run.pk)
