"""Tell whoever brought a file what became of it; tell administrators of work that failed."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from procrastinate.jobs import Job

from beffroi.accounts import reads as people
from beffroi.accounts import writes as accounts
from beffroi.portal.links import address
from beffroi.portal.subjects import IMPORTS, JOBS
from beffroi.portal.waiting import READ_FILE
from beffroi.territory import reads as territory
from beffroi.territory.models import ImportRun

STATE = ImportRun.State
ENDINGS = {STATE.DONE: "done", STATE.REFUSED: "refused", STATE.BROKEN: "broken"}


def _close(run_id: int) -> None:
    from beffroi.portal.imports.runner import end_broken  # which tells, through this module

    live = [STATE.WAITING, STATE.RUNNING]
    runs = ImportRun.objects.across_towns().select_related("town")
    for run in runs.filter(pk=run_id, state__in=live):
        end_broken(run)


def tell_import(run: ImportRun) -> None:
    """Once for each ending of a run; whoever cancelled it knows."""
    ending = ENDINGS.get(STATE(run.state))
    if ending is None or not run.started_by:
        return
    accounts.tell(
        people.people_of_keys([run.started_by]),
        IMPORTS,
        sentence=ending,
        params={"file": run.file_name},
        url=reverse("import_run", args=[run.town.slug, run.pk]),
        town_key=run.town.insee_code,
        object_key=f"import/{run.pk}",
        once=f"import/{run.pk}/{run.finished_at:%Y%m%d%H%M%S%f}",
    )


def tell_failure(job: Job, reason: str) -> None:
    """A job that will not be tried again: its run is closed, and administrators are told."""
    if job.task_name == READ_FILE:
        _close(int(job.task_kwargs["run_id"]))  # type: ignore[arg-type]
    accounts.tell(
        territory.administrators(timezone.localdate()),
        JOBS,
        sentence="failed",
        params={"queue": job.queue, "number": job.id or 0, "reason": reason},
        url=address("jobs") or "",
        object_key=f"job/{job.id}",
        once=f"job/{job.id}/{job.attempts}",
    )
