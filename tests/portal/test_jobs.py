"""Jobs: what is tried again and what is not, dead workers, stops, files of another machine."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from beffroi.accounts.models import Message, Person
from beffroi.accounts.rules import roles
from beffroi.kernel import jobs
from beffroi.portal import files, tasks
from beffroi.portal.imports import queue_file, runner
from beffroi.portal.receiving import queue, start, take
from beffroi.portal.standing import standing
from beffroi.sources.records import UnreadableSource
from beffroi.territory import writes
from beffroi.territory.models import ImportRun, RoleAssignment, Town

from .osm_files import shops_of, write_shops

State = ImportRun.State


@pytest.fixture
def town(transactional_db) -> Town:
    with connection.cursor() as cursor:  # no model of Django's: other tests leave their jobs
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    return writes.open_town(insee_code="35236", name="Redon", by=None)


@pytest.fixture
def person(town: Town) -> Person:
    return Person.objects.create_person("a@example.invalid", "Ana")


@pytest.fixture
def administrator(town: Town) -> Person:
    one = Person.objects.create_person("i@example.invalid", "Ines")
    valid = (dt.date(2020, 1, 1), None)
    RoleAssignment.objects.create(
        person=one, role=roles.INSTALLATION_ADMIN, scope=roles.INSTALLATION, valid=valid
    )
    return one


@pytest.fixture
def run(town: Town, person: Person, tmp_path: Path) -> ImportRun:
    return queue_file(town=town, path=write_shops(tmp_path / "a.osm"), by=person)


def fresh(run: ImportRun) -> ImportRun:
    return ImportRun.objects.across_towns().select_related("town").get(pk=run.pk)


def job_of(attempts: int = 0) -> Job:
    return Job(
        id=7, queue="imports", task_name="t", lock=None, queueing_lock=None, attempts=attempts
    )


def decided(error: BaseException, attempts: int = 0) -> Any:
    return jobs.PATIENCE.get_retry_decision(exception=error, job=job_of(attempts))


@pytest.mark.parametrize("error", [OperationalError(), ConnectionResetError(), jobs.Transient()])
def test_what_passes_is_tried_again_a_few_times(error: Exception) -> None:
    assert decided(error) is not None
    assert decided(error, jobs.MOST - 1) is None


def test_wrong_file_and_our_own_faults_are_not_tried_again() -> None:
    for error in (UnreadableSource("x", code="y"), ValueError(), FileNotFoundError()):
        assert decided(error) is None


def test_pauses_double_up_to_a_quarter_of_an_hour() -> None:
    pauses = [jobs.pause(n) for n in range(12)]
    assert pauses[:3] == [10, 20, 40] and pauses[-1] == 900 == max(pauses)


def test_stopped_worker_hands_back_whatever_the_number_of_tries() -> None:
    assert decided(jobs.HandedBack(), 40) is not None


def test_passing_trouble_leaves_the_run_waiting(run, monkeypatch) -> None:
    def gone(*_: Any) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setitem(runner.READERS, "osm", gone)
    with pytest.raises(OperationalError):
        tasks.read_file(run_id=run.pk)
    assert fresh(run).state == State.WAITING
    assert not Message.objects.exists()
    monkeypatch.undo()
    tasks.read_file(run_id=run.pk)
    assert fresh(run).state == State.DONE
    assert "est lu" in Message.objects.get().words


def test_stop_hands_the_run_back_and_another_reads_it(run, monkeypatch) -> None:
    def stopping() -> None:
        raise jobs.HandedBack

    monkeypatch.setattr(jobs, "check_stopping", stopping)
    with pytest.raises(jobs.HandedBack):
        tasks.read_file(run_id=run.pk)
    assert fresh(run).state == State.WAITING
    monkeypatch.undo()
    tasks.read_file(run_id=run.pk)
    assert fresh(run).state == State.DONE


def test_run_of_a_dead_worker_is_taken_up_by_the_next(run) -> None:
    ImportRun.objects.across_towns().update(state=State.RUNNING, rows_done=9)
    tasks.read_file(run_id=run.pk)
    assert fresh(run).state == State.DONE


def test_job_run_twice_reads_once(run) -> None:
    tasks.read_file(run_id=run.pk)
    first = fresh(run).finished_at
    tasks.read_file(run_id=run.pk)
    assert fresh(run).finished_at == first
    assert Message.objects.count() == 1


def doing(run: ImportRun, *, attempts: int = 0, silent: int = 600) -> ProcrastinateJob:
    """The run's job, held by a worker that has been silent for some seconds."""
    start(run)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id",
            [timezone.now() - dt.timedelta(seconds=silent)],
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s, worker_id = %s"
            " WHERE queue_name = 'imports'",
            [attempts, cursor.fetchone()[0]],
        )
    ImportRun.objects.across_towns().update(state=State.RUNNING)
    return the_job()


def the_job() -> ProcrastinateJob:
    return ProcrastinateJob.objects.get(queue_name="imports")


def retake() -> None:
    async def work() -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as here:
            async with here.open_async():
                await tasks.retake.func(0)

    asyncio.run(work())


def test_dead_workers_job_goes_to_the_living_and_its_page_says_so(run) -> None:
    doing(run)
    one = standing(fresh(run))
    assert one.state == State.WAITING and "dans la minute" in one.sentence
    tasks.say_orphans()
    assert fresh(run).state == State.RUNNING  # its job comes back to it
    retake()
    assert the_job().status == "todo"


def test_dead_workers_job_whose_like_already_waits_is_ended_and_the_others_are_taken(run) -> None:
    """One that may wait only once must not keep the jobs behind it from being handed on."""
    doing(run)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET priority = -1 WHERE queue_name = 'imports'")
        for status in ("todo", "doing"):
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status, worker_id)"
                " VALUES ('upkeep', 'journal', 'journal', %s::procrastinate_job_status,"
                " CASE WHEN %s = 'doing' THEN (SELECT max(id) FROM procrastinate_workers) END)",
                [status, status],
            )
    retake()
    kept = ProcrastinateJob.objects.filter(queueing_lock="journal").order_by("id")
    assert [one.status for one in kept] == ["todo", "aborted"]
    assert the_job().status == "todo"


def test_living_workers_job_is_left_alone(run) -> None:
    doing(run, silent=0)
    retake()
    assert the_job().status == "doing"


def test_file_that_kills_its_workers_is_given_up_and_said(run, person, administrator) -> None:
    doing(run, attempts=jobs.MOST_DEATHS - 1)
    retake()
    assert the_job().status == "failed"
    assert fresh(run).state == State.BROKEN
    told = dict(Message.objects.values_list("person__email", "subject"))
    assert told == {person.email: "imports", administrator.email: "jobs"}


def test_files_of_one_town_share_a_lock_and_keep_their_order(town, person, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    uploads = [
        SimpleUploadedFile("b.osm", shops_of(2).encode()),
        SimpleUploadedFile("a.geojson", b'{"type": "Polygon", "coordinates": []}'),
    ]
    runs = queue(town, take(uploads).kept, person)
    assert [one.file_name for one in runs] == ["a.geojson", "b.osm"]
    queued = ProcrastinateJob.objects.filter(queue_name="imports")
    assert set(queued.values_list("lock", flat=True)) == {"town/35236"}
    for one in queued:
        assert str(tmp_path) not in str(one.args)


def test_upload_is_read_from_the_storage_and_let_go(town, person, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    (run,) = queue(town, take([SimpleUploadedFile("b.osm", shops_of(3).encode())]).kept, person)
    assert default_storage.exists(run.stored_as) and run.stored_as.startswith("imports/")
    tasks.read_file(run_id=run.pk)
    assert fresh(run).state == State.DONE
    tasks.forget_file(fresh(run))
    assert fresh(run).stored_as == "" and not list((tmp_path / "imports").iterdir())


def test_file_of_the_terminal_is_never_deleted(run) -> None:
    tasks.forget_file(run)
    assert Path(fresh(run).stored_as).exists()


@pytest.fixture
def bucket(settings, monkeypatch, tmp_path):
    """Object storage in this process, as the only place where files are kept."""
    boto3, moto = pytest.importorskip("boto3"), pytest.importorskip("moto")
    from beffroi.config.files import files_from

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    settings.FETCHED_ROOT = tmp_path / "fetched"
    with moto.mock_aws():
        made = boto3.resource("s3").create_bucket(Bucket="beffroi-test")
        settings.STORAGES = settings.STORAGES | {"default": files_from("s3://beffroi-test/here")}
        yield made


def test_file_in_object_storage_is_read_on_a_machine_that_never_saw_it(
    town, person, bucket, tmp_path
) -> None:
    (run,) = queue(town, take([SimpleUploadedFile("b.osm", shops_of(3).encode())]).kept, person)
    (kept,) = bucket.objects.all()
    assert kept.key == f"here/{run.stored_as}"
    tasks.read_file(run_id=run.pk)
    assert fresh(run).state == State.DONE
    assert not list((tmp_path / "fetched").iterdir())
    tasks.forget_file(fresh(run))
    assert not list(bucket.objects.all())


def test_bounds_hold_for_what_comes_from_object_storage(town, person, bucket, settings) -> None:
    (run,) = queue(town, take([SimpleUploadedFile("b.osm", shops_of(3).encode())]).kept, person)
    settings.IMPORT_MAX_BYTES = 100
    tasks.read_file(run_id=run.pk)
    assert fresh(run).state == State.REFUSED and "dépasse" in fresh(run).sentence


def test_storage_that_does_not_answer_is_tried_again(town, person, bucket, monkeypatch) -> None:
    from botocore.exceptions import EndpointConnectionError

    (run,) = queue(town, take([SimpleUploadedFile("b.osm", shops_of(3).encode())]).kept, person)

    def away(*_: Any) -> None:
        raise EndpointConnectionError(endpoint_url="https://away.example")

    monkeypatch.setattr(files, "_fetch", away)
    with pytest.raises(jobs.Transient):
        tasks.read_file(run_id=run.pk)
    assert fresh(run).state == State.WAITING


def test_queue_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown queue"):
        jobs.job(queue="elsewhere")
    assert {task.queue for task in app.tasks.values() if "beffroi" in task.name} <= set(jobs.QUEUES)


def test_every_job_takes_keys_only() -> None:
    """No argument of a job may name a path of one machine."""
    names = {
        "run_id",
        "publication_id",
        "table_id",
        "request_id",
        "language",
        "body_key",
        "timestamp",
    }
    import inspect

    ours = [task for name, task in app.tasks.items() if name.startswith("beffroi.")]
    assert len(ours) >= 6
    for task in ours:
        assert set(inspect.signature(task.func).parameters) <= names, task.name
