"""« Travaux », for an administrator, an advisor and a stranger."""

# ruff: noqa: F811 - a fixture asked for by its name
from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app

from beffroi.accounts.models import Person
from beffroi.portal.jobs import TASKS
from beffroi.portal.receiving import start
from beffroi.territory.models import ImportRun

from .test_jobs import administrator, person, run, the_job, town  # noqa: F401 - fixtures


def signed(one: Person) -> Client:
    client = Client()
    client.force_login(one)
    return client


@pytest.fixture
def failed(run: ImportRun) -> ImportRun:
    start(run)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed', attempts = 3")
    ImportRun.objects.across_towns().update(state="broken", sentence="La base ne répondait pas.")
    return run


def test_administrator_sees_what_failed_and_why(failed, administrator) -> None:
    page = signed(administrator).get("/travaux/").content.decode()
    assert "1 travail en échec" in page or "Aucun processus" in page
    assert "a.osm" in page and "La base ne répondait pas." in page and "3 essais" in page


def test_others_do_not(failed, person) -> None:
    assert signed(person).get("/travaux/").status_code == 403
    assert Client().get("/travaux/").headers["Location"].startswith("/connexion/")
    path = f"/travaux/{the_job().pk}/relancer/"
    assert signed(person).post(path).status_code == 403
    assert Client().post(path).status_code == 302
    assert the_job().status == "failed"


def test_failed_job_is_tried_again_with_its_run(failed, administrator) -> None:
    client = signed(administrator)
    client.post(f"/travaux/{the_job().pk}/relancer/")
    assert the_job().status == "todo"
    assert ImportRun.objects.across_towns().get().state == "waiting"
    client.post(f"/travaux/{the_job().pk}/retirer/")
    assert the_job().status == "cancelled"
    assert ImportRun.objects.across_towns().get().state == "cancelled"


def test_second_click_is_no_fault(failed, administrator) -> None:
    client = signed(administrator)
    for _step in range(2):
        assert client.post(f"/travaux/{the_job().pk}/relancer/").status_code == 302
    assert client.post("/travaux/999999/retirer/").status_code == 302


def test_page_costs_the_same_with_one_job_or_forty(
    failed,
    administrator,
    django_assert_max_num_queries,
) -> None:
    client = signed(administrator)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
            " SELECT 'mail', 'beffroi.accounts.tasks.send_mail', '{}', 'failed'"
            " FROM generate_series(1, 40)"
        )
    with django_assert_max_num_queries(16):
        client.get("/travaux/")


def test_every_task_of_ours_has_a_name_people_read() -> None:
    ours = {name for name in app.tasks if name.startswith("beffroi.")}
    assert "beffroi.portal.tasks.read_file" in ours, "the tasks were not loaded"
    assert ours == TASKS.keys()
