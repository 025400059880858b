"""Note that a file waits to be read."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import NamedTuple

from beffroi.accounts.models import Person
from beffroi.portal.imports.report import Progress
from beffroi.portal.imports.runner import run_import
from beffroi.territory import writes as territory
from beffroi.territory.models import ImportRun, Town


class Kept(NamedTuple):
    """A file in the installation's storage."""

    name: str
    stored_as: str
    size: int  # bytes
    sha256: str


def queue_kept(
    *, town: Town, kept: Kept, by: Person | None, as_of: dt.date | None = None
) -> ImportRun:
    """Note that this file waits to be read; `as_of` dates a file that does not say its own day."""
    return territory.queue_run(
        town=town,
        file_name=kept.name,
        stored_as=kept.stored_as,
        size=kept.size,
        sha256=kept.sha256,
        by=by,
        as_of=as_of,
    )


def queue_file(
    *, town: Town, path: Path, by: Person | None, name: str = "", as_of: dt.date | None = None
) -> ImportRun:
    """The same for a file of this machine, which stays where it is."""
    kept = Kept(name or path.name, str(path), path.stat().st_size, digest(path))
    return queue_kept(town=town, kept=kept, by=by, as_of=as_of)


def import_file(
    *,
    town: Town,
    path: Path,
    by: Person | None,
    name: str = "",
    as_of: dt.date | None = None,
    watch: Progress | None = None,
) -> ImportRun:
    """Queue and run one file of this machine at once (terminal, demo)."""
    run = queue_file(town=town, path=path, by=by, name=name, as_of=as_of)
    return run_import(run, watch=watch)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
