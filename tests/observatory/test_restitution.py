"""A diagnosis closes with a meeting: its questions are kept, answered, recalled, public when decided."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from beffroi.accounts.models import Message, Person
from beffroi.accounts.rules import roles
from beffroi.observatory import tasks, writes
from beffroi.observatory.models import Diagnosis, Restitution, RestitutionQuestion
from beffroi.observatory.rules.restitution import ASKED_BY, INVITED, TOLD_FOR, Who, step
from beffroi.observatory.writes import restitutions
from beffroi.territory import reads as territory
from beffroi.territory import writes as territory_writes
from beffroi.territory.models import Town

from . import towns
from .stocks import plain as said

DAY = dt.date(2025, 9, 15)
HELD = dt.date(2025, 6, 20)
MEETING = {
    "held_on": HELD, "place": "Salle du Pressoir", "invited": ["merchants", "residents"],
    "present": 41, "summary": "Lu à voix haute.",
}  # fmt: skip
RENT = "Qui paie les travaux de devanture ?"


def plain(text: Any) -> str:
    """With ordinary spaces."""
    return said(text).replace("\u00a0", " ")


@pytest.fixture
def place() -> Town:
    made = towns.town()
    towns.surveyed(made, vacant=3, total=45, on=towns.FIRST)
    made.refresh_from_db()
    return made


@pytest.fixture
def by(place: Town) -> Person:
    found: Person = towns.advisor(place)
    return found


@pytest.fixture
def row(place: Town, by: Person) -> Diagnosis:
    centre = territory.perimeter(place)
    assert centre is not None
    return writes.publish_diagnosis(town=place, perimeter=centre, on=towns.FIRST, by=by)


@pytest.fixture
def held(row: Diagnosis, by: Person) -> Restitution:
    """Two questions: one answered at the meeting, one promised."""
    made = restitutions.hold_meeting(diagnosis=row, by=by, **MEETING)
    restitutions.ask(
        restitution=made, asked_by="residents", text="Et le pain ?", answer="Le lundi aussi.", by=by
    )
    restitutions.ask(restitution=made, asked_by="owners", text=RENT, due_on=DAY, by=by)
    return made


def client_of(person: Any) -> Client:
    made = Client()
    made.force_login(person)
    return made


@given(st.integers(-400, 400))
def test_reminders_have_steps_and_end(days: int) -> None:
    found = step(DAY, DAY + dt.timedelta(days=days))
    if days < -7 or days > TOLD_FOR:
        assert found == ""
    elif days < 0:
        assert found == "soon"
    elif days < 7:
        assert found == "due"
    else:
        assert found == f"late-{days // 7}"


def test_each_kind_of_people_may_be_invited_and_ask() -> None:
    assert set(INVITED) == set(ASKED_BY) == set(Who)


@pytest.mark.django_db
@pytest.mark.system("000-10")
def test_restitution_meeting_keeps_its_questions_and_answers(place, by, row) -> None:
    advisor = client_of(by)
    args = [place.slug, row.number]
    keep, public = reverse("restitution_keep", args=args), reverse("restitution", args=args)
    assert advisor.get(keep).status_code == 200
    assert advisor.post(keep, {**MEETING, "place": ""}).status_code == 422
    assert advisor.post(keep, {**MEETING, "held_on": HELD.isoformat()}).status_code == 302
    ask = reverse("restitution_ask", args=args)
    refused = advisor.post(ask, {"asked_by": "owners", "text": RENT})
    assert refused.status_code == 422 and "le jour promis" in plain(refused.content.decode())
    advisor.post(
        ask, {"asked_by": "residents", "text": "Et le pain ?", "answer": "Le lundi aussi."}
    )
    advisor.post(ask, {"asked_by": "owners", "text": RENT, "due_on": DAY.isoformat()})
    text = plain(advisor.get(keep).content.decode())
    assert "2 questions posées" in text and "1 attend sa réponse" in text
    assert "Réponse promise pour le 15 septembre 2025" in text
    assert Client().get(public).status_code == 404
    assert advisor.post(reverse("restitution_show", args=args)).status_code == 302
    shown = plain(Client().get(public).content.decode())
    for word in (
        "Salle du Pressoir",
        "les commerçants, les habitants",
        "Et le pain ?",
        "Le lundi aussi.",
        RENT,
        "un propriétaire",
    ):
        assert word in shown
    assert "odile" not in shown.lower(), "who noted and answered is not told"
    answering = reverse("restitution_answer", args=[*args, 2])
    assert (
        advisor.post(answering, {"text": "La ville, à moitié.", "on": "2099-01-01"}).status_code
        == 422
    )
    assert (
        advisor.post(answering, {"text": "La ville, à moitié.", "on": DAY.isoformat()}).status_code
        == 302
    )
    shown = plain(Client().get(public).content.decode())
    assert "La ville, à moitié." in shown and "toutes ont leur réponse" in shown
    diagnosis = plain(Client().get(reverse("diagnosis", args=args)).content.decode())
    assert public in diagnosis and "Salle du Pressoir" in diagnosis
    assert RestitutionQuestion.objects.of(place).get(number=2).due_on == DAY, (
        "what was promised stays"
    )


@pytest.mark.django_db
def test_paper_is_for_the_team_until_it_is_public(place, by, row, held) -> None:
    pdf = reverse("restitution_pdf", args=[place.slug, row.number])
    assert Client().get(pdf).status_code == 404
    answer = client_of(by).get(pdf)
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
    restitutions.show(restitution=held, public=True, by=by)
    assert Client().get(pdf).content.startswith(b"%PDF")
    held.refresh_from_db()
    restitutions.show(restitution=held, public=False, by=by)
    assert Client().get(pdf).status_code == 404


@pytest.mark.django_db
def test_promised_answer_is_recalled_once_a_step_until_it_is_given(place, by, row, held) -> None:
    elected = towns.person("elu@saint-vire.example")
    territory_writes.give_role(
        person=elected, town=place, role=roles.ELECTED, start=dt.date(2020, 1, 1), by=None
    )

    def told() -> list[str]:
        rows = Message.objects.filter(subject="restitutions").order_by("pk")
        assert {one.person_id for one in rows} <= {by.pk}, "those who may answer"
        return [one.sentence for one in rows]

    def pass_over(days: int) -> None:
        for _twice in range(2):
            restitutions.remind_answers(on=DAY + dt.timedelta(days=days))

    pass_over(-8)
    assert told() == []
    pass_over(-7)
    pass_over(-3)
    assert told() == ["soon"]
    pass_over(0)
    pass_over(8)
    assert told() == ["soon", "due", "due"]
    message = Message.objects.filter(subject="restitutions").last()
    assert message.url == reverse("restitution_keep", args=[place.slug, row.number])
    assert "15 septembre 2025" in plain(message.words)
    question = held.questions.get(number=2)
    restitutions.answer(question=question, text="La ville, à moitié.", on=DAY, by=by)
    pass_over(16)
    assert len(told()) == 3
    tasks.recall_answers(0)


@pytest.mark.django_db
def test_question_has_an_answer_or_a_day(held, by) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        restitutions.ask(restitution=held, asked_by="press", text="Quand ?", by=by)


@pytest.mark.django_db
def test_stranger_and_member_elsewhere_keep_nothing(place, by, row, held) -> None:
    args = [place.slug, row.number]
    pages = [reverse("restitution_keep", args=args), reverse("restitution_answer", args=[*args, 2])]
    elsewhere = towns.advisor(towns.town("Vieux-Moulin", "00043"), "x@example.invalid")
    for address in pages:
        assert Client().get(address).status_code == 302
        for person in (elsewhere, towns.person(f"s{len(address)}@example.invalid")):
            assert client_of(person).get(address).status_code == 403
    page = reverse("diagnosis", args=args)
    assert "Salle du Pressoir" not in Client().get(page).content.decode()
    assert pages[0] not in Client().get(page).content.decode()
