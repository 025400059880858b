"""One import, one transaction: all of it stands, or the data are as they were."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.portal.imports.kinds import kind_of
from beffroi.portal.imports.osm import import_osm
from beffroi.portal.imports.report import ImportCancelled, ImportReport, Progress, Reader
from beffroi.sources.records import UnreadableSource
from beffroi.territory import writes as territory
from beffroi.territory.models import ImportRun, Town

READERS: dict[str, Reader] = {"osm": import_osm}


def import_file(
    *, town: Town, path: Path, by: Person | None, name: str = "", watch: Progress | None = None
) -> ImportRun:
    """Queue and run one file at once (terminal, demo)."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.stat().st_size < 1 << 30 else ""
    run = territory.queue_run(
        town=town,
        file_name=name or path.name,
        stored_as=str(path),
        size=path.stat().st_size,
        sha256=digest,
        by=by,
    )
    return run_import(run, watch=watch)


def run_import(run: ImportRun, *, watch: Progress | None = None) -> ImportRun:
    """Read the file of a queued run and store it; every outcome is a sentence."""
    path, report = Path(run.stored_as), ImportReport()
    try:
        kind = kind_of(path, run.file_name)
        territory.begin_run(run=run, kind=kind)
        with transaction.atomic():
            report = READERS[kind](run.town, path, _progress(run, watch))
            run.source = report.source
    except UnreadableSource as refusal:
        return _end(run, ImportRun.State.REFUSED, refusal.sentence, report)
    except ImportCancelled:
        sentence = _("Import abandonné à votre demande : les données sont restées comme avant.")
        return _end(run, ImportRun.State.CANCELLED, sentence, report)
    except Exception:
        sentence = _("L’import s’est interrompu ; rien n’a été enregistré. Relancez-le.")
        _end(run, ImportRun.State.BROKEN, sentence, report)
        raise
    audit.record("portal.file_imported", town=run.town.insee_code, on=f"import/{run.pk}")
    return _end(run, ImportRun.State.DONE, outcome(report), report)


def _progress(run: ImportRun, watch: Progress | None) -> Progress:
    def tell(done: int, total: int | None) -> None:
        if watch:
            watch(done, total)
        run.rows_done = done
        if territory.tell_progress(run=run, done=done, total=total):
            raise ImportCancelled

    return tell


def _end(run: ImportRun, state: str, sentence: str, report: ImportReport) -> ImportRun:
    return territory.end_run(run=run, state=state, sentence=sentence, report=report.as_data())


def outcome(report: ImportReport) -> str:
    """The run in one sentence."""
    taken, changed = report.total("taken"), report.total("changed")
    if not taken and not changed:
        return _("Ce fichier était déjà connu : rien n’a changé.")
    told = ngettext("%(n)d nouveauté", "%(n)d nouveautés", taken) % {"n": taken}
    moved = ngettext("%(n)d changement", "%(n)d changements", changed) % {"n": changed}
    return _("Import réussi : %(told)s, %(moved)s.") % {"told": told, "moved": moved}
