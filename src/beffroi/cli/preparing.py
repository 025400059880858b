"""Brings a database up to the code: migrations, catalogues, demo data; skipped when unchanged."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import beffroi
from beffroi.config.embedded import Server
from beffroi.config.embedded.isolation import tied

from .errors import Refused

PACKAGE = Path(beffroi.__file__).parent


def prepare(steps: Sequence[str], env: Mapping[str, str], server: Server | None) -> None:
    """Run `steps` (see beffroi.config.prepare) unless neither code nor data changed since.

    The note lies inside the data folder, so it dies with the data; a server that is not ours has
    no note and is prepared every time.
    """
    note = _note(server) if server else None
    now = " ".join(steps) + " " + fingerprint()
    if note is not None and note.exists() and note.read_text() == now:
        return
    command = [sys.executable, "-m", "beffroi.config.prepare", *steps]
    child = subprocess.Popen(
        command, env=dict(env), start_new_session=True, preexec_fn=tied(signal.SIGTERM)
    )
    try:
        code = child.wait()
    except BaseException:
        child.terminate()
        child.wait()
        raise
    if code != 0:
        raise Refused("La préparation de la base a échoué : voir ci-dessus. Rien n’est servi.")
    if note is not None:
        note.write_text(now)


def forget_preparation(server: Server) -> None:
    """The tables were changed by another hand: the next start prepares them again."""
    _note(server).unlink(missing_ok=True)


def _note(server: Server) -> Path:
    return server.layout.data / "beffroi-prepared"


def fingerprint(package: Path = PACKAGE) -> str:
    """A digest of every file of the package by path, size and time: 5 ms for 1,000 files."""
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.suffix not in {".pyc", ".mo"} and path.is_file():
            seen = path.stat()
            digest.update(f"{path}\0{seen.st_size}\0{seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()
