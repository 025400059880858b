"""Parties, private notes, steps, ties and evidence of a sheet: small forms, one page for them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import policies
from beffroi.programme.forms import sheet_parts as forms
from beffroi.programme.models import ActionSheet
from beffroi.programme.reads.bodies import bodies_around
from beffroi.programme.reads.sheets import candidates, notes_for, own_bodies
from beffroi.programme.views.sheet_frame import crumbs, inside_for, sheet_for
from beffroi.programme.words import sheet_address
from beffroi.programme.writes import dependencies, evidence, sheet_parties, steps
from beffroi.programme.writes.sheets import SheetRefusedError

Save = Callable[[dict[str, Any]], Any]
DELETE = "retirer"


def _page(
    request: SignedRequest,
    sheet: ActionSheet,
    form: Any,
    title: str,
    save: Save,
    *,
    drop: str = "",
) -> HttpResponse:
    """The form with its faults, or the sheet once it is saved; `drop` says what takes it away."""
    if form.is_bound and form.is_valid():
        try:
            save(form.cleaned_data)
        except SheetRefusedError as refused:
            form.add_error(
                refused.field if refused.field in form.fields else None, refused.sentence
            )
        else:
            return redirect(sheet_address(sheet))
    context = {
        "sheet": sheet, "form": form, "title": title, "back": sheet_address(sheet),
        "crumbs": crumbs(sheet, title), "drop": drop,
    }  # fmt: skip
    return render(request, "programme/sheet_part.html", context)


@acting("write", "agreement", obj="sheet_key")
@require_http_methods(["GET", "POST"])
def party_add(request: SignedRequest, sheet_key: str, town: str = "") -> HttpResponse:
    """Say what a body does on the sheet."""
    sheet = sheet_for(request, town, sheet_key)
    bodies = bodies_around(sheet.town, sheet.agreement)
    form = forms.PartyForm(request.POST or None, bodies=bodies)
    return _page(
        request, sheet, form, _("Inscrire un organisme"),
        lambda told: sheet_parties.join_sheet(sheet=sheet, by=request.user, **told),
    )  # fmt: skip


@acting("write", "agreement", obj="sheet_key")
@require_POST
def party_leave(
    request: SignedRequest, sheet_key: str, number: int, town: str = ""
) -> HttpResponse:
    """Take a body's role off the sheet."""
    sheet = sheet_for(request, town, sheet_key)
    party = get_object_or_404(
        sheet.parties.select_related("organisation", "sheet__town"), pk=number
    )
    sheet_parties.leave_sheet(party=party, by=request.user)
    return redirect(sheet_address(sheet))


@acting("read", "agreement", obj="sheet_key")
@require_POST
def note_write(request: SignedRequest, sheet_key: str, town: str = "") -> HttpResponse:
    """Keep a note for one's own body; who acts for none has nobody to keep it for."""
    sheet = inside_for(request, town, sheet_key)
    bodies = own_bodies(request.user)
    form = forms.NoteForm(request.POST, bodies=bodies)
    if not bodies:
        messages.error(
            request,
            _("Vous n’agissez pour aucun organisme : une note privée n’aurait pas de lecteur."),
        )
    elif form.is_valid():
        sheet_parties.write_note(sheet=sheet, by=request.user, **form.cleaned_data)
    else:
        messages.error(request, _("La note est vide, ou trop longue."))
    return redirect(sheet_address(sheet) + "#notes")


@acting("read", "agreement", obj="sheet_key")
@require_POST
def note_erase(request: SignedRequest, sheet_key: str, number: int, town: str = "") -> HttpResponse:
    """Throw away a note of one's own body."""
    sheet = inside_for(request, town, sheet_key)
    own = {note.pk: note for note in notes_for(sheet, policies.bodies_of(request.user))}
    if number in own:
        sheet_parties.erase_note(note=own[number], by=request.user)
    return redirect(sheet_address(sheet) + "#notes")


@acting("write", "agreement", obj="sheet_key")
@require_http_methods(["GET", "POST"])
def step_add(request: SignedRequest, sheet_key: str, town: str = "") -> HttpResponse:
    """Add a step."""
    sheet = sheet_for(request, town, sheet_key)
    form = forms.StepForm(request.POST or None)
    return _page(
        request, sheet, form, _("Ajouter une étape"),
        lambda told: steps.add_step(sheet=sheet, by=request.user, **told),
    )  # fmt: skip


@acting("write", "agreement", obj="sheet_key")
@require_http_methods(["GET", "POST"])
def step_move(request: SignedRequest, sheet_key: str, number: int, town: str = "") -> HttpResponse:
    """Say where a step stands, or take it away."""
    sheet = sheet_for(request, town, sheet_key)
    step = get_object_or_404(sheet.milestones.select_related("sheet__town"), pk=number)
    if request.POST.get("act") == DELETE:
        steps.drop_step(step=step, by=request.user)
        return redirect(sheet_address(sheet))
    start = {"expected_on": step.expected_on, "done_on": step.done_on}
    form = forms.StepDaysForm(request.POST or None, initial=start)
    today = timezone.localdate()
    return _page(
        request, sheet, form, step.title,
        lambda told: steps.move_step(step=step, by=request.user, on=today, **told),
        drop=_("Retirer cette étape, saisie par erreur"),
    )  # fmt: skip


@acting("write", "agreement", obj="sheet_key")
@require_http_methods(["GET", "POST"])
def tie_add(request: SignedRequest, sheet_key: str, town: str = "") -> HttpResponse:
    """Say what the sheet waits for; a ring is refused, named."""
    sheet = sheet_for(request, town, sheet_key)
    form = forms.TieForm(request.POST or None, sheets=candidates(sheet, request.user))
    return _page(
        request, sheet, form, _("Dire ce qu’elle attend"),
        lambda told: dependencies.tie_sheets(sheet=sheet, by=request.user, **told),
    )  # fmt: skip


@acting("write", "agreement", obj="sheet_key")
@require_POST
def tie_drop(request: SignedRequest, sheet_key: str, number: int, town: str = "") -> HttpResponse:
    """The sheet waits for that one no more."""
    sheet = sheet_for(request, town, sheet_key)
    tie = get_object_or_404(sheet.dependencies.select_related("sheet__town", "needs"), pk=number)
    dependencies.untie_sheets(tie=tie, by=request.user)
    return redirect(sheet_address(sheet))


@acting("write", "agreement", obj="sheet_key")
@require_http_methods(["GET", "POST"])
def evidence_add(request: SignedRequest, sheet_key: str, town: str = "") -> HttpResponse:
    """Attach what shows the need."""
    sheet = sheet_for(request, town, sheet_key)
    form = forms.EvidenceForm(request.POST or None)
    return _page(
        request, sheet, form, _("Joindre une preuve"),
        lambda told: evidence.add_evidence(sheet=sheet, by=request.user, **told),
    )  # fmt: skip


@acting("write", "agreement", obj="sheet_key")
@require_POST
def evidence_drop(
    request: SignedRequest, sheet_key: str, number: int, town: str = ""
) -> HttpResponse:
    """Take a piece of evidence away."""
    sheet = sheet_for(request, town, sheet_key)
    found = get_object_or_404(sheet.evidence.select_related("sheet__town"), pk=number)
    evidence.drop_evidence(evidence=found, by=request.user)
    return redirect(sheet_address(sheet))
