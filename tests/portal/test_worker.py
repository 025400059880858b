"""A worker killed, cancelled, or two at once: the data stay whole and the page says so."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.portal.imports import queue_file, run_import
from beffroi.portal.standing import standing
from beffroi.portal.tasks import read_file
from beffroi.territory import writes
from beffroi.territory.models import ImportRun, Street, Town

from .osm_files import write_shops

pytestmark = pytest.mark.django_db(transaction=True)
State = ImportRun.State


@pytest.fixture
def town() -> Town:
    return writes.open_town(insee_code="35236", name="Redon", by=None)


@pytest.fixture
def run(town: Town, tmp_path: Path) -> ImportRun:
    return queue_file(town=town, path=write_shops(tmp_path / "export.osm"), by=None)


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.05)


def fresh(run: ImportRun) -> ImportRun:
    return ImportRun.objects.across_towns().select_related("town").get(pk=run.pk)


@pytest.fixture
def reading(run: ImportRun) -> Iterator[subprocess.Popen[str]]:
    """Another process is in the middle of this run."""
    held = connection.settings_dict
    words = {
        "host": "HOST",
        "port": "PORT",
        "user": "USER",
        "password": "PASSWORD",
        "dbname": "NAME",
    }
    url = " ".join(f"{word}={held[name]}" for word, name in words.items() if held[name])
    env = os.environ | {"DATABASE_URL": url}
    child = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("slow_reader.py")), str(run.pk)],
        env=env, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    wait_for(lambda: fresh(run).rows_done > 1000 or child.poll() is not None)
    yield child
    child.kill()
    child.wait()
    assert child.stdout
    child.stdout.close()


@pytest.mark.long
def test_progress_is_seen_while_the_data_are_not(run: ImportRun, reading) -> None:
    one = standing(fresh(run))
    assert one.state == State.RUNNING
    assert one.run.rows_total == 100_000_000
    assert not Street.objects.of(run.town).exists()


@pytest.mark.long
def test_killed_worker_leaves_nothing_half_done(run: ImportRun, reading) -> None:
    reading.send_signal(signal.SIGKILL)
    reading.wait()
    wait_for(lambda: standing(fresh(run)).state == State.BROKEN)
    one = standing(fresh(run))
    assert "rien n’a été enregistré" in one.sentence
    assert one.again
    assert not Street.objects.of(run.town).exists()


def test_killed_run_is_retried_from_its_page_and_its_town_is_free(run, reading) -> None:
    reading.send_signal(signal.SIGKILL)
    reading.wait()
    wait_for(lambda: standing(fresh(run)).state == State.BROKEN)
    client = Client()
    ana = Person.objects.create_person("a@example.invalid", "Ana")
    writes.give_role(
        person=ana, town=run.town, role=roles.ADVISOR, start=dt.date(2020, 1, 1), by=None
    )
    client.force_login(ana)
    page = client.get(f"/redon/donnees/imports/{run.pk}/").content.decode()
    assert "Relancer la lecture" in page
    client.post(f"/redon/donnees/imports/{run.pk}/relancer/")
    assert fresh(run).state == State.WAITING
    read_file(run_id=run.pk)
    assert fresh(run).state == State.DONE
    assert Street.objects.of(run.town).get().name == "Rue Inventée"


@pytest.mark.long
def test_next_job_says_that_the_killed_one_is_broken(run: ImportRun, reading) -> None:
    reading.send_signal(signal.SIGKILL)
    reading.wait()
    wait_for(lambda: standing(fresh(run)).state == State.BROKEN)
    read_file(run_id=0)
    assert fresh(run).state == State.BROKEN


@pytest.mark.long
def test_cancel_from_elsewhere_stops_the_reading(run: ImportRun, reading) -> None:
    person = Person.objects.create_person("a@example.invalid", "Ana")
    writes.ask_to_cancel(run=run, by=person)
    assert reading.wait(20) == 0
    assert fresh(run).state == State.CANCELLED
    assert "comme avant" in fresh(run).sentence
    assert not Street.objects.of(run.town).exists()


@pytest.mark.long
def test_two_files_of_one_town_take_turns(run: ImportRun, reading, tmp_path: Path) -> None:
    second = queue_file(town=run.town, path=write_shops(tmp_path / "b.osm"), by=None)
    with writes.Aside(second) as aside:
        assert not aside.take_turn(patient=False)
    reading.kill()
    reading.wait()
    assert run_import(second).state == State.DONE


@pytest.mark.long
def test_one_run_is_read_by_one_worker(run: ImportRun, reading) -> None:
    assert run_import(fresh(run)).state == State.RUNNING
    waiting = fresh(run)
    waiting.state = State.WAITING
    assert run_import(waiting).state == State.WAITING  # somebody else holds it: left alone


@pytest.mark.long
def test_running_import_is_not_put_back_in_the_queue(run: ImportRun, reading) -> None:
    person = Person.objects.create_person("a@example.invalid", "Ana")
    assert not writes.queue_again(run=fresh(run), by=person)


@pytest.mark.long
def test_cancelled_while_waiting_is_never_read(run: ImportRun) -> None:
    writes.ask_to_cancel(run=run, by=Person.objects.create_person("a@example.invalid", "Ana"))
    read_file(run_id=run.pk)
    assert fresh(run).state == State.CANCELLED
    assert not Street.objects.of(run.town).exists()
