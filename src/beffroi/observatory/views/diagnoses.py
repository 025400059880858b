"""Diagnoses of a town: the list, one read on the screen, the same as a PDF."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

import beffroi
from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting, public
from beffroi.observatory import policies, reads, writes
from beffroi.observatory.forms import PublishForm
from beffroi.observatory.models import Diagnosis
from beffroi.observatory.reads import posters
from beffroi.observatory.reads.printing import Nodes
from beffroi.observatory.views.shown import on_screen
from beffroi.observatory.writes.diagnoses import NothingToSayError
from beffroi.premises import reads as premises
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.ui.paper import compile_pdf

KEPT = 3600  # seconds a compiled paper stays in memory


@public
@require_safe
def diagnosis_list(request: HttpRequest, town: str) -> HttpResponse:
    """The diagnoses of a town; those who act for it publish the next one here."""
    place = territory.town_or_404(town)
    may = policies.can_publish(request.user, place, timezone.localdate())
    form = _form(place) if may else None
    if form and not form.can_be_sent:
        form = None
    return render(request, "observatory/diagnoses.html", _list_context(place, form))


@acting("publish", "diagnosis")
@require_POST
def publish_diagnosis(request: SignedRequest, town: str) -> HttpResponse:
    """Publish a diagnosis in the name of the town; refused, the page says why, with the form."""
    place = territory.town_or_404(town)
    form = _form(place, request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            row = writes.publish_diagnosis(
                town=place, perimeter=asked["perimeter"], on=asked["on"], by=request.user
            )
        except NothingToSayError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("diagnosis", place.slug, row.number)
    context = _list_context(place, form)
    return render(request, "observatory/diagnoses.html", context, status=422)


def _form(town: Town, data: Any = None) -> PublishForm:
    return PublishForm(data, perimeters=territory.perimeters(town), days=premises.known_days(town))


def _list_context(town: Town, form: PublishForm | None) -> dict[str, Any]:
    return {
        "town": town,
        "form": form,
        "rows": list(reads.diagnoses(town)),
        "streets": list(posters.streets_with_doors(town)),
        "crumbs": _crumbs(town, (_("Diagnostics"), "")),
    }


def _crumbs(town: Town, *steps: tuple[str, str]) -> list[dict[str, str]]:
    first = {"label": town.name, "href": reverse("town", args=[town.slug])}
    return [first, *({"label": label, "href": href} for label, href in steps)]


@public
@require_GET
def diagnosis_page(request: HttpRequest, town: str, number: int) -> HttpResponse:
    """One diagnosis: each figure opens to its formula, inputs and source."""
    row = reads.diagnosis_or_404(territory.town_or_404(town), number)
    title = _("Diagnostic n° %(number)d") % {"number": row.number}
    steps = ((_("Diagnostics"), reverse("diagnoses", args=[row.town.slug])), (title, ""))
    context = {
        "row": row,
        "town": row.town,
        "paper": on_screen(reads.for_paper(row, reads.nodes_of(row)), row.content["drawings"]),
        "title": title,
        "crumbs": _crumbs(row.town, *steps),
    }
    return render(request, "observatory/diagnosis.html", context)


@public
@require_GET
def diagnosis_pdf(request: HttpRequest, town: str, number: int) -> HttpResponse:
    """The diagnosis as a PDF/UA, set from what was stored; kept in memory while nothing changes."""
    row = reads.diagnosis_or_404(territory.town_or_404(town), number)
    nodes = reads.nodes_of(row)
    key = f"diagnosis/{row.pk}/{_state_of_the_ledger(nodes)}"
    kept = caches["pages"]
    pdf = kept.get(key)
    if pdf is None:
        pdf = _compiled(row, nodes)
        kept.set(key, pdf, KEPT)
    return _paper(pdf, f"diagnostic-{row.town.slug}-{row.number}.pdf")


def _state_of_the_ledger(nodes: Nodes) -> str:
    """Changes with the software and with every figure that must be redone."""
    said = [beffroi.__version__, *(f"{n.pk}{n.state}{n.redo_reason}" for n in nodes.values())]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:24]


def _compiled(row: Diagnosis, nodes: Nodes) -> bytes:
    data = reads.for_paper(row, nodes)
    return compile_pdf("diagnosis", data, row.content["drawings"], printed_at=row.published_at)


def _paper(pdf: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@public
@require_GET
def diagnosis_drawing(request: HttpRequest, town: str, number: int, name: str) -> HttpResponse:
    """One of the drawings of a diagnosis, as it was published."""
    row = reads.diagnosis_or_404(territory.town_or_404(town), number)
    drawing = row.content["drawings"].get(name)
    if drawing is None:
        raise Http404
    return HttpResponse(drawing, content_type="image/svg+xml")
