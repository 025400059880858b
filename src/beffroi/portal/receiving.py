"""Take dropped files: keep them, queue them, start the work once it is written down."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import get_language

from beffroi.accounts.models import Person
from beffroi.portal import tasks
from beffroi.portal.imports import queue_file
from beffroi.portal.imports.kinds import kind_of
from beffroi.portal.uploads import keep
from beffroi.sources.records import UnreadableSource
from beffroi.territory.models import ImportRun, Town

# An outline first: the region's extract is then cut to the town. The register's history names no
# commune: its stock comes before.
ORDER = {"outline": 0, "streets": 1, "osm": 2, "register": 3}
HISTORY = 4


@dataclass
class Taken:
    """The files kept, in the order to read them; a sentence for each that could not be taken."""

    paths: list[Path] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def take(files: Iterable[UploadedFile]) -> Taken:
    """Keep the files that some reader is for."""
    taken, kept = Taken(), []
    for uploaded in files:
        try:
            path = keep(uploaded)
            kept.append((_rank(path), path))
        except UnreadableSource as refusal:
            taken.refusals.append(refusal.sentence)
    taken.paths = [path for _rank, path in sorted(kept)]
    return taken


def _rank(path: Path) -> int:
    """When a kept file is read; what nobody reads is not kept."""
    from beffroi.sources import sirene  # duckdb is loaded by the first file, not by every page

    try:
        kind = kind_of(path, path.name)
        if kind == "register" and sirene.recognise(path) is sirene.Kind.HISTORY:
            return HISTORY
    except UnreadableSource:
        shutil.rmtree(path.parent, ignore_errors=True)
        raise
    return ORDER[kind]


@transaction.atomic
def queue(town: Town, paths: Iterable[Path], by: Person) -> list[ImportRun]:
    """Queue the files as imports of this town; reading begins once this is written down."""
    runs = [queue_file(town=town, path=path, by=by) for path in paths]
    for run in runs:
        start(run)
    return runs


def start(run: ImportRun) -> None:
    """Hand a queued run to the background worker, in the same transaction as the run itself."""
    language = (get_language() or "fr")[:2]
    tasks.read_file.defer(run_id=run.pk, language=language)
