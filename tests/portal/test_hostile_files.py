"""A file that gets past the checks still cannot harm the worker: its reader is ended, and says so."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from beffroi.accounts.models import Person
from beffroi.kernel import jobs
from beffroi.portal.imports import queue_file, run_import
from beffroi.portal.tasks import read_file
from beffroi.territory import writes
from beffroi.territory.models import ImportRun, Street, Town

from .osm_files import HEAD, write_shops

State = ImportRun.State


@pytest.fixture
def town(db) -> Town:
    return writes.open_town(insee_code="35236", name="Redon", by=None)


@pytest.fixture
def apart(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readings in processes of their own, on the database of this test."""
    held = connection.settings_dict
    words = {
        "host": "HOST",
        "port": "PORT",
        "user": "USER",
        "password": "PASSWORD",
        "dbname": "NAME",
    }
    url = " ".join(f"{word}={held[name]}" for word, name in words.items() if held[name])
    monkeypatch.setitem(os.environ, "DATABASE_URL", url)
    settings.IMPORT_APART = True


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes its reader seconds, written once."""
    path = tmp_path_factory.mktemp("long") / "long.osm"
    nodes = (f'<node id="{n}" lat="47.6" lon="-2.0"/>' for n in range(1, 2_500_000))
    path.write_text(HEAD + "".join(nodes) + "</osm>")
    return path


def fresh(run: ImportRun) -> ImportRun:
    return ImportRun.objects.across_towns().select_related("town").get(pk=run.pk)


def test_entities_never_reach_the_map_reader(town: Town, tmp_path: Path) -> None:
    path = tmp_path / "rire.osm"
    path.write_text(HEAD.replace("<osm", '<!DOCTYPE o [<!ENTITY a "b">]><osm', 1) + "</osm>")
    run = run_import(queue_file(town=town, path=path, by=None))
    assert run.state == State.REFUSED
    assert "entités XML" in run.sentence


def test_reading_that_wants_too_much_memory_ends_as_a_refusal(town, tmp_path, monkeypatch) -> None:
    def greedy(*_file: object) -> None:
        raise MemoryError

    monkeypatch.setitem(
        __import__("beffroi.portal.imports.runner", fromlist=["x"]).READERS, "osm", greedy
    )
    run = run_import(queue_file(town=town, path=write_shops(tmp_path / "a.osm"), by=None))
    assert run.state == State.REFUSED
    assert "plus de mémoire" in run.sentence


@pytest.mark.django_db(transaction=True)
def test_file_is_read_in_a_process_of_its_own(town: Town, tmp_path: Path, apart: None) -> None:
    run = queue_file(town=town, path=write_shops(tmp_path / "a.osm"), by=None)
    read_file(run_id=run.pk)
    assert fresh(run).state == State.DONE, fresh(run).sentence
    assert Street.objects.of(town).count() == 1


@pytest.mark.django_db(transaction=True)
def test_reading_past_its_time_is_ended_and_stores_nothing(
    town: Town, tmp_path: Path, long_file: Path, apart: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "BEFFROI_IMPORT_MAX_SECONDS", "1")
    run = queue_file(town=town, path=long_file, by=None)
    read_file(run_id=run.pk)
    told = fresh(run)
    assert told.state == State.REFUSED
    assert "temps permis" in told.sentence
    assert not Street.objects.of(town).exists()
    next_one = queue_file(town=town, path=write_shops(tmp_path / "b.osm"), by=None)
    monkeypatch.setitem(os.environ, "BEFFROI_IMPORT_MAX_SECONDS", "600")
    read_file(run_id=next_one.pk)
    assert fresh(next_one).state == State.DONE  # the town is free again


def test_names_within_an_archive_are_never_used(town: Town, tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "../../../evade.csv", "siret,dateDebut,dateFin,etat,code_ape,code_commune\n"
        )
    client = Client()
    client.force_login(Person.objects.create_person("a@example.invalid", "Ana Imaginaire"))
    dropped = SimpleUploadedFile("a.zip", stream.getvalue())
    client.post("/redon/donnees/deposer/", {"files": dropped})
    for run in ImportRun.objects.of(town):
        run_import(run)
    assert [path.name for path in tmp_path.rglob("*.csv")] == []
    assert not list(tmp_path.parent.glob("evade*"))


@pytest.mark.django_db(transaction=True)
def test_reading_apart_is_handed_back_when_the_worker_stops(
    town: Town, tmp_path: Path, long_file: Path, apart: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "long.osm"
    path.hardlink_to(long_file)
    run = queue_file(town=town, path=path, by=None)

    def asked() -> None:
        if fresh(run).state == State.RUNNING:
            raise jobs.HandedBack

    monkeypatch.setattr(jobs, "check_stopping", asked)
    with pytest.raises(jobs.HandedBack):
        read_file(run_id=run.pk)
    assert fresh(run).state in (State.WAITING, State.RUNNING)  # the next reading takes it up
    path.unlink()
    path.write_bytes(write_shops(tmp_path / "b.osm").read_bytes())
    monkeypatch.setattr(jobs, "check_stopping", lambda: None)
    read_file(run_id=run.pk)
    assert fresh(run).state == State.DONE
