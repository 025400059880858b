"""The findings of a diagnosis being written: one at a time."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.observatory.forms.studies import FindingForm
from beffroi.observatory.models import Finding, Study
from beffroi.observatory.reads import studies
from beffroi.observatory.views.studies import steps_of, study_of
from beffroi.observatory.writes.studies import StudyClosedError, leave_finding, write_finding


@acting("publish", "diagnosis")
@require_http_methods(["GET", "POST"])
def finding_new(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """One more finding."""
    return _page(request, study_of(town, number), None)


@acting("publish", "diagnosis")
@require_http_methods(["GET", "POST"])
def finding(request: SignedRequest, town: str, number: int, key: str) -> HttpResponse:
    """Write a finding anew; one brought forward shows what it said then."""
    row = study_of(town, number)
    return _page(request, row, studies.finding_or_404(row, key))


def _page(request: SignedRequest, row: Study, held: Finding | None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = FindingForm(
        sent, instance=held, figures=_figures(row), sources=studies.source_choices(row.town)
    )
    if sent is not None and form.is_valid():
        try:
            write_finding(study=row, finding=held, by=request.user, **form.told())
        except StudyClosedError as refusal:
            messages.error(request, str(refusal))
        return redirect("study", row.town.slug, row.pk)
    back = reverse("study", args=[row.town.slug, row.pk])
    context = {
        "town": row.town,
        "row": row,
        "held": held,
        "form": form,
        "crumbs": steps_of(row.town, (_("En préparation"), back), (_("Constat"), "")),
    }
    return render(request, "observatory/finding.html", context, status=422 if sent else 200)


def _figures(row: Study) -> list[tuple[str, str]]:
    """The figures of the day that concluded, each with its value."""
    told = [one for one in row.figures.values() if one["shown"]]
    said = [(one["code"], f"{one['label']} : {one['shown']} {one['unit']}".strip()) for one in told]
    return sorted(said, key=lambda pair: pair[1])


@acting("publish", "diagnosis")
@require_POST
def finding_leave(request: SignedRequest, town: str, number: int, key: str) -> HttpResponse:
    """Leave a finding aside, or take it back."""
    row = study_of(town, number)
    held = studies.finding_or_404(row, key)
    try:
        leave_finding(finding=held, left=not held.is_left, by=request.user)
    except StudyClosedError as refusal:
        messages.error(request, str(refusal))
    return redirect("study", row.town.slug, row.pk)
