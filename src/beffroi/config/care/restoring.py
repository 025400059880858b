"""Put a backup in the place of what is there: one transaction, files first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from . import archive, reading
from .archive import Manifest
from .errors import Trouble
from .place import FILES, Place
from .scripts import run
from .snapshots import applied, count, table_names

# Of several jobs that may not wait together (`queueing_lock`), the first waits.
_REQUEUE = """
UPDATE public.procrastinate_jobs AS job SET status = 'todo', worker_id = NULL
WHERE status = 'doing' AND NOT abort_requested AND NOT EXISTS (
  SELECT 1 FROM public.procrastinate_jobs AS other
  WHERE other.queueing_lock = job.queueing_lock AND other.id <> job.id
  AND (other.status = 'todo' OR (other.status = 'doing' AND other.id < job.id)))
"""


def restore(place: Place, path: Path, *, passphrase: str = "", replace: bool = False) -> Manifest:
    """Put the backup `path` in the database and the files of `place`.

    Raises `Trouble`, with the database as it was: everything from the first table dropped to the
    last row counted is one transaction, also when this process or the server is killed.
    """
    manifest = reading.examine(path, passphrase=passphrase)
    with place.connection() as connection:
        check_alone(connection)
        check_place(connection, replace=replace)
        room_on_disk(place, manifest)
        _put_files(place, path, manifest, passphrase)
        with reading.opened(path, passphrase) as source:
            try:
                _put_tables(connection, reading.script(source), place, manifest)
            except psycopg.Error as refused:
                raise Trouble(f"La base a refusé la sauvegarde : {refused}") from refused
        connection.execute("ANALYZE")
    return manifest


def check_alone(connection: psycopg.Connection) -> None:
    """Raise `Trouble` while somebody else works on this database."""
    row = connection.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    ).fetchone()
    if row and row[0]:
        raise Trouble(
            f"La base est utilisée par {row[0]} autre(s) connexion(s) : arrêtez d’abord Beffroi "
            "partout où il tourne."
        )


def check_place(connection: psycopg.Connection, *, replace: bool) -> None:
    """Raise `Trouble` unless the place is empty, or a Beffroi that may be replaced."""
    if not table_names(connection):
        return
    applied(connection)  # a stranger's database is refused here
    if not replace:
        raise Trouble(
            "Il y a déjà des données ici : ajoutez --replace pour les remplacer (elles seront "
            "d’abord sauvegardées à part)."
        )
    row = connection.execute(
        "SELECT pg_has_role(nspowner, 'USAGE')"
        " AND has_database_privilege(current_database(), 'CREATE')"
        " FROM pg_namespace WHERE nspname = 'public'"
    ).fetchone()
    if not (row and row[0]):
        raise Trouble(
            "Le compte de DATABASE_URL doit être propriétaire de la base pour la remplacer : "
            "ALTER DATABASE … OWNER TO …"
        )


def room_on_disk(place: Place, manifest: Manifest) -> None:
    place.store().check_room(sum(one["bytes"] for one in manifest.media.values()))


def _put_files(place: Place, path: Path, manifest: Manifest, passphrase: str) -> None:
    """Before the rows that name them. One more file harms nobody; a missing one would."""
    store = place.store()
    with reading.opened(path, passphrase) as source:
        for member in archive.members(source):
            if member.name.startswith(archive.MEDIA):
                name = reading.safe(member.name.removeprefix(archive.MEDIA))
                if not store.held(name, manifest.media[name]):
                    store.put(name, member)


def _put_tables(
    connection: psycopg.Connection, script: Iterator[bytes], place: Place, manifest: Manifest
) -> None:
    with connection.transaction():
        connection.execute("SET LOCAL lock_timeout = '30s'")
        if table_names(connection):
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        run(connection, script)
        connection.execute("SET search_path TO DEFAULT")
        _move_files(connection, manifest.media_root, place.store().root)
        _requeue(connection)
        _compare(connection, manifest)


def _move_files(connection: psycopg.Connection, old: str, new: str) -> None:
    """Rows that name a file by its whole path name it where it lies now; in object storage, alone."""
    if old in ("", new):
        return
    begins = f"{new}/" if new else ""
    held = set(table_names(connection))
    for table, column in FILES:
        if table in held:
            words = {"t": sql.Identifier("public", table), "c": sql.Identifier(column)}
            move = "UPDATE {t} SET {c} = %s || substr({c}, %s) WHERE starts_with({c}, %s)"
            values = (begins, len(old) + 2, f"{old}/")
            connection.execute(sql.SQL(move).format(**words), values)


def _requeue(connection: psycopg.Connection) -> None:
    """Work that was under way when the backup was made begins again: its worker is not here."""
    if "procrastinate_jobs" in table_names(connection):
        connection.execute(_REQUEUE)


def _compare(connection: psycopg.Connection, manifest: Manifest) -> None:
    for name, wanted in manifest.tables.items():
        found = count(connection, name)
        if found != wanted and name != "procrastinate_events":  # ours to write, just above
            raise Trouble(f"La table {name} a {found} lignes au lieu de {wanted}.")
