"""A diagnosis asked for is made by a worker, once, or a sentence says why there is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from beffroi.accounts.models import Message, Person
from beffroi.kernel import audit, jobs
from beffroi.kernel.models import AuditEntry, EvidenceNode
from beffroi.observatory import reads, tasks, writes
from beffroi.observatory.models import Diagnosis, KeptPaper, Publication
from beffroi.observatory.reads import papers
from beffroi.observatory.writes import publications as life
from beffroi.observatory.writes.diagnoses import MovedError, prepare, set_down
from beffroi.territory import reads as territory
from beffroi.territory import writes as territory_writes
from beffroi.territory.models import Town

from . import towns

pytestmark = pytest.mark.django_db
State = Publication.State


@pytest.fixture
def place() -> Town:
    made = towns.town()
    towns.mapped(made, vacant=5, total=45)
    return made


@pytest.fixture
def advisor(place: Town) -> Person:
    return towns.advisor(place)


def asked(place: Town, by: Person, on: dt.date = towns.FIRST) -> Publication:
    perimeter = territory.perimeter(place)
    assert perimeter is not None
    row, new = writes.ask_publication(town=place, perimeter=perimeter, on=on, by=by)
    if new:
        tasks.start(row)
    return row


def fresh(row: Publication) -> Publication:
    return Publication.objects.across_towns().select_related("town", "perimeter").get(pk=row.pk)


def told() -> Any:
    """Messages, but for the role the advisor was given."""
    return Message.objects.exclude(subject="roles")


def published() -> int:
    return Diagnosis.objects.across_towns().count()


def worker(silent: int = 0) -> int:
    """A worker whose last sign of life is some seconds old."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id",
            [timezone.now() - dt.timedelta(seconds=silent)],
        )
        return int(cursor.fetchone()[0])


def begun(row: Publication, by_worker: int) -> None:
    """The demand's job as that worker began it."""
    Publication.objects.across_towns().update(state=State.RUNNING, step=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s"
            " WHERE queue_name = 'publications'",
            [by_worker],
        )


def test_worker_publishes_and_whoever_asked_is_told(place, advisor) -> None:
    row = asked(place, advisor)
    assert row.state == State.WAITING and published() == 0
    (job,) = ProcrastinateJob.objects.filter(queue_name=jobs.PUBLICATIONS)
    tasks.publish(**job.args)
    row = fresh(row)
    assert row.state == State.DONE and row.diagnosis is not None
    assert row.diagnosis.published_by == advisor.key
    message = told().get(person=advisor)
    assert message.subject == "publications"
    assert "Votre diagnostic n° 1 est publié" in " ".join(message.words.split())


def test_paper_is_compiled_with_the_publication_and_kept(place, advisor, monkeypatch) -> None:
    row = asked(place, advisor)
    tasks.publish(publication_id=row.pk)
    diagnosis = reads.diagnosis_or_404(place, 1)
    kept = KeptPaper.objects.of(place).get()
    monkeypatch.setattr(papers, "set_paper", _not_again)
    assert papers.paper_of(diagnosis) == bytes(kept.pdf)
    assert bytes(kept.pdf).startswith(b"%PDF-")


def test_kept_paper_is_not_served_once_a_figure_must_be_redone(place, advisor) -> None:
    tasks.publish(publication_id=asked(place, advisor).pk)
    diagnosis = reads.diagnosis_or_404(place, 1)
    before = papers.paper_of(diagnosis)
    territory_writes.remove_source(source=place.sources.get(), by=advisor, reason="Retiré")
    assert papers.paper_of(diagnosis) != before


def _not_again(*_: Any) -> bytes:
    raise AssertionError("set again")


def test_job_run_twice_publishes_once(place, advisor) -> None:
    row = asked(place, advisor)
    for _time in range(2):
        tasks.publish(publication_id=row.pk)
    assert published() == 1
    assert told().filter(person=advisor).count() == 1


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], Any]) -> None:
    """`happens` once, when the worker is about to set down what it computed."""
    real, done = life._step, []

    def stepped(row: Publication, step: int) -> bool:
        going = real(row, step)
        if step == 2 and not done:
            done.append(step)
            happens()
        return going

    monkeypatch.setattr(life, "_step", stepped)


def test_second_worker_that_ends_later_takes_everything_back(place, advisor, monkeypatch) -> None:
    row = asked(place, advisor)
    meanwhile(monkeypatch, lambda: tasks.publish(publication_id=row.pk))
    tasks.publish(publication_id=row.pk)
    assert fresh(row).state == State.DONE and published() == 1
    assert EvidenceNode.objects.values("publication_key").distinct().count() == 1
    assert AuditEntry.objects.filter(verb="observatory.diagnosis_published").count() == 1
    assert told().filter(person=advisor).count() == 1


def test_button_pressed_twice_leads_to_one_demand(place, advisor) -> None:
    first, again = asked(place, advisor), asked(place, advisor)
    assert again.pk == first.pk
    assert ProcrastinateJob.objects.filter(queue_name=jobs.PUBLICATIONS).count() == 1
    colleague = towns.advisor(place, "b@example.invalid")
    assert asked(place, colleague).pk != first.pk
    tasks.publish(publication_id=first.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded'")
    assert asked(place, advisor).pk != first.pk, "published, it may be asked for once more"


def test_nothing_known_is_refused_with_a_sentence_and_told(place, advisor) -> None:
    row = asked(place, advisor, dt.date(2001, 1, 1))
    tasks.publish(publication_id=row.pk)
    assert fresh(row).state == State.REFUSED
    assert "Aucun local" in fresh(row).sentence
    assert "la raison est sur sa page" in told().get(person=advisor).words
    assert published() == 0


def test_passing_trouble_is_tried_again_and_leaves_nothing(place, advisor, monkeypatch) -> None:
    row = asked(place, advisor)
    monkeypatch.setattr(life, "keep_paper", _gone)
    with pytest.raises(OperationalError):
        tasks.publish(publication_id=row.pk)
    assert fresh(row).state == State.WAITING and published() == 0
    assert not EvidenceNode.objects.exists() and not told().exists()
    monkeypatch.undo()
    tasks.publish(publication_id=row.pk)
    assert fresh(row).state == State.DONE and published() == 1


def _gone(*_: Any) -> None:
    raise OperationalError("server closed the connection")


def test_fault_of_ours_is_said_and_leaves_nothing(place, advisor, monkeypatch) -> None:
    row = asked(place, advisor)
    monkeypatch.setattr(life, "keep_paper", _wrong)
    with pytest.raises(ZeroDivisionError):
        tasks.publish(publication_id=row.pk)
    assert fresh(row).state == State.BROKEN and published() == 0
    assert "interrompue" in told().get(person=advisor).words


def _wrong(*_: Any) -> None:
    raise ZeroDivisionError


def test_stopped_worker_hands_it_back(place, advisor, monkeypatch) -> None:
    row = asked(place, advisor)
    monkeypatch.setattr(jobs, "check_stopping", _stop)
    with pytest.raises(jobs.HandedBack):
        tasks.publish(publication_id=row.pk)
    assert fresh(row).state == State.WAITING
    monkeypatch.undo()
    tasks.publish(publication_id=row.pk)
    assert fresh(row).state == State.DONE


def _stop() -> None:
    raise jobs.HandedBack


def test_given_up_for_good_it_says_so_once(place, advisor) -> None:
    row = asked(place, advisor)
    keys = {"publication_id": row.pk}
    lost = Job(
        id=7, queue="publications", task_name=life.PUBLISH, lock=None, queueing_lock=None,
        task_kwargs=keys, attempts=3,
    )  # fmt: skip
    for _time in range(2):
        jobs.failed_for_good(lost, "WorkerDied")
    assert fresh(row).state == State.BROKEN
    assert Message.objects.filter(person=advisor, subject="publications").count() == 1


def test_cancelled_while_it_waits_is_never_published(place, advisor) -> None:
    row = asked(place, advisor)
    assert writes.cancel_publication(row=row, by=advisor)
    tasks.publish(publication_id=row.pk)
    assert fresh(row).state == State.CANCELLED and published() == 0
    assert not told().exists(), "whoever cancelled knows"


def test_cancelled_while_it_is_made_is_not_published(place, advisor, monkeypatch) -> None:
    row = asked(place, advisor)
    meanwhile(monkeypatch, lambda: writes.cancel_publication(row=row, by=advisor))
    tasks.publish(publication_id=row.pk)
    assert fresh(row).state == State.CANCELLED and published() == 0
    assert not EvidenceNode.objects.exists() and not told().exists()


def test_published_it_cannot_be_cancelled_any_more(place, advisor) -> None:
    row = asked(place, advisor)
    tasks.publish(publication_id=row.pk)
    assert not writes.cancel_publication(row=row, by=advisor)
    assert not writes.ask_again(row=row, by=advisor)
    assert fresh(row).state == State.DONE


def test_what_ended_badly_is_asked_again(place, advisor) -> None:
    row = asked(place, advisor)
    writes.cancel_publication(row=row, by=advisor)
    assert writes.ask_again(row=fresh(row), by=advisor)
    tasks.publish(publication_id=row.pk)
    assert fresh(row).state == State.DONE
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"observatory.publication_cancelled", "observatory.publication_retried"} <= verbs


def test_published_for_the_body_it_was_asked_for(place, advisor) -> None:
    with audit.acting_for("body-1"):
        row = asked(place, advisor)
    tasks.publish(publication_id=row.pk)
    entry = AuditEntry.objects.get(verb="observatory.diagnosis_published")
    assert entry.body_key == "body-1"


def test_source_withdrawn_meanwhile_makes_it_compute_again(place, advisor) -> None:
    perimeter = territory.perimeter(place)
    prepared = prepare(town=place, perimeter=perimeter, on=towns.FIRST)
    territory_writes.remove_source(source=place.sources.get(), by=advisor, reason="Retiré")
    with pytest.raises(MovedError):
        set_down(prepared, by=advisor)
    assert published() == 0


def test_standing_tells_who_comes(place, advisor) -> None:
    row = asked(place, advisor)
    assert "conservée" in str(reads.publication_standing(row).doubt), "no worker is awake"
    alive = worker()
    assert reads.publication_standing(row).doubt == ""
    begun(row, worker(silent=600))
    assert "reprend d’elle-même" in str(reads.publication_standing(fresh(row)).doubt)
    begun(row, alive)
    assert reads.publication_standing(fresh(row)).doubt == ""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    assert reads.publication_standing(fresh(row)).state == State.BROKEN


def address(name: str, place: Town, *args: Any) -> str:
    return reverse(name, args=[place.slug, *args])


def test_page_follows_the_publication_to_its_diagnosis(client, place, advisor) -> None:
    client.force_login(advisor)
    form = {"perimeter": "centre-ville", "on": towns.FIRST.isoformat()}
    answer = client.post(address("publish_diagnosis", place), form)
    row = Publication.objects.of(place).get()
    assert answer["Location"] == address("publication", place, row.pk)
    page = client.get(answer["Location"]).content.decode()
    assert "Votre demande attend son tour" in page and 'http-equiv="refresh"' in page
    assert "Les travaux sont arrêtés sur ce serveur" in page
    listed = client.get(address("diagnoses", place)).content.decode()
    assert answer["Location"] in listed
    begun(row, worker())
    page = client.get(answer["Location"]).content.decode()
    assert "Diagnostic en cours de publication" in page and "Étape 1" in page
    part = client.get(answer["Location"], headers={"HX-Request": "true"})
    assert "HX-Refresh" not in part and "Étape 1" in part.content.decode()
    tasks.publish(publication_id=row.pk)
    assert client.get(answer["Location"], headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert client.get(answer["Location"])["Location"] == address("diagnosis", place, 1)
    assert answer["Location"] not in client.get(address("diagnoses", place)).content.decode()


def test_page_stops_and_begins_again(client, place, advisor) -> None:
    client.force_login(advisor)
    row = asked(place, advisor)
    client.post(address("publication_cancel", place, row.pk))
    page = client.get(address("publication", place, row.pk)).content.decode()
    assert "rien n’a été publié" in page and "Relancer la publication" in page
    assert 'http-equiv="refresh"' not in page
    client.post(address("publication_retry", place, row.pk))
    assert fresh(row).state == State.WAITING
    assert ProcrastinateJob.objects.filter(queue_name=jobs.PUBLICATIONS).count() == 2


def test_demand_of_a_town_is_its_own(client, place, advisor) -> None:
    row = asked(place, advisor)
    other = towns.town("Vieux-Moulin", "00043")
    client.force_login(towns.advisor(other, "b@example.invalid"))
    assert client.get(address("publication", other, row.pk)).status_code == 404
    assert client.get(address("publication", place, row.pk)).status_code == 403
    assert client.post(address("publication_cancel", place, row.pk)).status_code == 403
    assert fresh(row).state == State.WAITING
