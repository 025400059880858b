"""The tables of the tests, migrated once and kept as a script until a migration or a model changes.

Migrating costs each worker, and whoever runs one test, eight seconds of processor; the script half
a second. Kept beside the sources in `.beffroi/tables`.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from beffroi.config.care import scripts
from beffroi.config.care.errors import Trouble
from beffroi.config.care.place import dump_command, dumped

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".beffroi" / "tables"
# What the tables are made of: our models and migrations, the applications installed, Django's and
# the others' (their versions), and this file.
MADE_OF = (
    "src/beffroi/*/migrations/*.py",
    "src/beffroi/*/models.py",
    "src/beffroi/*/models/**/*.py",
    "src/beffroi/*/apps.py",
    "src/beffroi/config/settings/*.py",
    "requirements*.lock",
    "tests/kept_tables.py",
)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """In the place of pytest-django's, which migrates each time."""
    with django_db_blocker.unblock(), made_once() as script:
        made = _from(script) if script.exists() else _migrated(script)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@contextmanager
def made_once() -> Iterator[Path]:
    """Where the script of these tables lies or will lie; a second worker waits for the first."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield KEPT / f"{digest()}-{connection.pg_version // 10000}.sql"


def digest(root: Path = ROOT) -> str:
    told = hashlib.sha256()
    for pattern in MADE_OF:
        for path in sorted(root.glob(pattern)):
            told.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes() + b"\0")
    return told.hexdigest()[:16]


def _migrated(script: Path) -> Any:
    made = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    command, env = dump_command(_url(), connection.pg_version // 10000)
    new = script.with_suffix(f".{os.getpid()}")
    try:
        new.write_bytes(b"".join(dumped([*command, "--no-owner", "--no-privileges"], env)))
    except Trouble:
        new.unlink()  # no pg_dump of this server's version: migrated the next time too
        return made
    for old in KEPT.glob("*.sql"):
        old.unlink()
    new.rename(script)
    return made


def _from(script: Path) -> Any:
    """As Django makes a test database, its tables by the script in the place of migrations."""
    name, creation = connection.settings_dict["NAME"], connection.creation
    made = creation._create_test_db(verbosity=0, autoclobber=True)
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = made
    with psycopg.connect(_url()) as opened:
        scripts.run(opened, iter([script.read_bytes()]))
    return [(connection, name, True)]


def _url() -> str:
    held = connection.get_connection_params()
    words = ("dbname", "host", "port", "user", "password")
    return psycopg.conninfo.make_conninfo(
        "", **{word: held[word] for word in words if word in held}
    )
