"""One installation's data: a database and its files."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from beffroi.config.embedded.binaries import Binaries, all_binaries

from .errors import Trouble
from .stores import Store, store_of

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
# Columns that name a kept file; a test over the models keeps this list whole.
FILES = (("territory_importrun", "stored_as"), ("premises_fieldphoto", "stored_as"))
# Rows of passing things: a backup must not let a closed session live again.
PASSING = (
    "django_session",
    "accounts_signinsession",
    "accounts_counter",
    "accounts_failurecount",
    "accounts_trying",
    "accounts_apitally",
)


@dataclass(frozen=True, slots=True)
class Place:
    """`url` as libpq reads it; `media` is where rows' files lie, unless `files` names elsewhere.

    `files` is what BEFFROI_FILES says: "" or s3://bucket/prefix.
    """

    url: str
    media: Path
    files: str = ""

    def store(self) -> Store:
        """Where its files are kept."""
        return store_of(self.media, self.files)

    @contextmanager
    def connection(self) -> Iterator[psycopg.Connection]:
        """A connection outside any transaction; raises `Trouble` when nobody answers."""
        try:
            opened = psycopg.connect(self.url, autocommit=True, application_name="beffroi care")
        except psycopg.OperationalError as silent:
            raise Trouble(f"La base ne répond pas : {silent}") from silent
        with opened as connection:
            yield connection


def files_here() -> str:
    """Where this installation keeps its files, as its environment says."""
    return os.environ.get("BEFFROI_FILES", "")


def dump_command(url: str, server_major: int) -> tuple[list[str], dict[str, str]]:
    """pg_dump with this address, and its environment: a password is never an argument.

    Raises `Trouble` where every pg_dump here is older than the server, which it then refuses.
    """
    program = _newest_client(server_major).program("pg_dump")
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    env = {**os.environ}
    if "password" in parts:
        env["PGPASSWORD"] = parts.pop("password")
    return [program, "--no-password", "--dbname", make_conninfo("", **parts)], env


def _newest_client(server_major: int) -> Binaries:
    found = [one for one in all_binaries() if Path(one.program("pg_dump")).exists()]
    newest = max(found, key=lambda one: one.major, default=None)
    if newest is None or newest.major < server_major:
        have = f"version {newest.version}" if newest else "aucune version"
        raise Trouble(
            f"La base est un PostgreSQL {server_major}, et cette machine n’a que les outils d’une "
            f"{have} : installez postgresql-client-{server_major}, ou sauvegardez depuis une "
            "machine qui l’a."
        )
    return newest


def dumped(command: list[str], env: dict[str, str]) -> Iterator[bytes]:
    """What pg_dump writes, piece by piece; raises `Trouble` with its words when it fails."""
    with subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None and child.stderr is not None  # noqa: S101 - piped
        while piece := child.stdout.read(1 << 20):
            yield piece
        words = child.stderr.read().decode(errors="replace").strip()
    if child.returncode != 0:
        raise Trouble(f"pg_dump s’est arrêté : {words}")
