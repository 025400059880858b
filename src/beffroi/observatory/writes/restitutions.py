"""The restitution of a diagnosis: held, its questions kept, answered, recalled until they are."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.accounts.writes import tell
from beffroi.kernel import audit
from beffroi.observatory import policies
from beffroi.observatory.models import Diagnosis, Restitution, RestitutionQuestion
from beffroi.observatory.reads.restitutions import unanswered_due
from beffroi.observatory.rules.restitution import step
from beffroi.observatory.subjects import RESTITUTIONS
from beffroi.territory import reads as territory
from beffroi.territory.models import Town


@transaction.atomic
def hold_meeting(*, diagnosis: Diagnosis, by: Person, **facts: Any) -> Restitution:
    """Note the meeting of a diagnosis, or put right what was noted.

    `facts`: held_on, place, invited (kinds), present, summary.
    """
    row, new = Restitution.objects.across_towns().update_or_create(
        diagnosis=diagnosis, defaults=facts,
        create_defaults={**facts, "noted_by": by.key, "is_simulated": diagnosis.town.is_fictional},
    )  # fmt: skip
    if new:
        audit.record("observatory.restitution_noted", by=by, **_named(row, diagnosis))
    else:
        audit.record("observatory.restitution_changed", by=by, **_named(row, diagnosis))
    return row


@transaction.atomic
def ask(
    *, restitution: Restitution, asked_by: str, text: str, by: Person, answer: str = "",
    due_on: dt.date | None = None,
) -> RestitutionQuestion:  # fmt: skip
    """Keep a question; answered at the meeting itself, or by the day promised."""
    rows = Restitution.objects.across_towns().select_for_update(of=("self",))
    row = rows.select_related("diagnosis__town").get(pk=restitution.pk)
    last = row.questions.aggregate(last=Max("number"))["last"]
    made: RestitutionQuestion = RestitutionQuestion.objects.create(
        restitution=row, number=(last or 0) + 1, asked_by=asked_by, text=text, noted_by=by.key,
        due_on=None if answer else due_on, answer=answer,
        answered_on=row.held_on if answer else None, answered_by=by.key if answer else "",
    )  # fmt: skip
    named = _named(row, row.diagnosis)
    audit.record("observatory.restitution_asked", by=by, **named, question=made.number)
    return made


@transaction.atomic
def answer(
    *, question: RestitutionQuestion, text: str, on: dt.date, by: Person
) -> RestitutionQuestion:
    """Answer a question, or say the answer better; the day promised stays known."""
    rows = RestitutionQuestion.objects.across_towns().select_for_update(of=("self",))
    row: RestitutionQuestion = rows.get(pk=question.pk)
    row.answer, row.answered_on, row.answered_by = text, on, by.key
    row.save(update_fields=["answer", "answered_on", "answered_by"])
    held = question.restitution
    named = _named(held, held.diagnosis)
    audit.record("observatory.restitution_answered", by=by, **named, question=row.number)
    return row


@transaction.atomic
def show(*, restitution: Restitution, public: bool, by: Person) -> None:
    """Let anybody read the meeting, or keep it to the team again."""
    rows = Restitution.objects.across_towns().filter(pk=restitution.pk)
    now = timezone.now() if public else None
    rows.update(published_at=now, published_by=by.key if public else "")
    named = _named(restitution, restitution.diagnosis)
    if public:
        audit.record("observatory.restitution_shown", by=by, **named)
    else:
        audit.record("observatory.restitution_hidden", by=by, **named)


def _named(row: Restitution, diagnosis: Diagnosis) -> dict[str, Any]:
    return {"town": diagnosis.town.insee_code, "on": row.key, "number": diagnosis.number}


def remind_answers(*, on: dt.date, zone: ZoneInfo | None = None) -> int:
    """Recall the answers promised: how many messages. A second run tells nothing more."""
    told, readers = 0, {}
    for row in unanswered_due(on):
        town = row.restitution.diagnosis.town
        if not territory.keeps(zone, town) or row.due_on is None:
            continue
        reached = step(row.due_on, on)
        if not reached:
            continue
        if town.pk not in readers:
            readers[town.pk] = _readers(town, on)
        told += _recall(row, reached, readers[town.pk])
    return told


def _readers(town: Town, on: dt.date) -> list[Person]:
    """Those who may answer in the name of the town."""
    return [one for one in territory.team_of(town, on) if policies.can_publish(one, town, on)]


def _recall(row: RestitutionQuestion, reached: str, readers: list[Person]) -> int:
    diagnosis = row.restitution.diagnosis
    return tell(
        readers,
        RESTITUTIONS,
        sentence="soon" if reached == "soon" else "due",
        params={"question": row.number, "number": diagnosis.number, "due": row.due_on},
        url=reverse("restitution_keep", args=[diagnosis.town.slug, diagnosis.number]),
        town_key=diagnosis.town.insee_code,
        object_key=row.restitution.key,
        once=f"{row.restitution.key}/{row.number}/{row.due_on}/{reached}",
    )
