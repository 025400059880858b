"""Take dropped files: keep them, queue them, start the work once it is written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import get_language

from beffroi.accounts.models import Person
from beffroi.portal import files, tasks
from beffroi.portal.imports import Kept, digest, queue_kept
from beffroi.portal.imports.kinds import kind_of
from beffroi.sources.arriving import under_its_name
from beffroi.sources.records import UnreadableSource
from beffroi.territory.models import ImportRun, Town

# An outline first: the region's extract is then cut to the town. The register's history names no
# commune: its stock comes before.
ORDER = {"outline": 0, "streets": 1, "osm": 2, "register": 3, "survey": 5, "counts": 6}
HISTORY = 4


@dataclass
class Taken:
    """The files kept, in the order to read them; a sentence for each that could not be taken."""

    kept: list[Kept] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def take(uploads: Iterable[UploadedFile]) -> Taken:
    """Keep the files that some reader is for."""
    taken, ranked = Taken(), []
    for uploaded in uploads:
        try:
            ranked.append(_taken(uploaded))
        except UnreadableSource as refusal:
            taken.refusals.append(refusal.sentence)
    taken.kept = [kept for _rank, kept in sorted(ranked, key=lambda pair: pair[0])]
    return taken


def _taken(uploaded: UploadedFile) -> tuple[int, Kept]:
    """When the file is read, and where it is kept; what nobody reads is not kept."""
    with under_its_name(uploaded) as path:
        rank, size, sha256 = _rank(path), path.stat().st_size, digest(path)
        name = path.name
    return rank, Kept(name, files.store(uploaded, name), size, sha256)


def _rank(path: Path) -> int:
    from beffroi.sources import sirene  # duckdb is loaded by the first file, not by every page

    kind = kind_of(path, path.name)
    if kind == "register" and sirene.recognise(path) is sirene.Kind.HISTORY:
        return HISTORY
    return ORDER[kind]


@transaction.atomic
def queue(town: Town, kept: Iterable[Kept], by: Person) -> list[ImportRun]:
    """Queue the files as imports of this town; reading begins once this is written down."""
    runs = [queue_kept(town=town, kept=one, by=by) for one in kept]
    for run in runs:
        start(run)
    return runs


def start(run: ImportRun) -> None:
    """Hand a queued run to the background workers, in the same transaction as the run itself.

    Jobs of one lock run one after the other, in their order, on however many machines: the files
    of a town are read in the order they were queued.
    """
    language = (get_language() or "fr")[:2]
    lock = f"town/{run.town.insee_code}"
    tasks.read_file.configure(lock=lock).defer(run_id=run.pk, language=language)
