"""A diagnosis being written: begun from the one before, finding by finding, then published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.observatory import reads, tasks, writes
from beffroi.observatory.forms.studies import NextDayForm, QuestionForm
from beffroi.observatory.models import Study
from beffroi.observatory.reads import studies
from beffroi.observatory.rules.findings_told import title
from beffroi.observatory.views.diagnoses import crumbs_of, list_context, publish_form
from beffroi.observatory.writes import studies as written
from beffroi.observatory.writes.diagnoses import NothingToSayError
from beffroi.observatory.writes.studies import StudyClosedError
from beffroi.territory import reads as territory
from beffroi.territory.models import Town


@acting("publish", "diagnosis")
@require_http_methods(["GET", "POST"])
def study_next(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Begin the next of a diagnosis: which day?"""
    before = reads.diagnosis_or_404(territory.town_or_404(town), number)
    sent = request.POST if request.method == "POST" else None
    form = NextDayForm(sent, days=studies.next_days(before))
    if sent is not None and form.is_valid():
        found = written.begin_study(
            town=before.town, perimeter=before.perimeter, on=form.cleaned_data["on"],
            previous=before, by=request.user,
        )  # fmt: skip
        return redirect("study", before.town.slug, found.pk)
    context = {
        "town": before.town,
        "row": before,
        "form": form,
        "crumbs": steps_of(before.town, (_("Diagnostic suivant"), "")),
    }
    return render(request, "observatory/study_next.html", context, status=422 if sent else 200)


@acting("publish", "diagnosis")
@require_POST
def study_new(request: SignedRequest, town: str) -> HttpResponse:
    """Begin a diagnosis that follows none: where and as of which day."""
    place = territory.town_or_404(town)
    form = publish_form(place, request.POST)
    if not form.is_valid():
        context = list_context(place, form)
        return render(request, "observatory/diagnoses.html", context, status=422)
    asked = form.cleaned_data
    try:
        found = written.begin_study(
            town=place, perimeter=asked["perimeter"], on=asked["on"], by=request.user
        )
    except NothingToSayError as refusal:
        messages.error(request, refusal.sentence)
        return redirect("diagnoses", place.slug)
    return redirect("study", place.slug, found.pk)


def steps_of(town: Town, *steps: tuple[str, str]) -> list[dict[str, str]]:
    """The way to a page of diagnoses."""
    return crumbs_of(town, (_("Diagnostics"), reverse("diagnoses", args=[town.slug])), *steps)


def study_of(town: str, number: int) -> Study:
    """The study a path names."""
    return studies.study_or_404(territory.town_or_404(town), number)


@acting("publish", "diagnosis")
@require_GET
def study(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """What is written so far: each finding then and now, what moved, what is proposed."""
    row = study_of(town, number)
    told = studies.written_of(row)
    findings = studies.drawn(row, told)
    context: dict[str, Any] = {
        "town": row.town,
        "row": row,
        "title": title(findings, told.previous),
        "findings": findings,
        "left": [one for one in studies.findings_of(row) if one.is_left],
        "question": QuestionForm(initial={"question": row.question}),
        "behind": row.data_version != row.town.data_version,
        "crumbs": steps_of(row.town, (_("En préparation"), "")),
    }
    return render(request, "observatory/study.html", context)


@acting("publish", "diagnosis")
@require_POST
def study_question(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Keep what the study wants to know."""
    row = study_of(town, number)
    form = QuestionForm(request.POST)
    if form.is_valid():
        try:
            asked = form.cleaned_data["question"]
            written.ask_question(study=row, question=asked, by=request.user)
        except StudyClosedError as refusal:
            messages.error(request, str(refusal))
    return redirect("study", row.town.slug, row.pk)


@acting("publish", "diagnosis")
@require_POST
def study_count(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Count the figures again on the data of now."""
    row = study_of(town, number)
    try:
        written.check_open(row)
        written.count_again(row)
        messages.success(request, _("Les chiffres sont recomptés."))
    except (StudyClosedError, NothingToSayError) as refusal:
        messages.error(request, str(refusal))
    return redirect("study", row.town.slug, row.pk)


@acting("publish", "diagnosis")
@require_POST
def study_publish(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Ask for the diagnosis with these findings; a worker makes it."""
    row = study_of(town, number)
    try:
        written.check_open(row)
    except StudyClosedError as refusal:
        messages.error(request, str(refusal))
        return redirect("study", row.town.slug, row.pk)
    with transaction.atomic():
        asked, new = writes.ask_publication(
            town=row.town, perimeter=row.perimeter, on=row.true_on, by=request.user, study=row
        )
        if new:
            tasks.start(asked)
    return redirect("publication", row.town.slug, asked.pk)


@acting("publish", "diagnosis")
@require_POST
def study_drop(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Give it up: nothing of it was published."""
    row = study_of(town, number)
    try:
        written.drop_study(study=row, by=request.user)
    except StudyClosedError as refusal:
        messages.error(request, str(refusal))
        return redirect("study", row.town.slug, row.pk)
    messages.success(request, _("La préparation est abandonnée ; rien n’en était publié."))
    return redirect("diagnoses", row.town.slug)
