"""The life of an import run. Progress and cancel live outside the import's own transaction."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.territory.models import ImportRun, Town


def queue_run(
    *, town: Town, file_name: str, stored_as: str, size: int, sha256: str, by: Person | None
) -> ImportRun:
    """Note that a file waits to be read."""
    return ImportRun.objects.create(
        town=town,
        file_name=file_name,
        stored_as=stored_as,
        size=size,
        sha256=sha256,
        started_by=getattr(by, "key", ""),
    )


def begin_run(*, run: ImportRun, kind: str) -> None:
    """Note that a file is being read."""
    ImportRun.objects.across_towns().filter(pk=run.pk).update(
        state=ImportRun.State.RUNNING, kind=kind
    )
    run.refresh_from_db()


def end_run(*, run: ImportRun, state: str, sentence: str, report: dict[str, Any]) -> ImportRun:
    """Close a run with what became of it."""
    run.state, run.sentence, run.report = state, sentence, report
    run.finished_at = timezone.now()
    run.save(update_fields=["state", "sentence", "report", "finished_at", "source", "rows_done"])
    return run


def ask_to_cancel(*, run: ImportRun, by: Person) -> None:
    """Ask a running import to stop; it gives up at its next batch and changes nothing."""
    ImportRun.objects.across_towns().filter(pk=run.pk).update(cancel_asked=True)


def tell_progress(*, run: ImportRun, done: int, total: int | None = None) -> bool:
    """Write progress through a second connection; return whether somebody asked to cancel."""
    aside = connections.create_connection("default")
    try:
        with aside.cursor() as cursor:
            cursor.execute(
                "UPDATE territory_importrun SET rows_done = %s, rows_total = %s"
                " WHERE id = %s RETURNING cancel_asked",
                [done, total, run.pk],
            )
            found = cursor.fetchone()
    finally:
        aside.close()
    return bool(found and found[0])
