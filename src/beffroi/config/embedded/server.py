"""One PostgreSQL server as a direct child of this process."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

from .binaries import Binaries, find_binaries
from .cluster import initialise, prepare_database, server_command
from .isolation import Identity, before_exec, choose_identity
from .layout import ACCOUNT_ROOT, THROWAWAY, lay_out, other_majors

_OLD_SERVER_GRACE = 30.0  # seconds an orphan has for its last checkpoint
_START_LIMIT = 120.0  # seconds: recovery after a crash replays the log first
_LOG_LIMIT = 5_000_000  # bytes


class ServerBusy(RuntimeError):
    """Another server still holds these data."""


class ServerFailed(RuntimeError):
    """PostgreSQL did not start; the message ends with its own last words."""


class OtherVersion(RuntimeError):
    """The data lie here, but in the form of another major version of PostgreSQL."""


class Server:
    """PostgreSQL on `state`, from `start()` to `stop()` or to the death of this process.

    `throwaway=True` turns durability off (tests only). Must be used from the main thread.
    """

    def __init__(
        self,
        state: Path,
        *,
        throwaway: bool = False,
        binaries: Binaries | None = None,
        identity: Identity | None = None,
    ) -> None:
        self.throwaway = throwaway
        self.identity = identity or choose_identity()
        self.binaries = binaries or find_binaries()
        if self.identity.kind == "account":
            ACCOUNT_ROOT.mkdir(mode=0o755, parents=True, exist_ok=True)
            self.binaries = self.binaries.copied_to(ACCOUNT_ROOT)
        self.layout = lay_out(state, self.binaries.major, self.identity)
        self.process: subprocess.Popen[bytes] | None = None
        self.temporary_folders: set[Path] = set()  # removed by stop()

    @classmethod
    def temporary(cls, *, durable: bool = False) -> Self:
        """A server in a new temporary folder, removed by `stop()`."""
        for root in (Path(tempfile.gettempdir()), ACCOUNT_ROOT):
            _sweep(root)
        folder = Path(tempfile.mkdtemp(prefix=THROWAWAY))
        server = cls(folder, throwaway=not durable)
        server.temporary_folders = {folder, server.layout.home}
        return server

    @property
    def url(self) -> str:
        return self.layout.url

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process else None

    def start(self, *, wait: float = _OLD_SERVER_GRACE) -> Self:
        """Start and return when the database answers.

        Raises ServerBusy when an older server does not go within `wait` seconds, ServerFailed
        when PostgreSQL stops at once, OtherVersion instead of beginning afresh beside older data.
        """
        self._refuse_other_version()
        lock = _lock(self.layout.lock, wait)
        try:
            durable = not self.throwaway
            initialise(self.layout, self.binaries, self.identity, lock, durable=durable)
            self._clear_leftovers()
            self.process = self._spawn(lock)
        finally:
            os.close(lock)  # from now on only the server and its backends hold it
        self._await_ready()
        prepare_database(self.layout)
        return self

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Fast shutdown (last checkpoint), then harder; a throwaway folder is removed."""
        if self.process is not None:
            for ending, patience in ((signal.SIGINT, 15), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
                self.process.send_signal(ending)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(patience)
                    break
            self.process = None
        for folder in self.temporary_folders:
            shutil.rmtree(folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _refuse_other_version(self) -> None:
        if self.layout.data.name != f"pg-{self.binaries.major}" or self.layout.data.exists():
            return  # the first: data being carried over from another version
        if others := other_majors(self.layout, self.binaries.major):
            raise OtherVersion(
                f"Vos données sont d’un PostgreSQL {others[-1]}, et Beffroi a maintenant le "
                f"{self.binaries.major} : lancez « beffroi upgrade », qui les sauvegarde puis les "
                "reprend."
            )

    def _clear_leftovers(self) -> None:
        # safe: the lock is ours, so no process of an older server is left
        (self.layout.data / "postmaster.pid").unlink(missing_ok=True)
        for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (self.layout.socket / name).unlink(missing_ok=True)

    def _spawn(self, lock: int) -> subprocess.Popen[bytes]:
        log = self.layout.log
        if log.exists() and log.stat().st_size > _LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as out:
            return subprocess.Popen(
                server_command(self.layout, self.binaries, durable=not self.throwaway),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd="/",
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                pass_fds=[lock],
                start_new_session=True,
                preexec_fn=before_exec(self.identity, signal.SIGINT),
            )

    def _await_ready(self) -> None:
        assert self.process is not None  # noqa: S101 - narrows the type
        deadline = time.monotonic() + _START_LIMIT
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            if _status(self.layout.data) == (self.process.pid, "ready"):
                return
            time.sleep(0.01)
        words = self.layout.log.read_text(errors="replace").splitlines()[-8:]
        self.stop()
        raise ServerFailed("PostgreSQL n’a pas démarré. Son journal dit :\n" + "\n".join(words))


def _status(data: Path) -> tuple[int, str]:
    """Process id and state of `postmaster.pid` (lines 1 and 8, as pg_ctl reads them)."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        return int(lines[0]), lines[7].strip()
    except (OSError, IndexError, ValueError):
        return 0, ""


def _lock(path: Path, wait: float) -> int:
    """An exclusive lock that every process of the server will inherit; raises ServerBusy."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                os.close(fd)
                raise ServerBusy(
                    f"Un autre serveur PostgreSQL tient encore ces données ({path.parent})."
                ) from None
            time.sleep(0.02)
        else:
            return fd


def _sweep(root: Path) -> None:
    """Remove throwaway folders whose server is gone (their command was killed)."""
    for folder in root.glob(THROWAWAY + "*"):
        for lock in folder.glob("pg-*.lock"):
            with contextlib.suppress(ServerBusy, OSError):
                os.close(_lock(lock, 0))
                shutil.rmtree(folder, ignore_errors=True)
