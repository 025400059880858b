"""`backup`, `restore`, `upgrade` as they are typed, on state folders of their own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from beffroi.config.embedded import OtherVersion, Server

from .test_restore import fifteen

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]
PATIENCE = 300  # seconds for a command: every migration, on a machine that does other things too
Run = Callable[..., subprocess.CompletedProcess[str]]
TOWN = "from beffroi.territory.writes import open_town as o; "
TOWN += "o(insee_code='99001', name='Bourg-Fictif', by=None)"
LAST = "SELECT name FROM django_migrations WHERE app = 'observatory' ORDER BY id DESC LIMIT 1"


def command(state: Path, *words: str, **more: str) -> tuple[list[str], dict[str, str]]:
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return [sys.executable, "-m", "beffroi", *words], env | {"BEFFROI_STATE": str(state)} | more


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def typed(*words: str, state: Path = tmp_path / "state", **more: str):
        line, env = command(state, *words, **more)
        return subprocess.run(line, env=env, capture_output=True, text=True, timeout=PATIENCE)

    return typed


def asked(state: Path, query: str) -> list[tuple[object, ...]]:
    with Server(state) as server, psycopg.connect(server.url, autocommit=True) as connection:
        found = connection.execute(query)
        return found.fetchall() if found.description else []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with one town, stopped: each test has a copy of it."""
    state = tmp_path_factory.mktemp("made") / "state"
    for words in (["upgrade"], ["manage", "shell", "-v", "0", "-c", TOWN]):
        line, env = command(state, *words)
        done = subprocess.run(line, env=env, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0, done.stderr
    return state


@pytest.fixture
def state(made: Path, tmp_path: Path) -> Path:
    """An installation with one town."""
    return Path(shutil.copytree(made, tmp_path / "state", symlinks=True))


def test_saved_lost_and_restored(run: Run, state: Path, tmp_path: Path) -> None:
    secret = {"BEFFROI_BACKUP_PASSPHRASE": "une phrase secrète d’essai"}
    done = run("backup", str(tmp_path / "a.beffroi"), **secret)
    assert done.returncode == 0 and "faite et relue" in done.stdout, done.stderr
    done = run("restore", str(tmp_path / "a.beffroi"), state=tmp_path / "bare", **secret)
    assert done.returncode == 0 and "Restauré" in done.stdout, done.stderr
    assert asked(tmp_path / "bare", "SELECT name FROM territory_town") == [("Bourg-Fictif",)]
    verbs = asked(tmp_path / "bare", "SELECT verb FROM kernel_auditentry")
    assert ("installation.restored",) in verbs
    refused = run("restore", str(tmp_path / "a.beffroi"), **secret)
    assert refused.returncode == 1 and "--replace" in refused.stderr
    done = run("restore", str(tmp_path / "a.beffroi"), "--replace", **secret)
    assert done.returncode == 0, done.stderr
    assert len(list((state / "backups").glob("avant-restauration-*.beffroi"))) == 1


def test_upgrade_saves_then_changes_the_tables(run: Run, state: Path) -> None:
    assert run("manage", "migrate", "observatory", "zero").returncode == 0
    real = {"BEFFROI_SECRET_KEY": "k" * 50, "BEFFROI_HOSTS": "x.example"}
    refused = run("manage", "check", **real)
    assert refused.returncode == 1 and "beffroi upgrade" in refused.stderr
    done = run("upgrade")
    assert done.returncode == 0 and "faite et vérifiée" in done.stdout, done.stderr
    assert asked(state, LAST) and asked(state, "SELECT count(*) FROM territory_town") == [(1,)]
    assert len(list((state / "backups").glob("avant-mise-a-jour-*.beffroi"))) == 1
    assert "Rien à mettre à jour" in run("upgrade").stdout


def test_upgrade_that_fails_puts_everything_back(run: Run, state: Path) -> None:
    first = "DELETE FROM django_migrations WHERE app = 'observatory'"
    asked(state, first)  # its tables are there: making them again fails
    asked(state, "UPDATE territory_town SET name = 'Avant'")
    done = run("upgrade")
    assert done.returncode == 1 and "remis comme avant" in done.stderr
    assert asked(state, "SELECT name FROM territory_town") == [("Avant",)]
    assert asked(state, LAST) == []


def test_data_of_a_newer_version_are_left_alone(run: Run, state: Path) -> None:
    later = "INSERT INTO django_migrations (app, name, applied) VALUES ('kernel', '9999_x', now())"
    asked(state, later)
    done = run("upgrade")
    assert done.returncode == 1 and "plus récente" in done.stderr


def test_nothing_is_done_beside_a_running_installation(run: Run, state: Path) -> None:
    with Server(state):
        pass
    from beffroi.config.embedded import claim

    held = claim(state, "up")
    try:
        for words in (["upgrade"], ["restore", str(state / "none.beffroi")]):
            assert run(*words).returncode == 1
        assert "Arrêtez d’abord" in run("upgrade").stderr
    finally:
        held.release()


def test_older_postgresql_is_carried_over(run: Run, tmp_path: Path) -> None:
    old = fifteen()
    state = tmp_path / "state"
    with Server(state, binaries=old) as server:
        done = run("upgrade", state=tmp_path / "other", DATABASE_URL=server.url)
        assert done.returncode == 0, done.stderr
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    with pytest.raises(OtherVersion, match="beffroi upgrade"):
        Server(state).start()
    assert "beffroi upgrade" in run("backup").stderr
    done = run("upgrade")
    assert done.returncode == 0 and "Passage de PostgreSQL 15 à" in done.stdout, done.stderr
    assert asked(state, "SELECT n FROM kept") == [(7,)]
    assert (state / "pg-15.old").exists() and not (state / "pg-15").exists()
    assert list((state / "backups").glob("avant-postgresql-*.beffroi"))


@pytest.mark.parametrize("patience", [1.2, 1.6, 2.0, 2.4])
def test_restore_killed_at_any_moment_leaves_the_old_or_the_new(
    run: Run, state: Path, tmp_path: Path, patience: float
) -> None:
    assert run("backup", str(tmp_path / "a.beffroi")).returncode == 0
    asked(state, "UPDATE territory_town SET name = 'Changée'")
    line, env = command(state, "restore", str(tmp_path / "a.beffroi"), "--replace")
    child = subprocess.Popen(line, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(patience)
    child.send_signal(signal.SIGKILL)
    child.wait()
    ((name,),) = asked(state, "SELECT name FROM territory_town")
    assert name in {"Changée", "Bourg-Fictif"}
    count = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    assert asked(state, count)[0][0] > 30
