"""A file is read by a process of its own, under limits of memory and time: whatever it does to its
reader, the worker goes on, and the person reads a sentence."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from types import FrameType

from django.conf import settings

from beffroi.kernel import jobs
from beffroi.portal.imports.report import ImportReport
from beffroi.portal.imports.runner import run_import, too_heavy_sentence, too_long_sentence
from beffroi.portal.telling import tell_import
from beffroi.territory import writes as territory
from beffroi.territory.models import ImportRun

PASSING = 75  # EX_TEMPFAIL of sysexits.h: the reading may succeed later
TOO_LONG = {-signal.SIGXCPU, -signal.SIGALRM}
STATE = ImportRun.State


class ReadingFailed(Exception):
    """The reading process ended by a fault of ours: its words are in the log."""


def read_apart(run: ImportRun, language: str) -> None:
    """Read a queued run in a process that is ended when it takes too much."""
    if not settings.IMPORT_APART:
        run_import(run, tried_again=True)
        return
    words = [sys.executable, "-m", "django", "read_run", str(run.pk), "--language", language]
    with subprocess.Popen(words, stdin=subprocess.DEVNULL) as reader:  # noqa: S603 - our words
        code = _ended(reader)
    if code == 0:
        return
    if code == PASSING:
        raise jobs.Transient(f"import {run.pk}: to be tried again")
    _say_why(run, code)
    if code > 0:
        raise ReadingFailed(f"import {run.pk}: exit {code}")


def _ended(reader: subprocess.Popen[bytes]) -> int:
    """Wait for the reading; when the worker must stop, it is handed back within a second or two."""
    while True:
        try:
            return reader.wait(0.5)
        except subprocess.TimeoutExpired:
            pass
        try:
            jobs.check_stopping()
        except jobs.HandedBack:
            _hand_back(reader)
            raise


def _hand_back(reader: subprocess.Popen[bytes]) -> None:
    reader.send_signal(signal.SIGUSR1)
    try:
        reader.wait(1.0)
    except subprocess.TimeoutExpired:
        reader.kill()  # its run is taken up by the next reading
        reader.wait()


def hand_back_when_asked() -> None:
    """In the reading process: a stop of the worker (SIGTERM to all) is the worker's to weigh."""

    def handed(_number: int, _frame: FrameType | None) -> None:
        raise jobs.HandedBack

    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGUSR1, handed)


def _say_why(run: ImportRun, code: int) -> None:
    """Close a run whose reader was ended before it could say so itself; nothing was stored."""
    run.refresh_from_db()
    if run.state not in (STATE.WAITING, STATE.RUNNING) or code > 0:
        return
    sentence = too_long_sentence() if code in TOO_LONG else too_heavy_sentence()
    report = ImportReport().as_data()
    territory.end_run(run=run, state=STATE.REFUSED, sentence=sentence, report=report)
    tell_import(run)


def limit_this_process() -> None:
    """Memory and time for one reading; beyond, the system ends this process."""
    memory, seconds = settings.IMPORT_MAX_MEMORY, settings.IMPORT_MAX_SECONDS
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core would hold people's data
    signal.alarm(2 * seconds)  # waiting counts too: for a turn, for the disk
