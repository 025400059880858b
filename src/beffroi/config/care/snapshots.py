"""One instant of a database: counts, files named and pg_dump's script all see the same rows."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql

from .errors import Trouble
from .place import EXTENSIONS, FILES, PASSING, Place, dump_command, dumped

LAST_LINE = b"-- PostgreSQL database dump complete"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A REPEATABLE READ transaction whose snapshot others may import by its `name`."""

    connection: psycopg.Connection
    name: str
    url: str

    @property
    def server(self) -> str:
        return str(self.connection.info.parameter_status("server_version")).split(" ")[0]

    def tables(self) -> list[str]:
        return table_names(self.connection)

    def counts(self) -> dict[str, int]:
        """Rows of every table but those whose rows are not saved."""
        left = set(self.left_out())
        return {name: count(self.connection, name) for name in self.tables() if name not in left}

    def left_out(self) -> list[str]:
        """Tables of passing things, saved without their rows."""
        return [name for name in self.tables() if name in PASSING]

    def migrations(self) -> list[str]:
        return applied(self.connection)

    def files(self) -> list[str]:
        """What rows say of the files they have, as they say it."""
        held = set(self.tables())
        found: set[str] = set()
        for table, column in FILES:
            if table in held:
                words = (sql.Identifier(column), sql.Identifier("public", table))
                rows = self.connection.execute(sql.SQL("SELECT DISTINCT {} FROM {}").format(*words))
                found.update(row[0] for row in rows if row[0])
        return sorted(found)

    def script(self) -> Iterator[bytes]:
        """pg_dump's plain script of this instant, gzipped."""
        command, env = dump_command(self.url, self.connection.info.server_version // 10000)
        command += ["--no-owner", "--no-privileges", "--no-comments", "--snapshot", self.name]
        command += [f"--exclude-table-data={name}" for name in PASSING]
        command += [f"--extension={name}" for name in EXTENSIONS]
        return _gzipped(dumped(command, env))


@contextmanager
def snapshot(place: Place) -> Iterator[Snapshot]:
    """The database as it is now, whoever writes meanwhile."""
    with place.connection() as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        yield Snapshot(connection, row[0] if row else "", place.url)
        connection.execute("COMMIT")


def table_names(connection: psycopg.Connection) -> list[str]:
    """Tables of the schema `public`, in order."""
    rows = connection.execute(
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"
        " AND c.relkind IN ('r', 'p') ORDER BY 1"
    )
    return [row[0] for row in rows]


def count(connection: psycopg.Connection, table: str) -> int:
    row = connection.execute(
        sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", table))
    ).fetchone()
    return int(row[0]) if row else 0


def applied(connection: psycopg.Connection) -> list[str]:
    """The migrations this database went through, as "app.name"; raises `Trouble` for a stranger."""
    if "django_migrations" not in table_names(connection):
        raise Trouble("Cette base n’est pas celle d’un Beffroi : rien n’y a été lu ni touché.")
    rows = connection.execute("SELECT app || '.' || name FROM public.django_migrations ORDER BY 1")
    return [row[0] for row in rows]


def _gzipped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)  # 31: with gzip's own head and tail
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()


def gunzipped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The script again; raises `Trouble` when it is cut or damaged."""
    unpacker = zlib.decompressobj(31)
    try:
        for piece in pieces:
            if clear := unpacker.decompress(piece):
                yield clear
    except zlib.error as torn:
        raise Trouble("Le contenu de la sauvegarde est abîmé : rien n’a été touché.") from torn
    if not unpacker.eof:
        raise Trouble("Le contenu de la sauvegarde est incomplet : rien n’a été touché.")
