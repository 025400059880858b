"""Health, measures and liveness: what a monitor, an administrator and a stranger are told."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.config import watch
from beffroi.kernel import audit
from beffroi.portal.health import facts
from beffroi.portal.health.checks import FAILED, LATE, OK, UNKNOWN, healthy, judge
from beffroi.portal.health.facts import Facts
from beffroi.territory.models import RoleAssignment

HOUR = 3600.0
WELL = Facts(
    disk_free=50 * 10**9, disk_total=100 * 10**9, server="18.6", worker_silent=3.0,
    backup_age=5 * HOUR, age=1000 * HOUR,
)  # fmt: skip
PROXY = {"X-Forwarded-For": "203.0.113.9", "Host": "commerce.example.org"}


def state(key: str, **changed: object) -> str:
    from dataclasses import replace

    found = judge(replace(WELL, **changed), backup_hours=48)
    return next(check.state for check in found if check.key == key)


def test_all_is_well() -> None:
    found = judge(WELL, backup_hours=48)
    assert [check.state for check in found] == [OK] * 6 and healthy(found)


@pytest.mark.parametrize(
    ("key", "changed", "wanted"),
    [
        ("migrations", {"pending": ("kernel.0009",)}, FAILED),
        ("queue", {"worker_silent": None}, FAILED),
        ("queue", {"worker_silent": 500.0}, FAILED),
        ("queue", {"waiting": 3, "longest_wait": 120.0}, OK),
        ("queue", {"waiting": 3, "longest_wait": 1000.0}, LATE),
        ("mail", {"mail_wait": 2 * HOUR}, LATE),
        ("mail", {"mail_lost": 1}, LATE),
        ("backup", {"backup_age": 49 * HOUR}, FAILED),
        ("backup", {"backup_age": None}, FAILED),
        ("backup", {"backup_age": None, "age": 2 * HOUR}, OK),
        ("disk", {"disk_free": 3 * 10**9}, LATE),
        ("disk", {"disk_free": 10**8}, FAILED),
    ],
)
def test_each_dependency_fails_for_its_own_reason(key, changed, wanted) -> None:
    assert state(key, **changed) == wanted


def test_no_backup_is_expected_where_none_is_asked() -> None:
    from dataclasses import replace

    found = judge(replace(WELL, backup_age=None), backup_hours=0)
    assert healthy(found)


def test_silent_database_leaves_the_rest_unknown() -> None:
    found = judge(Facts(10**11, 10**12, fault="no route"), backup_hours=48)
    assert [check.state for check in found] == [FAILED, *[UNKNOWN] * 4, OK]


@pytest.fixture
def well(transactional_db) -> None:
    """A worker that lives and a backup of today."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    audit.record("installation.backed_up", rows=1)


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "KEPT", -1.0)


pytestmark = pytest.mark.usefixtures("fresh")


def test_stranger_learns_a_word_per_dependency_and_nothing_more(well) -> None:
    answer = Client().get("/sante/", headers=PROXY)
    assert answer.status_code == 200
    told = answer.json()
    assert told == {"state": "ok", "checks": dict.fromkeys(told["checks"], "ok")}
    assert set(told["checks"]) == {"database", "migrations", "queue", "mail", "backup", "disk"}


def test_this_machine_and_the_token_learn_the_details(well, settings) -> None:
    settings.WATCH_TOKEN = "t" * 20
    near = Client().get("/sante/", headers={"Host": "127.0.0.1:8000"}).json()
    far = Client().get("/sante/", headers=PROXY | {"Authorization": "Bearer " + "t" * 20}).json()
    assert near["version"] == far["version"] and "PostgreSQL" in far["sentences"]["database"]
    wrong = Client().get("/sante/", headers=PROXY | {"Authorization": "Bearer x"}).json()
    assert "version" not in wrong


@pytest.mark.parametrize(
    "headers",
    [PROXY, {"Host": "commerce.example.org"}, {"Host": "localhost", "Forwarded": "for=x"}],
)
def test_proxy_on_this_machine_is_no_friend(well, headers) -> None:
    assert Client().get("/metriques", headers=headers).status_code == 404


def test_dead_worker_is_said_with_503(well) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
    answer = Client().get("/sante/", headers=PROXY)
    assert answer.status_code == 503 and answer.json()["checks"]["queue"] == "failed"


def test_database_that_is_gone_is_said_with_503_also_to_a_browser(monkeypatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise psycopg.OperationalError("password=hunter2hunter2 at 10.0.0.1 refused")

    monkeypatch.setattr(facts.psycopg, "connect", gone)
    answer = Client().get("/sante/", headers=PROXY | {"Accept": "text/html"})
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == "failed"
    assert "10.0.0.1" not in answer.content.decode()


def test_two_queries_answer_everything(well) -> None:
    asked = []

    def ask(statement: str):
        asked.append(statement)
        return facts.through_django(statement)

    assert not facts.look(ask).fault
    assert len(asked) == 2


def test_verdict_is_kept_a_moment(well, monkeypatch) -> None:
    monkeypatch.setattr(watch, "KEPT", 60.0)
    looks = []
    monkeypatch.setattr(watch, "look", lambda: looks.append(1) or WELL)
    client = Client()
    for _ in range(5):
        client.get("/sante/")
    assert len(looks) == 1


def test_liveness_touches_nothing(django_assert_num_queries, db) -> None:
    with django_assert_num_queries(0):
        answer = Client().get("/vivant/", headers={"Host": "anything.example"})
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def page(client: Client) -> str:
    answer = client.get("/sante/", headers={"Accept": "text/html", "Host": "testserver"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_page_gives_sentences_to_administrators_only(well) -> None:
    owner = Person.objects.create_person("a@example.invalid", "Ana")
    RoleAssignment.objects.create(
        person=owner,
        role=roles.INSTALLATION_ADMIN,
        scope=roles.INSTALLATION,
        valid=(timezone.localdate(), None),
    )
    former = Person.objects.create_person("b@example.invalid", "Bob")
    RoleAssignment.objects.create(
        person=former,
        role=roles.INSTALLATION_ADMIN,
        scope=roles.INSTALLATION,
        valid=(dt.date(2020, 1, 1), dt.date(2021, 1, 1)),
    )
    client = Client()
    assert "Le site marche" in page(client) and "PostgreSQL" not in page(client)
    client.force_login(former)
    assert "PostgreSQL" not in page(client)
    client.force_login(owner)
    assert "PostgreSQL" in page(client) and "Les tables sont celles" in page(client)


def measured() -> str:
    answer = Client().get("/metriques", headers={"Host": "localhost"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_measures_name_routes_queues_imports_and_connections(well) -> None:
    from beffroi.territory import writes
    from beffroi.territory.models import ImportRun

    town = writes.open_town(insee_code="99001", name="Bourg-Fictif", by=None)
    run = writes.queue_run(town=town, file_name="a", stored_as="", size=1, sha256="", by=None)
    from beffroi.portal.tasks import read_file

    read_file.defer(run_id=run.pk)
    Client().get("/methodes/")
    Client().post(
        "/connexion/", {"email": "a@example.invalid", "login": "a@example.invalid", "password": "x"}
    )
    told = measured()
    assert 'beffroi_requests_total{method="GET",route="methods",status="200"}' in told
    assert 'beffroi_request_seconds_bucket{le="0.2",route="methods"}' in told
    assert 'beffroi_queue_waiting{queue="imports"} 1.0' in told
    assert f'beffroi_imports{{outcome="{ImportRun.State.WAITING}"}} 1.0' in told
    assert "beffroi_database_connections" in told and "beffroi_database_up 1.0" in told
    assert 'state="todo",task="beffroi.portal.tasks.read_file"' in told


def test_refused_sign_in_is_counted() -> None:
    from django.contrib.auth.signals import user_login_failed

    from beffroi.config.measures.requests import FAILED_SIGN_INS

    before = FAILED_SIGN_INS._value.get()
    user_login_failed.send(sender="test", credentials={}, request=None)
    assert FAILED_SIGN_INS._value.get() == before + 1


COUNTING = """
import os, sys
os.environ["PROMETHEUS_MULTIPROC_DIR"] = sys.argv[1]
import django
django.setup()
from beffroi.config.measures import requests
for _ in range(int(sys.argv[2])):
    requests.note("GET", "town", 200, 0.03)
from beffroi.config.measures.standing import exposition
print(exposition().decode())
"""


def test_processes_count_together_also_after_one_died(well, tmp_path: Path) -> None:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "beffroi.config.settings.test"}
    for times in ("3", "4"):
        command = [sys.executable, "-c", COUNTING, str(tmp_path), times]
        done = subprocess.run(command, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert 'beffroi_requests_total{method="GET",route="town",status="200"} 7.0' in done.stdout


def test_path_that_no_route_knows_is_one_label(well) -> None:
    for word in ("a", "b"):
        Client().get(f"/nulle/part/{word}/ailleurs/")
    assert "ailleurs" not in measured()
