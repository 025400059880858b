"""A process of its own for what strangers bring: under limits of memory and time, whatever a file does
to its reader, the worker goes on, and the person reads a sentence."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from types import FrameType

from django.conf import settings

from beffroi.kernel import jobs

PASSING = 75  # EX_TEMPFAIL of sysexits.h: the reading may succeed later
TOO_LONG = {-signal.SIGXCPU, -signal.SIGALRM}


class ReadingFailed(Exception):
    """The reading process ended by a fault of ours: its words are in the log."""


def run_apart(words: Sequence[str]) -> int:
    """Run one of our commands in a process; its exit code, negative when the system ended it.

    Raises `jobs.HandedBack` when the worker must stop, `jobs.Transient` when it may succeed later.
    """
    whole = [sys.executable, "-m", "django", *words]
    with subprocess.Popen(whole, stdin=subprocess.DEVNULL) as reader:  # noqa: S603 - our words
        code = _ended(reader)
    if code == PASSING:
        raise jobs.Transient(f"{' '.join(words)}: to be tried again")
    return code


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
        reader.kill()  # its work is taken up by the next reading
        reader.wait()


def hand_back_when_asked() -> None:
    """In the reading process: a stop of the worker (SIGTERM to all) is the worker's to weigh."""

    def handed(_number: int, _frame: FrameType | None) -> None:
        raise jobs.HandedBack

    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGUSR1, handed)


def limit_this_process(*, memory: int | None = None, seconds: int | None = None) -> None:
    """Memory (bytes) and time for one reading; beyond, the system ends this process."""
    memory = memory or settings.IMPORT_MAX_MEMORY
    seconds = seconds or settings.IMPORT_MAX_SECONDS
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core would hold people's data
    signal.alarm(2 * seconds)  # waiting counts too: for a turn, for the disk
