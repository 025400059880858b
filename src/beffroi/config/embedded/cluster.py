"""The data of a server: made once, whole or not at all, in French with accents and no locale."""

from __future__ import annotations

import shutil
import signal
import subprocess

from .binaries import Binaries
from .isolation import Identity, before_exec
from .layout import DATABASE, USER, Layout

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")  # trusted ones: no superuser is needed
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def initialise(
    layout: Layout, binaries: Binaries, identity: Identity, lock: int, *, durable: bool
) -> None:
    """Make the data folder if it is absent.

    Made beside and renamed when complete: a power cut never leaves half a cluster. `lock` is
    inherited so that an initdb whose parent was killed still counts as somebody at work.
    """
    if layout.data.exists():
        return
    new = layout.data.with_name(layout.data.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    options = [*_initdb_options(binaries.major), *([] if durable else ["--no-sync"])]
    made = subprocess.run(
        [binaries.program("initdb"), *options, "-D", str(new)],
        capture_output=True,
        text=True,
        cwd="/",
        env=_ENVIRONMENT,
        pass_fds=[lock],
        preexec_fn=before_exec(identity, signal.SIGKILL),
    )
    if made.returncode != 0:
        raise RuntimeError(f"La base n’a pas pu être créée :\n{made.stdout}{made.stderr}")
    new.rename(layout.data)


def _initdb_options(major: int) -> list[str]:
    """UTF-8 with code-point order: the wheel has no ICU, French order is `lower(unaccent(…))`."""
    options = ["-U", USER, "--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust"]
    if major >= 17:  # the builtin provider sorts alike whatever the system's C library
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return options


def server_command(layout: Layout, binaries: Binaries, *, durable: bool) -> list[str]:
    """The postgres command line: unix socket only, reached by whoever may enter its folder."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": '"' + str(layout.socket).replace('"', '""') + '"',
        "unix_socket_permissions": "0700",
        "port": "5432",
        "max_connections": "60",
        "shared_buffers": "128MB",
        "max_wal_size": "2GB",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C.UTF-8",
        "log_checkpoints": "off",
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        settings |= {"wal_level": "minimal", "max_wal_senders": "0"}
        settings |= {"autovacuum": "off"}  # plans, and the order of unordered rows, never move
    command = [binaries.program("postgres"), "-D", str(layout.data)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    return command


def prepare_database(layout: Layout) -> None:
    """The application's database and its extensions, made if absent.

    A note beside the data says it is done: a second start then needs no connection (0.3 s).
    """
    note = layout.data / "beffroi-database"
    wanted = " ".join(EXTENSIONS)
    if note.exists() and note.read_text() == wanted:
        return
    _create_database(layout)
    note.write_text(wanted)


def _create_database(layout: Layout) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(layout.url_of("postgres"), autocommit=True) as first:
        names = {row[0] for row in first.execute("SELECT datname FROM pg_database")}
        if DATABASE not in names:
            first.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
    with psycopg.connect(layout.url, autocommit=True) as connection:
        for name in EXTENSIONS:
            statement = sql.SQL("CREATE EXTENSION IF NOT EXISTS {}")
            connection.execute(statement.format(sql.Identifier(name)))
