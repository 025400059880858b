"""An import is read by a process of its own (`kernel.apart`); its run says what became of it."""

from __future__ import annotations

from django.conf import settings

from beffroi.kernel.apart import TOO_LONG, ReadingFailed, run_apart
from beffroi.portal.imports.report import ImportReport
from beffroi.portal.imports.runner import run_import, too_heavy_sentence, too_long_sentence
from beffroi.portal.telling import tell_import
from beffroi.territory import writes as territory
from beffroi.territory.models import ImportRun

STATE = ImportRun.State


def read_apart(run: ImportRun, language: str) -> None:
    """Read a queued run in a process that is ended when it takes too much."""
    if not settings.IMPORT_APART:
        run_import(run, tried_again=True)
        return
    code = run_apart(["read_run", str(run.pk), "--language", language])
    if code == 0:
        return
    _say_why(run, code)
    if code > 0:
        raise ReadingFailed(f"import {run.pk}: exit {code}")


def _say_why(run: ImportRun, code: int) -> None:
    """Close a run whose reader was ended before it could say so itself; nothing was stored."""
    run.refresh_from_db()
    if run.state not in (STATE.WAITING, STATE.RUNNING) or code > 0:
        return
    sentence = too_long_sentence() if code in TOO_LONG else too_heavy_sentence()
    report = ImportReport().as_data()
    territory.end_run(run=run, state=STATE.REFUSED, sentence=sentence, report=report)
    tell_import(run)
