"""A survey file between its reading and its storing: columns, codes, what it would change."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.portal import receiving
from beffroi.portal.policies import can_import
from beffroi.portal.surveys import codes, columns
from beffroi.portal.surveys.finding import waiting
from beffroi.premises import reads as premises
from beffroi.premises import writes
from beffroi.premises.models import SurveyFile
from beffroi.premises.reads.meanings import offered
from beffroi.sources.arriving import under_its_name
from beffroi.sources.records import UnreadableSource
from beffroi.sources.survey.nomenclature import nomenclature_in
from beffroi.territory import writes as runs
from beffroi.territory.models import ImportRun, Town

STATE, STEP = ImportRun.State, SurveyFile.Step
MOST_COPIED = 40  # towns of a body whose decisions on the same producer are looked up


def _shown(request: SignedRequest, survey: SurveyFile, template: str, **more: Any) -> HttpResponse:
    run = survey.run
    crumbs = [
        {"label": run.town.name, "href": reverse("town", args=[run.town.slug])},
        {"label": _("Données"), "href": reverse("data", args=[run.town.slug])},
        {"label": run.file_name, "href": ""},
    ]
    context = {"town": run.town, "run": run, "survey": survey, "crumbs": crumbs,
               "stored": run.state == STATE.DONE} | more  # fmt: skip
    status = more.pop("status", 200)
    return render(request, f"portal/surveys/{template}.html", context, status=status)


@transaction.atomic
def _go_on(request: SignedRequest, survey: SurveyFile, step: str) -> HttpResponse:
    """Ask for the next reading; its progress is the import's page."""
    if not survey.run.stored_as:
        messages.error(request, _("Ce fichier n’est plus conservé ici : déposez-le de nouveau."))
        return redirect("data", survey.run.town.slug)
    writes.note_survey(survey=survey, asked=step)
    if runs.go_on(run=survey.run, by=request.user):
        receiving.start(survey.run)
    return redirect("import_run", survey.run.town.slug, survey.run_id)


@acting("write", "sources")
@require_http_methods(["GET", "POST"])
def survey_columns(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Which column says what?"""
    survey = waiting(town, number)
    if survey is None or not survey.looked:
        return redirect("import_run", town, number)
    if request.method != "POST":
        return _shown(request, survey, "columns", **columns.columns_page(survey))
    mapping = columns.chosen(survey, request.POST)
    producer = " ".join(request.POST.get("producer", "").split())[: columns.MOST_NAME]
    faults = columns.missing(mapping, producer)
    survey.mapping = mapping.as_data()
    if faults:
        return _shown(
            request, survey, "columns", status=422, **columns.columns_page(survey, faults)
        )
    _keep(request, survey, producer)
    if columns.needs_reading(survey, mapping):
        return _go_on(request, survey, STEP.LOOK)
    return redirect("import_survey_codes", town, number)


@transaction.atomic
def _keep(request: SignedRequest, survey: SurveyFile, producer: str) -> None:
    """Remember the producer and what was chosen."""
    held = writes.keep_format(
        town=survey.run.town, producer=producer, by=request.user,
        licence=request.POST.get("licence", "").strip()[: columns.MOST_NAME],
        fingerprint=survey.looked["fingerprint"], mapping=survey.mapping,
    )  # fmt: skip
    choices = survey.choices | {"coverage": _share(request.POST.get("coverage", ""))}
    writes.note_survey(survey=survey, format=held, mapping=survey.mapping, choices=choices)


def _share(text: str) -> str:
    """A share of the doors, "" when nobody knows."""
    try:
        share = Decimal(text)
    except InvalidOperation:
        return ""
    return str(share) if share.is_finite() and 0 < share <= 1 else ""


@acting("write", "sources")
@require_http_methods(["GET", "POST"])
def survey_codes(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """What does each code mean?"""
    survey = waiting(town, number)
    if survey is None or survey.format is None:
        return redirect("import_run", town, number)
    if request.FILES.get("nomenclature"):
        _learn(request, survey)
        return redirect("import_survey_codes", town, number)
    sent = request.POST if request.method == "POST" else None
    meanings = codes.meanings_sent(survey, sent) if sent is not None else None
    if meanings is not None:
        writes.decide_codes(
            format=survey.format, meanings=meanings, labels=codes.labels_in(survey), by=request.user
        )
        return _go_on(request, survey, STEP.SHOW)
    lines = codes.lines_of(survey, _towns(request, survey.format.producer, survey.run.town), sent)
    return _shown(
        request, survey, "codes", lines=lines, offered=list(dict.fromkeys(offered().values())),
        open=sum(not line.written for line in lines), refused=sum(line.refused for line in lines),
        status=422 if sent is not None else 200,
    )  # fmt: skip


def _towns(request: SignedRequest, producer: str, but: Town) -> list[Town]:
    """Other towns where this person brings files too: what was decided there may be taken over."""
    towns = premises.towns_of_producer(producer)[:MOST_COPIED]
    return [one for one in towns if one != but and can_import(request.user, one)]


def _learn(request: SignedRequest, survey: SurveyFile) -> None:
    """Take the labels of a producer's nomenclature; what was decided stays."""
    file = request.FILES["nomenclature"]
    if survey.format is None or isinstance(file, list):
        return
    try:
        with under_its_name(file) as path:
            labels = nomenclature_in(path)
    except UnreadableSource as refusal:
        messages.error(request, refusal.sentence)
        return
    decided = premises.meanings_of(survey.format)
    used = {one["code"] for one in survey.looked["words"]}
    meanings = {code: decided.get(code, "") for code in labels}
    writes.decide_codes(format=survey.format, meanings=meanings, labels=labels, by=request.user)
    said = _("%(n)d codes lus, dont %(here)d de ce relevé.")
    messages.success(request, said % {"n": len(labels), "here": len(used & set(labels))})


@acting("write", "sources")
@require_http_methods(["GET", "POST"])
def survey_shown(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """What would it change, and shall it?"""
    survey = waiting(town, number)
    if survey is None or not survey.shown:
        return redirect("import_run", town, number)
    if request.method == "POST":
        same = {one["ref"] for one in survey.shown["doubtful"]} & set(request.POST.getlist("same"))
        kept = [*survey.choices.get("same", []), *sorted(same)]
        writes.note_survey(survey=survey, choices=survey.choices | {"same": kept})
        wanted = {"store": STEP.STORE, "show": STEP.SHOW}.get(
            request.POST.get("act", ""), STEP.LOOK
        )
        return _go_on(request, survey, wanted)
    shown = survey.shown
    return _shown(
        request, survey, "shown", shown=shown, table=codes.waves_table(shown),
        doors=codes.changed_doors(shown), new=sum(wave["new"] for wave in shown["waves"]),
        changed=sum(wave["changed"] for wave in shown["waves"]),
        noted=sum(wave["noted"] + wave["new"] for wave in shown["waves"]),
    )  # fmt: skip


@acting("write", "sources")
@require_POST
def survey_leave(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Leave the file there: nothing of it is stored."""
    survey = waiting(town, number)
    if survey is not None:
        stored = bool(survey.choices.get("stored"))
        if runs.give_up(run=survey.run, by=request.user, stored=stored):
            messages.info(request, _("Relevé laissé de côté : rien n’a changé."))
    return redirect("import_run", town, number)
