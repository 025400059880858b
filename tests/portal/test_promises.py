"""Nothing is promised that is never sent: each sentence of each subject, by the act that sends it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from procrastinate.jobs import Job

from beffroi.accounts import tasks
from beffroi.accounts import writes as accounts
from beffroi.accounts.models import Message, Person
from beffroi.accounts.rules import roles
from beffroi.accounts.rules.subjects import subjects
from beffroi.accounts.writes.people import EmailChange
from beffroi.observatory import writes as observatory
from beffroi.observatory.models import AlertRule, Diagnosis, Publication
from beffroi.observatory.tasks import judge_alerts
from beffroi.observatory.writes import restitutions
from beffroi.portal import telling, withdrawing
from beffroi.portal.imports import queue_file, runner
from beffroi.territory import handover, reads, writes
from beffroi.territory.models import ImportRun, Source, Town
from tests.observatory import towns
from tests.signing.test_second_factor import install

from . import deadlines, field, people
from .osm_files import write_shops
from .people import days, person, today

pytestmark = pytest.mark.django_db
PASSWORD, OTHER = "une phrase de passe longue", "la place du marché à l’aube"


def inside(someone: Person) -> Client:
    """Somebody who entered a moment ago, and gave the password again."""
    client = Client()
    client.post("/connexion/", {"login": someone.email, "password": PASSWORD})
    client.post("/mon-compte/confirmer/", {"password": PASSWORD})
    return client


def new_device(_folder: Path) -> None:
    someone = person("Odile")
    inside(someone)
    inside(someone)


def factors(_folder: Path) -> None:
    client = inside(person("Odile"))
    install(client)
    client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))


def password(_folder: Path) -> None:
    asked = {"oldpassword": PASSWORD, "password1": OTHER}
    inside(person("Odile")).post("/mon-compte/mot-de-passe/", asked)


def address(_folder: Path) -> None:
    accounts.change_email(change=EmailChange(person("Odile"), "o@example.invalid"))


def role_of_a_day(_folder: Path) -> None:
    """Given, lent, prolonged, to end, ended: by somebody else."""
    place, giver, zoe = people.town(), person("Dana"), person("Zoé")
    people.holds(giver, roles.BODY_ADMIN, place)
    row = people.holds(zoe, roles.MANAGER, place, by=giver, end=days(90))
    writes.delegate(assignment=row, to=person("Helga"), start=today(), until=days(9), by=zoe)
    writes.extend_role(assignment=row, until=days(200), today=today(), by=giver)
    writes.end_role(assignment=row, on=days(30), by=giver)
    writes.end_role(assignment=row, on=today(), by=giver)


def role_that_ends(_folder: Path) -> None:
    """By its own date: a week before, and on its last day."""
    place, giver, zoe = people.town(), person("Dana"), person("Zoé")
    people.holds(giver, roles.BODY_ADMIN, place)
    people.holds(zoe, roles.MANAGER, place, end=days(8))
    for day in (days(0), days(7)):
        writes.tell_endings(on=day)


def leaving(_folder: Path) -> None:
    place, giver, gone, zoe = people.town(), person("Dana"), person("Sacha"), person("Zoé")
    people.holds(giver, roles.BODY_ADMIN, place)
    people.holds(gone, roles.MANAGER, place)
    handover.hand_over(person=gone, on=days(1), choice=handover.Choice(zoe, {}), by=giver)


def brought(folder: Path, text: str = "") -> ImportRun:
    place, ana = people.town(), person("Ana")
    people.holds(ana, roles.MANAGER, place)
    path = write_shops(folder / "a.osm")
    if text:
        path.write_text(text)
    return queue_file(town=place, path=path, by=ana)


def read_file(folder: Path, text: str = "") -> None:
    runner.run_import(brought(folder, text))


def broken(folder: Path) -> None:
    failed(folder, brought(folder))


def failed(_folder: Path, run: ImportRun | None = None) -> None:
    people.administrator()
    job = Job(
        id=1, queue="imports", lock=None, queueing_lock=None, task_name=telling.READ_FILE,
        task_kwargs={"run_id": run.pk if run else 0},
    )  # fmt: skip
    telling.tell_failure(job, "le disque est plein")


def diagnosis() -> tuple[Town, Person, Person]:
    place = towns.town()
    towns.mapped(place, vacant=5, total=45)
    writer, colleague = towns.advisor(place), person("Zoé")
    people.holds(colleague, roles.MANAGER, place)
    asked = {"town": place, "perimeter": reads.perimeter(place), "on": towns.FIRST}
    observatory.publish_diagnosis(**asked, by=writer)
    return place, writer, colleague


def asked_for(on: dt.date) -> Publication:
    place = towns.town()
    towns.mapped(place, vacant=5, total=45)
    perimeter = reads.perimeter(place)
    by = towns.advisor(place)
    return observatory.ask_publication(town=place, perimeter=perimeter, on=on, by=by)[0]


def made(_folder: Path) -> None:
    observatory.run_publication(asked_for(towns.FIRST))


def nothing_to_say(_folder: Path) -> None:
    observatory.run_publication(asked_for(dt.date(1999, 1, 1)))


def stopped(_folder: Path) -> None:
    observatory.end_publication(asked_for(towns.FIRST), Publication.State.BROKEN)


def published(_folder: Path) -> None:
    diagnosis()


def withdrawn(_folder: Path) -> None:
    place, _writer, colleague = diagnosis()
    source = Source.objects.of(place).earliest("pk")
    withdrawing.withdraw(source=source, by=colleague, reason="mauvaise ville")


def rang(_folder: Path) -> None:
    """A first round, then one that sees twice as many empty doors."""
    place = towns.town()
    towns.surveyed(place, vacant=4, total=60, on=towns.FIRST)
    towns.surveyed(place, vacant=10, total=60, on=towns.SECOND)
    towns.advisor(place)
    judge_alerts(0)


def lifted(folder: Path) -> None:
    rang(folder)
    rule = AlertRule.objects.across_towns().get()
    rule.threshold, rule.lift_below = 30, 20
    observatory.change_rule(rule=rule, by=person("Zoé"))


def answer_promised(_folder: Path) -> None:
    """At a restitution, an answer was promised for a day: recalled before it, then after."""
    place, writer, _colleague = diagnosis()
    row = Diagnosis.objects.of(place).get()
    due = days(30)
    meeting = restitutions.hold_meeting(
        diagnosis=row, by=writer, held_on=towns.FIRST, place="Salle fictive", invited=["residents"],
        present=12, summary="",
    )  # fmt: skip
    restitutions.ask(
        restitution=meeting, asked_by="owners", text="Qui paie ?", due_on=due, by=writer
    )
    for late in (-7, 1):
        restitutions.remind_answers(on=due + dt.timedelta(days=late))


ACTS: dict[tuple[str, str], Callable[[Any], None]] = {
    ("security", "new_device"): new_device,
    ("security", "factor_added"): factors,
    ("security", "factor_removed"): factors,
    ("security", "codes_renewed"): factors,
    ("security", "password_changed"): password,
    ("security", "address_changed"): address,
    ("roles", "given"): role_of_a_day,
    ("roles", "delegated"): role_of_a_day,
    ("roles", "redated"): role_of_a_day,
    ("roles", "ending"): role_of_a_day,
    ("roles", "ended"): role_of_a_day,
    ("roles", "last_day"): role_that_ends,
    ("roles", "other_ending"): role_that_ends,
    ("roles", "other_last_day"): role_that_ends,
    ("roles", "handed_over"): leaving,
    ("imports", "done"): read_file,
    ("imports", "refused"): lambda folder: read_file(folder, "<osm"),
    ("imports", "broken"): broken,
    ("jobs", "failed"): failed,
    ("alerts", "rung"): rang,
    ("alerts", "lifted"): lifted,
    ("diagnoses", "published"): published,
    ("publications", "done"): made,
    ("publications", "refused"): nothing_to_say,
    ("publications", "broken"): stopped,
    ("redo", "source_withdrawn"): withdrawn,
    ("restitutions", "soon"): answer_promised,
    ("restitutions", "due"): answer_promised,
    **deadlines.ACTS,
    **field.ACTS,
}


def test_every_sentence_has_an_act_that_sends_it() -> None:
    promised = {(one.key, sentence) for one in subjects() for sentence in one.sentences}
    assert promised == set(ACTS)


@pytest.mark.parametrize("promise", sorted(ACTS), ids="/".join)
def test_promise_is_kept_in_both_languages(
    promise: tuple[str, str],
    tmp_path: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(tasks, "send_soon", int)  # a second asking would end this transaction
    settings.DEMO, settings.MEDIA_ROOT = False, tmp_path
    settings.SECOND_FACTOR_ROLES = frozenset()
    with django_capture_on_commit_callbacks(execute=True):
        ACTS[promise](tmp_path)
    subject, sentence = promise
    message = Message.objects.filter(subject=subject, sentence=sentence).latest("pk")
    french = message.words
    assert french and "%(" not in french
    with translation.override("en"):
        assert message.words not in ("", french)
    if message.url:
        client = Client()
        client.force_login(message.person)
        assert client.get(message.url).status_code == 200, message.url
