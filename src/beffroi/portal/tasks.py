"""Work that goes on when the page is closed."""

from __future__ import annotations

from datetime import timedelta

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connections
from django.utils import timezone, translation
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status

from beffroi.kernel import journal
from beffroi.kernel.jobs import IMPORTS, MOST_DEATHS, UPKEEP, failed_for_good, job
from beffroi.portal import files
from beffroi.portal.apart import read_apart
from beffroi.portal.imports.runner import broken_sentence
from beffroi.portal.telling import tell_import
from beffroi.portal.waiting import runs_with_a_job
from beffroi.territory import writes as territory
from beffroi.territory.models import ImportRun

KEPT_HOURS, TROUBLED_KEPT_HOURS = 48, 24 * 90  # of jobs that succeeded; of the others


@job(queue=IMPORTS)
def read_file(run_id: int, language: str = "fr") -> None:
    """Read the file of one queued run; its report is in the language of who brought it."""
    with translation.override(language):
        say_orphans(but=run_id)
        run = ImportRun.objects.across_towns().select_related("town").filter(pk=run_id).first()
        if run is not None:
            read_apart(run, language)


def say_orphans(but: int = 0) -> None:
    """Say so of runs whose worker died and that no job comes back to."""
    for run in territory.break_orphans(broken_sentence(), spared=runs_with_a_job() | {but}):
        tell_import(run)


@app.periodic(cron="*/10 * * * *")
@job(queue=UPKEEP)
def tidy_imports(timestamp: int) -> None:
    """Say so of orphans, and let go of files long since read."""
    say_orphans()
    limit = timezone.now() - timedelta(days=settings.IMPORT_FILES_KEPT_DAYS)
    territory.leave_undecided(before=limit)
    over = ImportRun.objects.across_towns().filter(finished_at__lt=limit).exclude(stored_as="")
    for run in over.select_related("town"):
        forget_file(run)


def forget_file(run: ImportRun) -> None:
    """Delete an uploaded file; one that lies elsewhere (terminal, demo) is not ours to delete."""
    if files.forget(run.stored_as):
        ImportRun.objects.of(run.town).filter(pk=run.pk).update(stored_as="")


@app.periodic(cron="* * * * *")
@app.task(queue=UPKEEP)
async def retake(timestamp: int) -> None:
    """Hand the jobs of dead workers to living ones; a job that killed several is given up."""
    manager = app.job_manager
    for lost in await manager.get_stalled_jobs():
        if lost.id is None:
            continue
        if lost.attempts + 1 < MOST_DEATHS:
            await _again(lost.id)
            continue
        await manager.finish_job_by_id_async(lost.id, status=Status.FAILED, delete_job=False)
        await sync_to_async(_given_up)(lost)


async def _again(number: int) -> None:
    """Let another worker do it; where its like already waits (queueing lock), that one will."""
    manager = app.job_manager
    try:
        await manager.retry_job_by_id_async(number, retry_at=timezone.now())
    except UniqueViolation:
        await manager.finish_job_by_id_async(number, status=Status.ABORTED, delete_job=False)


def _given_up(lost: Job) -> None:
    try:
        failed_for_good(lost, "WorkerDied")
    finally:
        connections.close_all()  # this thread is no job's: nobody else would


@app.periodic(cron="41 3 * * *")
@job(queue=UPKEEP, lock="journal", queueing_lock="journal")
def forget_comings(timestamp: int) -> None:
    """Let go of old sign-ins and the like; a second run finds nothing to do."""
    journal.forget(now=timezone.now(), days=settings.JOURNAL_DAYS)


@app.periodic(cron="29 3 * * *")
@app.task(queue=UPKEEP)
async def forget_jobs(timestamp: int) -> None:
    """Jobs that succeeded go after two days, the others after three months."""
    await app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS)
    await app.job_manager.delete_old_jobs(
        nb_hours=TROUBLED_KEPT_HOURS,
        include_failed=True,
        include_cancelled=True,
        include_aborted=True,
    )
