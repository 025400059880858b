"""Diagnoses of a town: the list, one read on the screen, the same as a PDF."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from beffroi.kernel.permission import public
from beffroi.observatory import policies, reads
from beffroi.observatory.forms import PublishForm
from beffroi.observatory.reads import papers, posters
from beffroi.observatory.reads.restitutions import restitution_of
from beffroi.observatory.reads.studies import studies_under_way
from beffroi.observatory.views.offered import offered
from beffroi.observatory.views.shown import on_screen
from beffroi.premises import reads as premises
from beffroi.territory import reads as territory
from beffroi.territory.models import Town


@public
@require_safe
def diagnosis_list(request: HttpRequest, town: str) -> HttpResponse:
    """The diagnoses of a town; those who act for it publish the next one here."""
    place = territory.town_or_404(town)
    may = policies.can_publish(request.user, place, timezone.localdate())
    form = publish_form(place) if may else None
    if form and not form.can_be_sent:
        form = None
    context = list_context(place, form)
    if may:
        context["under_way"] = reads.publications_under_way(place)
        context["studies"] = studies_under_way(place)
    return render(request, "observatory/diagnoses.html", context)


def publish_form(town: Town, data: Any = None) -> PublishForm:
    """Where and as of which day, among what is known."""
    return PublishForm(data, perimeters=territory.perimeters(town), days=premises.known_days(town))


def list_context(town: Town, form: PublishForm | None) -> dict[str, Any]:
    """What the list shows, also around a form that was refused."""
    return {
        "town": town,
        "form": form,
        "rows": list(reads.diagnoses(town)),
        "under_way": [],
        "studies": [],
        "streets": list(posters.streets_with_doors(town)),
        "crumbs": crumbs_of(town, (_("Diagnostics"), "")),
    }


def crumbs_of(town: Town, *steps: tuple[str, str]) -> list[dict[str, str]]:
    """The way from the town to a page about diagnoses."""
    first = {"label": town.name, "href": reverse("town", args=[town.slug])}
    return [first, *({"label": label, "href": href} for label, href in steps)]


@public
@require_GET
def diagnosis_page(request: HttpRequest, town: str, number: int) -> HttpResponse:
    """One diagnosis: each figure opens to its formula, inputs and source."""
    row = reads.diagnosis_or_404(territory.town_or_404(town), number)
    title = _("Diagnostic n° %(number)d") % {"number": row.number}
    steps = ((_("Diagnostics"), reverse("diagnoses", args=[row.town.slug])), (title, ""))
    paper = on_screen(reads.for_paper(row, reads.nodes_of(row)), row.content["drawings"])
    context = {
        "row": row,
        "town": row.town,
        "paper": offered(paper, row, request),
        "may_follow": policies.can_publish(request.user, row.town, timezone.localdate()),
        "meeting": restitution_of(row),
        "title": title,
        "crumbs": crumbs_of(row.town, *steps),
    }
    return render(request, "observatory/diagnosis.html", context)


@public
@require_GET
def diagnosis_pdf(request: HttpRequest, town: str, number: int) -> HttpResponse:
    """The diagnosis as a PDF/UA, as it was set when published while nothing changed since."""
    row = reads.diagnosis_or_404(territory.town_or_404(town), number)
    return _paper(papers.paper_of(row), f"diagnostic-{row.town.slug}-{row.number}.pdf")


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
