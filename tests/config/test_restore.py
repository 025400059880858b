"""A backup put back says the same, to the digit; a failure leaves what was."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.db import connection, models

from beffroi.accounts.models import Person
from beffroi.config.care import backups, reading
from beffroi.config.care.errors import Trouble
from beffroi.config.care.place import FILES, Place
from beffroi.config.care.restoring import restore
from beffroi.config.embedded import Binaries, Server
from beffroi.config.embedded.binaries import SYSTEM, inspect
from beffroi.portal.demo.diagnoses import load_diagnoses
from beffroi.portal.demo.redon import load_redon
from beffroi.portal.imports import queue_file
from beffroi.portal.tasks import read_file
from beffroi.territory import writes
from beffroi.territory.models import Town

FIGURES = Path(__file__).with_name("figures.py")


def url() -> str:
    """Of the database the tests use, as libpq reads it."""
    held = connection.settings_dict
    words = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    parts = " ".join(f"{word}={held[name]}" for word, name in words.items() if held[name])
    return f"dbname={held['NAME']} {parts}"


@pytest.fixture
def here(tmp_path: Path, settings) -> Place:
    settings.MEDIA_ROOT = tmp_path / "here"

    return Place(url(), tmp_path / "here")


@pytest.fixture
def bare(bare_url: str, tmp_path: Path) -> Place:
    """A machine where nothing ever was."""
    return Place(bare_url, tmp_path / "bare" / "media")


def kept_file(here: Place, town: Town) -> Path:
    path = here.media / "imports" / "ab12" / "export.osm"
    path.parent.mkdir(parents=True)
    path.write_text("<osm/>")
    return path


def figures(place: Place) -> dict[str, object]:
    env = os.environ | {
        "DATABASE_URL": place.url,
        "DJANGO_SETTINGS_MODULE": "beffroi.config.settings.test",
    }
    done = subprocess.run([sys.executable, str(FIGURES)], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def rows(place: Place, query: str) -> list[tuple[object, ...]]:
    with place.connection() as opened:
        return opened.execute(query).fetchall()


@pytest.mark.django_db(transaction=True)
def test_redon_put_back_on_a_bare_machine_says_the_same_figures_to_the_digit(
    here: Place, bare: Place, tmp_path: Path
) -> None:
    town = load_redon()
    load_diagnoses([town], by=Person.objects.create_person("a@example.invalid", "Ana"))
    before = figures(here)
    backups.save(here, tmp_path / "a.beffroi")
    restore(bare, tmp_path / "a.beffroi")
    after = figures(bare)
    told = before["redon"]
    assert isinstance(told, dict) and told["premises"] > 200 and "diagnosis 1" in told
    assert sum(len(one["figures"]) for one in told.values() if isinstance(one, dict)) > 15
    assert after == before


@pytest.fixture
def saved(here: Place, tmp_path: Path, transactional_db) -> Path:
    town = writes.open_town(insee_code="99001", name="Bourg-Fictif", by=None)
    run = queue_file(town=town, path=kept_file(here, town), by=None)
    read_file.defer(run_id=run.pk)
    path = tmp_path / "a.beffroi"
    backups.save(here, path)
    return path


def test_file_is_for_ourselves_alone_and_never_replaces_another(here: Place, saved: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    with pytest.raises(Trouble, match="existe déjà"):
        backups.save(here, saved)
    assert list(saved.parent.glob("*.part")) == []


def test_files_come_back_where_their_rows_say(saved: Path, bare: Place) -> None:
    manifest = restore(bare, saved)
    assert list(manifest.media) == ["imports/ab12/export.osm"]
    ((stored,),) = rows(bare, "SELECT stored_as FROM territory_importrun")
    assert Path(str(stored)).read_text() == "<osm/>"
    assert Path(str(stored)).is_relative_to(bare.media)


def test_queued_work_waits_again_and_sessions_do_not_live_again(
    here: Place, saved: Path, bare: Place
) -> None:
    with here.connection() as opened:
        opened.execute("INSERT INTO django_session VALUES ('k', 'd', now() + interval '1 day')")
        opened.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    again = saved.with_name("b.beffroi")
    assert "django_session" in backups.save(here, again).left_out
    restore(bare, again)
    assert set(rows(bare, "SELECT status::text FROM procrastinate_jobs")) == {("todo",)}
    assert rows(bare, "SELECT * FROM django_session") == []


def test_data_that_are_there_are_replaced_only_when_asked(saved: Path, bare: Place) -> None:
    restore(bare, saved)
    with bare.connection() as opened:
        opened.execute("UPDATE territory_town SET name = 'Changée'")
    with pytest.raises(Trouble, match="--replace"):
        restore(bare, saved)
    assert rows(bare, "SELECT name FROM territory_town") == [("Changée",)]
    restore(bare, saved, replace=True)
    assert rows(bare, "SELECT name FROM territory_town") == [("Bourg-Fictif",)]


def test_failure_in_the_middle_leaves_what_was(
    saved: Path, bare: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    restore(bare, saved)
    with bare.connection() as opened:
        opened.execute("UPDATE territory_town SET name = 'Changée'")
    wrong = reading.examine(saved)
    wrong.tables["territory_town"] = 12
    monkeypatch.setattr(reading, "examine", lambda *_, **__: wrong)
    with pytest.raises(Trouble, match="12"):
        restore(bare, saved, replace=True)
    assert rows(bare, "SELECT name FROM territory_town") == [("Changée",)]


def test_database_in_use_or_of_a_stranger_is_left_alone(saved: Path, bare: Place) -> None:
    with psycopg.connect(bare.url), pytest.raises(Trouble, match="utilisée"):
        restore(bare, saved)
    with bare.connection() as opened:
        opened.execute("CREATE TABLE theirs (n int)")
    with pytest.raises(Trouble, match="n’est pas celle d’un Beffroi"):
        restore(bare, saved, replace=True)
    with pytest.raises(Trouble, match="n’est pas celle d’un Beffroi"):
        backups.save(bare, saved.with_name("c.beffroi"))
    assert rows(bare, "SELECT * FROM theirs") == []


def test_every_column_that_names_a_file_is_saved() -> None:
    fields = [
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField) or field.name in {"stored_as", "file_path"}
    ]
    assert sorted(fields) == sorted(FILES)


def fifteen() -> Binaries:
    found = inspect(SYSTEM / "15" / "bin")
    if found is None:
        pytest.skip("this system has no PostgreSQL 15 (apt install postgresql-15)")
    return found


def test_between_postgresql_15_and_18_both_ways(saved: Path, bare: Place, tmp_path: Path) -> None:
    with Server(tmp_path / "old", binaries=fifteen()) as old:
        there = Place(old.url, tmp_path / "old" / "media")
        restore(there, saved)
        again = tmp_path / "from15.beffroi"
        assert backups.save(there, again).postgresql.startswith("15")
    restore(bare, again)
    assert rows(bare, "SELECT name FROM territory_town") == [("Bourg-Fictif",)]


def test_client_older_than_the_server_says_so(
    monkeypatch: pytest.MonkeyPatch, here: Place, transactional_db
) -> None:
    monkeypatch.setattr("beffroi.config.care.place.all_binaries", lambda: iter([fifteen()]))
    if connection.pg_version // 10000 <= 15:
        pytest.skip("the tests run on PostgreSQL 15 itself")
    with pytest.raises(Trouble, match="postgresql-client-18"):
        backups.save(here, here.media.parent / "d.beffroi")
