"""A file is read by a process of its own, under limits of memory and time: whatever it does to its
reader, the worker goes on, and the person reads a sentence."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys

from django.conf import settings

from beffroi.portal.imports.report import ImportReport
from beffroi.portal.imports.runner import run_import, too_heavy_sentence, too_long_sentence
from beffroi.territory import writes as territory
from beffroi.territory.models import ImportRun

TOO_LONG = {-signal.SIGXCPU, -signal.SIGALRM}
STATE = ImportRun.State


class ReadingFailed(Exception):
    """The reading process ended by a fault of ours: its words are in the log."""


def read_apart(run: ImportRun, language: str) -> None:
    """Read a queued run in a process that is ended when it takes too much."""
    if not settings.IMPORT_APART:
        run_import(run)
        return
    words = [sys.executable, "-m", "django", "read_run", str(run.pk), "--language", language]
    ended = subprocess.run(words, stdin=subprocess.DEVNULL, check=False)  # noqa: S603 - our words
    if ended.returncode == 0:
        return
    _say_why(run, ended.returncode)
    if ended.returncode > 0:
        raise ReadingFailed(f"import {run.pk}: exit {ended.returncode}")


def _say_why(run: ImportRun, code: int) -> None:
    """Close a run whose reader was ended before it could say so itself; nothing was stored."""
    run.refresh_from_db()
    if run.state not in (STATE.WAITING, STATE.RUNNING) or code > 0:
        return
    sentence = too_long_sentence() if code in TOO_LONG else too_heavy_sentence()
    report = ImportReport().as_data()
    territory.end_run(run=run, state=STATE.REFUSED, sentence=sentence, report=report)


def limit_this_process() -> None:
    """Memory and time for one reading; beyond, the system ends this process."""
    memory, seconds = settings.IMPORT_MAX_MEMORY, settings.IMPORT_MAX_SECONDS
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core would hold people's data
    signal.alarm(2 * seconds)  # waiting counts too: for a turn, for the disk
