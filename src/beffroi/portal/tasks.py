"""Work that goes on when the page is closed."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from beffroi.portal.apart import read_apart
from beffroi.portal.imports.runner import broken_sentence
from beffroi.territory import writes as territory
from beffroi.territory.models import ImportRun


@app.task(queue="imports")
def read_file(run_id: int, language: str = "fr") -> None:
    """Read the file of one queued run; its report is in the language of who brought it."""
    with translation.override(language):
        territory.break_orphans(broken_sentence())
        run = ImportRun.objects.across_towns().select_related("town").filter(pk=run_id).first()
        if run is not None:
            read_apart(run, language)


@app.periodic(cron="*/10 * * * *")
@app.task(queue="imports")
def tidy_imports(timestamp: int) -> None:
    """Say so of runs whose worker died, and let go of files long since read."""
    territory.break_orphans(broken_sentence())
    limit = timezone.now() - timedelta(days=settings.IMPORT_FILES_KEPT_DAYS)
    over = ImportRun.objects.across_towns().filter(finished_at__lt=limit).exclude(stored_as="")
    for run in over:
        forget_file(run)


def forget_file(run: ImportRun) -> None:
    """Delete an uploaded file; one that lies elsewhere (terminal, demo) is not ours to delete."""
    folder = Path(run.stored_as).parent
    if folder.parent == Path(settings.IMPORTS_ROOT):
        shutil.rmtree(folder, ignore_errors=True)
        ImportRun.objects.of(run.town).filter(pk=run.pk).update(stored_as="")
