"""One import: how far it is, what became of it, stop it, try again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.portal import receiving
from beffroi.portal.links import address
from beffroi.portal.reports import report_of
from beffroi.portal.standing import standing
from beffroi.portal.surveys.finding import page_of, waiting
from beffroi.territory import reads as territory
from beffroi.territory import writes
from beffroi.territory.models import ImportRun, Town


def _run(town: str, number: int) -> tuple[Town, ImportRun]:
    place = territory.town_or_404(town)
    return place, territory.import_run_or_404(place, number)


@acting("write", "sources")
@require_GET
def import_page(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Progress while it runs (the fragment asks again each second), then the report."""
    place, run = _run(town, number)
    one = standing(run)
    if request.htmx:
        answer = render(request, "portal/imports/_progress.html", {"one": one, "town": place})
        if one.over:  # the report stands on the page itself
            answer["HX-Refresh"] = "true"
        return answer
    survey = waiting(town, number)
    if survey is not None and one.to_decide:
        return redirect(page_of(survey))
    crumbs = [
        {"label": place.name, "href": address("town", place.slug)},
        {"label": _("Données"), "href": address("data", place.slug)},
        {"label": run.file_name, "href": ""},
    ]
    report = report_of(run, request.GET)
    context = {"one": one, "town": place, "report": report, "crumbs": crumbs, "survey": survey}
    return render(request, "portal/imports/page.html", context)


@acting("write", "sources")
@require_POST
def cancel_import(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Ask to stop: the data stay as they were."""
    place, run = _run(town, number)
    if not standing(run).over:
        writes.ask_to_cancel(run=run, by=request.user)
        messages.info(request, _("Arrêt demandé : les données resteront comme avant."))
    return redirect("import_run", place.slug, run.pk)


@acting("write", "sources")
@require_POST
def retry_import(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Read the same file again."""
    place, run = _run(town, number)
    if not run.stored_as:
        raise PermissionDenied(_("Ce fichier n’est plus conservé ici : déposez-le de nouveau."))
    with transaction.atomic():
        if writes.queue_again(run=run, by=request.user):
            receiving.start(run)
    return redirect("import_run", place.slug, run.pk)
