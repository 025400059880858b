"""Restitutions: the meeting of a diagnosis, and questions that wait for their answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from beffroi.observatory.models import Diagnosis, Restitution, RestitutionQuestion
from beffroi.observatory.rules.restitution import INVITED, SOON, TOLD_FOR, Who
from beffroi.ui.paper import as_set


def restitution_of(diagnosis: Diagnosis) -> Restitution | None:
    """The meeting of a diagnosis, with its questions; None before there is one."""
    rows = Restitution.objects.of(diagnosis.town).filter(diagnosis=diagnosis)
    found: Restitution | None = rows.prefetch_related("questions").first()
    return found


def public_or_404(diagnosis: Diagnosis) -> Restitution:
    """The meeting of a diagnosis once it was decided that anybody reads it."""
    found = restitution_of(diagnosis)
    if found is None or not found.is_public:
        raise Http404
    return found


def question_or_404(diagnosis: Diagnosis, number: int) -> RestitutionQuestion:
    """One question of the meeting of a diagnosis."""
    rows = RestitutionQuestion.objects.of(diagnosis.town).select_related(
        "restitution__diagnosis__town"
    )
    return get_object_or_404(rows, restitution__diagnosis=diagnosis, number=number)


def invited_to(row: Restitution) -> list[str]:
    """Who was invited, in words."""
    return [str(INVITED[Who(word)]) for word in row.invited if word in set(Who)]


def unanswered_due(on: dt.date) -> QuerySet[RestitutionQuestion]:
    """Questions without answer whose promised day is near, or past but not for long."""
    rows: QuerySet[RestitutionQuestion] = RestitutionQuestion.objects.across_towns().filter(
        answer="",
        due_on__range=(on - dt.timedelta(days=TOLD_FOR), on + dt.timedelta(days=SOON)),
    )
    told = rows.select_related("restitution__diagnosis__town")
    return told.defer("restitution__diagnosis__content").order_by("pk")


def for_paper(row: Restitution, words: dict[str, Any], language: str) -> dict[str, Any]:
    """The data of the template `restitution`, its typography set."""
    diagnosis = row.diagnosis
    town = diagnosis.town
    data = {
        "language": language[:2],
        "town": town.name,
        "simulated": town.is_fictional or row.is_simulated,
        "held_on": {"date": row.held_on.isoformat()},
        "place": row.place,
        "invited": ", ".join(invited_to(row)),
        "present": str(row.present) if row.present is not None else "",
        "summary": [line for line in row.summary.splitlines() if line.strip()],
        "questions": [_question(one) for one in row.questions.all()],
        "words": words,
    }
    return dict(as_set(data, language))


def _question(one: RestitutionQuestion) -> dict[str, Any]:
    day = one.answered_on or one.due_on
    return {
        "n": one.number,
        "asked_by": str(one.get_asked_by_display()),
        "text": one.text,
        "answer": one.answer,
        "day": {"date": day.isoformat()} if day else "",
    }
