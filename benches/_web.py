"""The application served for a bench, and the processor time its processes take."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import _closed_loop as client  # put there by the bench, which is no package

_web: list[int] = []  # processes of the web server


@contextmanager
def served() -> Iterator[int]:
    """The application as `beffroi up --web-workers 2` serves it, on the bench's database."""
    from beffroi.cli.serving import free_port
    from beffroi.config.embedded.isolation import tied

    with tempfile.TemporaryDirectory(prefix="beffroi-bench-") as folder:
        env = _environment(folder)
        prepare = [sys.executable, "-m", "beffroi.config.prepare", "static"]
        subprocess.run(prepare, env=env, check=True)
        port = free_port("127.0.0.1", 18_900)
        command = [sys.executable, "-m", "granian", "beffroi.config.served:application"]
        command += ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
        command += ["--workers", "2", "--blocking-threads", "8", "--log-level", "error"]
        child = subprocess.Popen(command, env=env, start_new_session=True, preexec_fn=tied())
        try:
            _await(port)
            _web[:] = _family(child.pid)
            yield port
        finally:
            child.terminate()
            child.wait(20)


def _environment(folder: str) -> dict[str, str]:
    """A served installation's, with the secret of the processes that made things beforehand.

    Under another, every seal would be a stranger's: the pages would count and draw all again.
    """
    from django.conf import settings

    return os.environ | {
        "BEFFROI_STATE": folder, "BEFFROI_SECRET_KEY": settings.SECRET_KEY,
        "BEFFROI_HOSTS": "127.0.0.1", "BEFFROI_TLS_IN_FRONT": "no",
        "DJANGO_SETTINGS_MODULE": "beffroi.config.settings.production",
        "BEFFROI_LOG_LEVEL": "WARNING",
    }  # fmt: skip


def _await(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if client.Visitor("127.0.0.1", port).ask("/vivant/")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web server did not answer")


def spent() -> tuple[float, float]:
    """Seconds of processor so far: the web server's, PostgreSQL's."""
    return processor(), database_processor()


def processor() -> float:
    """Seconds of processor the web server's processes have had."""
    return sum(sum(_times(pid)) for pid in _web) / os.sysconf("SC_CLK_TCK")


def database_processor() -> float:
    """Seconds of processor PostgreSQL has had, its ended processes too; it runs on this machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        ours = int(cursor.fetchone()[0])
    first = int(_stat(ours)[1])
    ended = sum(int(ticks) for ticks in _stat(first)[13:15])
    living = 0
    for pid in _family(first):
        with suppress(OSError):  # it ended meanwhile: it is among the others now, or soon
            living += sum(_times(pid))
    return (ended + living) / os.sysconf("SC_CLK_TCK")


def _times(pid: int) -> tuple[int, int]:
    """User and system ticks of a process (proc(5), fields 14 and 15)."""
    fields = _stat(pid)
    return int(fields[11]), int(fields[12])


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the third on: state, parent…"""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _family(pid: int) -> list[int]:
    """A process and its children, all the way down."""
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        told = []
    return [pid, *(one for child in told for one in _family(int(child)))]
