"""« En faire une fiche action »: what a finding proposes opens a sheet already filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.observatory import reads as observatory
from beffroi.observatory.models import Diagnosis
from beffroi.programme.forms.sheets import OpenSheetForm
from beffroi.programme.places import Place
from beffroi.programme.words import sheet_address
from beffroi.programme.writes.finding_sheets import open_from_finding
from beffroi.programme.writes.sheets import SheetRefusedError
from beffroi.territory import reads as territory

TITLE_MOST = 200


@acting("write", "agreement")
@require_http_methods(["GET", "POST"])
def sheet_from_finding(request: SignedRequest, town: str, number: int, key: str) -> HttpResponse:
    """Open a sheet from the proposed action of a finding."""
    row = observatory.diagnosis_or_404(territory.town_or_404(town), number)
    found = _finding(row, key)
    place = Place(row.town)
    agreements = place.agreements()
    form = OpenSheetForm(
        request.POST or None,
        town=row.town,
        agreements=agreements,
        initial=_start(found, agreements),
    )
    if form.is_valid():
        told = dict(form.cleaned_data)
        try:
            sheet = open_from_finding(
                diagnosis=row, finding=found, by=request.user, on=timezone.localdate(), **told
            )
        except SheetRefusedError as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            return redirect(sheet_address(sheet))
    trail = [*place.crumbs(), {"label": _("Ouvrir une fiche"), "href": ""}]
    context = {"form": form, "town": row.town, "place": place, "crumbs": trail, "finding": found}
    return render(request, "programme/sheet_new.html", context)


def _finding(row: Diagnosis, key: str) -> Mapping[str, Any]:
    held = {one["key"]: one for one in row.content.get("findings") or []}
    if key not in held or not held[key]["action"]:
        raise Http404
    found: Mapping[str, Any] = held[key]
    return found


def _start(found: Mapping[str, Any], agreements: Any) -> dict[str, Any]:
    """The action as a title, the finding as the need; the agreement when there is only one."""
    title = found["action"].strip().splitlines()[0].partition(". ")[0].rstrip(".")
    rows = list(agreements[:2])
    return {
        "title": title[:TITLE_MOST],
        "need": " ".join(part for part in (found["question"], found["text"]) if part),
        "agreement": rows[0].key if len(rows) == 1 else "",
    }
