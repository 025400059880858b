"""One import, one transaction: all of it stands, or the data are as they were."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit, jobs
from beffroi.portal import files
from beffroi.portal.imports.kinds import kind_of
from beffroi.portal.imports.report import (
    Held,
    ImportCancelled,
    ImportReport,
    Progress,
    Reader,
    outcome,
)
from beffroi.portal.telling import tell_import
from beffroi.sources import safety
from beffroi.sources.records import UnreadableSource
from beffroi.territory import writes as territory
from beffroi.territory.models import ImportRun


def lazily(module: str, reader: str) -> Reader:
    """A reader of this package that is imported by its first file."""

    def read(*file: Any) -> ImportReport:
        found: Reader = getattr(import_module(f"beffroi.portal.imports.{module}"), reader)
        return found(*file)

    return read


READERS: dict[str, Reader] = {
    # Loaded when such a file comes: duckdb and osmium are no business of a page.
    "counts": lazily("counts", "import_counts"),
    "osm": lazily("osm", "import_osm"),
    "outline": lazily("outline", "import_outline"),
    "register": lazily("register", "import_register"),
    "streets": lazily("streets", "import_streets"),
}


# Files that wait for somebody's choices between two readings: (run, file, progress) → report.
ASKING: dict[str, Callable[..., ImportReport]] = {"survey": lazily("survey", "read_survey_run")}


def run_import(
    run: ImportRun, *, watch: Progress | None = None, tried_again: bool = False
) -> ImportRun:
    """Read the file of a queued run and store it; every outcome is a sentence.

    A run that somebody else reads, or that was cancelled while it waited, is returned as it is.
    `tried_again`: somebody comes back to it after a passing trouble or a dead worker (a job does).
    """
    with territory.Aside(run) as aside:
        if not aside.claim():
            return run
        if tried_again:
            territory.take_up(run=run)
        if run.state != ImportRun.State.WAITING:
            return run
        with audit.acting_for(run.body_key):
            return _read(run, aside, watch, tried_again)


def _read(
    run: ImportRun, aside: territory.Aside, watch: Progress | None, tried_again: bool
) -> ImportRun:
    state = ImportRun.State
    try:
        return _stored(run, aside, _progress(run, aside, watch))
    except Held as held:
        return _held(run, held)
    except UnreadableSource as refusal:
        return _end(run, state.REFUSED, refusal.sentence)
    except (ImportCancelled, KeyboardInterrupt):
        sentence = _("Import abandonné à votre demande : les données sont restées comme avant.")
        return _end(run, state.CANCELLED, sentence)
    except MemoryError:
        return _end(run, state.REFUSED, too_heavy_sentence())
    except Exception as trouble:
        if tried_again and jobs.passing(trouble):
            territory.put_back(run=run)
        else:
            end_broken(run)
        raise


def _stored(run: ImportRun, aside: territory.Aside, progress: Progress) -> ImportRun:
    """All or nothing: the data and the word "done" are committed together."""
    with files.at_hand(run.stored_as) as path:
        kind = kind_of(path, run.file_name)
        safety.inspect(path, most_unpacked=settings.IMPORT_MAX_UNPACKED)
        aside.begin(kind)
        if not aside.take_turn():
            raise ImportCancelled
        return _stored_from(path, kind, run, progress)


def _stored_from(path: Path, kind: str, run: ImportRun, progress: Progress) -> ImportRun:
    with transaction.atomic():
        if kind in ASKING:
            report = ASKING[kind](run, path, progress)
        else:
            report = READERS[kind](run.town, path, progress, run.said_as_of)
        run.source = report.source
        if report.total("taken") or report.total("changed"):
            territory.touch(run.town)
            territory.renew_statistics()
        return _done(run, report)


@transaction.atomic
def _held(run: ImportRun, held: Held) -> ImportRun:
    """What was tried is rolled back; what was found is kept, and the file waits."""
    held.keep()
    return territory.hold_run(run=run, sentence=held.sentence)


def _done(run: ImportRun, report: ImportReport) -> ImportRun:
    """Close a run whose data are stored, in the same transaction; whoever brought it is told."""
    audit.record(
        "portal.file_imported",
        by=Person.objects.filter(key=run.started_by).first(),
        town=run.town.insee_code,
        on=f"import/{run.pk}",
    )
    state, data = ImportRun.State.DONE, report.as_data()
    territory.end_run(run=run, state=state, sentence=outcome(report), report=data)
    tell_import(run)
    return run


def end_broken(run: ImportRun) -> ImportRun:
    """Close a run that nobody will take up again; whoever brought the file is told."""
    return _end(run, ImportRun.State.BROKEN, broken_sentence())


def broken_sentence() -> str:
    """For a run that ended without a word of its own."""
    return _(
        "La lecture s’est interrompue avant la fin : rien n’a été enregistré, les données sont "
        "comme avant. Vous pouvez la relancer."
    )


def too_heavy_sentence() -> str:
    """For a file that needs more memory than a reading is given."""
    return _(
        "Ce fichier demande plus de mémoire que ce serveur n’en donne à une lecture : rien n’a été "
        "enregistré. Donnez un extrait plus petit, par exemple celui de la seule commune."
    )


def too_long_sentence() -> str:
    """For a file that needs more time than a reading is given."""
    return _(
        "La lecture de ce fichier a dépassé le temps permis : elle a été arrêtée, et rien n’a été "
        "enregistré. Donnez un extrait plus petit, par exemple celui de la seule commune."
    )


def _progress(run: ImportRun, aside: territory.Aside, watch: Progress | None) -> Progress:
    def tell(done: int, total: int | None = None, phase: str = "") -> None:
        if watch:
            watch(done, total, phase)
        run.rows_done = done
        jobs.check_stopping()
        if aside.tell(done, total, phase):
            raise ImportCancelled

    return tell


def _end(run: ImportRun, state: str, sentence: str) -> ImportRun:
    run.source = None
    report = ImportReport().as_data()
    with transaction.atomic():
        territory.end_run(run=run, state=state, sentence=sentence, report=report)
        tell_import(run)
    return run
