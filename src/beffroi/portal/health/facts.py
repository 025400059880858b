"""What is seen of the installation: two queries, and the disk."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

# Runs one statement and gives its rows.
Ask = Callable[[str], Sequence[Sequence[Any]]]

_APPLIED = "SELECT app || '.' || name FROM django_migrations"
_STANDING = """
SELECT current_setting('server_version'), now(),
  (SELECT max(extract(epoch FROM now() - greatest(event.at, job.scheduled_at)))
   FROM procrastinate_jobs AS job
   JOIN procrastinate_events AS event ON event.job_id = job.id AND event.type = 'deferred'
   WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())),
  (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'),
  (SELECT min(extract(epoch FROM now() - last_heartbeat)) FROM procrastinate_workers),
  (SELECT max(recorded_at) FROM kernel_auditentry
   WHERE town_key = '' AND verb = 'installation.backed_up'),
  (SELECT min(applied) FROM django_migrations),
  (SELECT max(extract(epoch FROM now() - changed)) FROM accounts_mailing
   WHERE state IN ('waiting', 'sending')),
  (SELECT count(*) FROM accounts_mailing
   WHERE state IN ('failed', 'unsure') AND changed > now() - interval '7 days')
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """`None` where nothing can be said. Times in seconds, sizes in bytes."""

    disk_free: int
    disk_total: int
    fault: str = ""  # why the database did not answer
    server: str = ""
    pending: tuple[str, ...] = ()  # migrations
    waiting: int = 0  # jobs
    longest_wait: float | None = None
    worker_silent: float | None = None  # since the freshest sign of life of any worker
    backup_age: float | None = None
    age: float | None = None  # since the first tables were made
    mail_wait: float | None = None  # of the mail that has waited longest
    mail_lost: int = 0  # of the last week: refused for good, or left without certainty


def look(ask: Ask | None = None) -> Facts:
    """The facts, through `ask` or a short connection of our own, which no pool can hold up."""
    free, total = _disk()
    try:
        if ask is not None:
            return _seen(ask, free, total)
        with own_connection() as opened:
            return _seen(opened, free, total)
    except (psycopg.Error, OSError) as silent:
        return Facts(free, total, fault=str(silent).strip().splitlines()[0])


def _seen(ask: Ask, free: int, total: int) -> Facts:
    applied = {row[0] for row in ask(_APPLIED)}
    server, now, wait, waiting, silent, backup, first, mail, lost = ask(_STANDING)[0]
    return Facts(
        free,
        total,
        server=server.split(" ")[0],
        pending=tuple(sorted(_known() - applied)),
        waiting=waiting,
        longest_wait=_number(wait),
        worker_silent=_number(silent),
        backup_age=_since(backup, now),
        age=_since(first, now),
        mail_wait=_number(mail),
        mail_lost=lost,
    )


@contextmanager
def own_connection() -> Iterator[Ask]:
    """Read only, and never for more than three seconds a statement."""
    held = connection.get_connection_params()
    words = ("dbname", "host", "port", "user", "password", "sslmode", "sslrootcert")
    named = {word: held[word] for word in words if held.get(word)}
    options = "-c statement_timeout=3000 -c default_transaction_read_only=on"
    with psycopg.connect(**named, autocommit=True, connect_timeout=3, options=options) as opened:
        yield lambda statement: opened.execute(statement).fetchall()


def through_django(statement: str) -> Sequence[Sequence[Any]]:
    """An `Ask` on the connection of this request."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows: Sequence[Sequence[Any]] = cursor.fetchall()
        return rows


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """The migrations of this code, read once: they do not change while it runs."""
    found = MigrationLoader(None).disk_migrations
    return frozenset(f"{app}.{name}" for app, name in found)


def _disk() -> tuple[int, int]:
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    usage = shutil.disk_usage(folder)
    return usage.free, usage.total


def _number(found: Any) -> float | None:
    return None if found is None else float(found)


def _since(then: dt.datetime | None, now: dt.datetime) -> float | None:
    return None if then is None else (now - then).total_seconds()
