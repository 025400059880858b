"""Ask for a diagnosis, follow its publication, stop it, try again."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.observatory import reads, tasks, writes
from beffroi.observatory.models import Publication
from beffroi.observatory.views.diagnoses import crumbs_of, list_context, publish_form
from beffroi.territory import reads as territory


@acting("publish", "diagnosis")
@require_POST
def publish_diagnosis(request: SignedRequest, town: str) -> HttpResponse:
    """Ask for a diagnosis in the name of the town; refused, the page says why, with the form."""
    place = territory.town_or_404(town)
    form = publish_form(place, request.POST)
    if not form.is_valid():
        context = list_context(place, form)
        return render(request, "observatory/diagnoses.html", context, status=422)
    asked = form.cleaned_data
    with transaction.atomic():
        row, new = writes.ask_publication(
            town=place, perimeter=asked["perimeter"], on=asked["on"], by=request.user
        )
        if new:
            tasks.start(row)
    return redirect("publication", place.slug, row.pk)


def _row(town: str, number: int) -> Publication:
    return reads.publication_or_404(territory.town_or_404(town), number)


@acting("publish", "diagnosis")
@require_GET
def publication_page(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """How far it is (the fragment asks again each second); once published, the diagnosis."""
    row = _row(town, number)
    one = reads.publication_standing(row)
    if row.diagnosis is not None and not request.htmx:
        return redirect("diagnosis", row.town.slug, row.diagnosis.number)
    if request.htmx:
        context = {"one": one, "town": row.town}
        answer = render(request, "observatory/_publication.html", context)
        if one.over:  # the page itself leads to the diagnosis, or says why there is none
            answer["HX-Refresh"] = "true"
        return answer
    step = (_("Diagnostics"), reverse("diagnoses", args=[row.town.slug]))
    crumbs = crumbs_of(row.town, step, (_("Publication demandée"), ""))
    context = {"one": one, "town": row.town, "row": row, "crumbs": crumbs}
    return render(request, "observatory/publication.html", context)


@acting("publish", "diagnosis")
@require_POST
def cancel_publication(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Ask to stop: nothing is published, unless it was already."""
    row = _row(town, number)
    if not writes.cancel_publication(row=row, by=request.user):
        messages.info(request, _("Trop tard pour arrêter : la publication était déjà finie."))
    return redirect("publication", row.town.slug, row.pk)


@acting("publish", "diagnosis")
@require_POST
def retry_publication(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Ask for the same once more."""
    row = _row(town, number)
    with transaction.atomic():
        if writes.ask_again(row=row, by=request.user):
            tasks.start(row)
    return redirect("publication", row.town.slug, row.pk)
