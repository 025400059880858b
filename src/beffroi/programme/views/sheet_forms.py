"""Open a sheet, change it a section at a time, and what hangs on it: parties, steps, ties, notes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme.forms.sheets import OpenSheetForm, section_form
from beffroi.programme.rules.sections import BY_SLUG
from beffroi.programme.views.addresses import place_for
from beffroi.programme.views.sheet_frame import crumbs, sheet_for
from beffroi.programme.words import sheet_address
from beffroi.programme.writes import sheets as writes


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def sheet_new(request: SignedRequest, town: str = "", agreement_key: str = "") -> HttpResponse:
    """Open a sheet with what it needs to exist."""
    place = place_for(request, town, agreement_key)
    agreements = place.agreements()
    form = OpenSheetForm(
        request.POST or None,
        town=place.town,
        agreements=agreements,
        initial=_start(request, agreements),
    )
    if form.is_valid():
        told = dict(form.cleaned_data)
        try:
            sheet = writes.create_sheet(
                town=place.town, by=request.user, on=timezone.localdate(), **told
            )
        except writes.SheetRefusedError as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            return redirect(sheet_address(sheet))
    trail = [*place.crumbs(), {"label": _("Ouvrir une fiche"), "href": ""}]
    context = {"form": form, "town": place.town, "place": place, "crumbs": trail}
    return render(request, "programme/sheet_new.html", context)


def _start(request: SignedRequest, agreements: Any) -> dict[str, Any]:
    """The agreement one came from, else the only one."""
    asked = request.GET.get("convention", "")
    rows = list(agreements[:2])
    only = rows[0].key if len(rows) == 1 else ""
    return {"agreement": asked or only}


@acting("write", "agreement", obj="sheet_key")
@require_http_methods(["GET", "POST"])
def sheet_edit(request: SignedRequest, sheet_key: str, part: str, town: str = "") -> HttpResponse:
    """Change one section."""
    sheet = sheet_for(request, town, sheet_key)
    section = BY_SLUG.get(part)
    if section is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = section_form(section, sheet)(sent, instance=sheet)
    if form.is_valid():
        try:
            moved = writes.change_sheet(sheet=sheet, by=request.user, **form.cleaned_data)
        except writes.SheetRefusedError as refused:
            form.add_error(
                refused.field if refused.field in form.fields else None, refused.sentence
            )
        else:
            if moved:
                messages.success(request, _("La fiche est à jour."))
            return redirect(sheet_address(sheet))
    context = {
        "sheet": sheet, "section": section, "form": form, "back": sheet_address(sheet),
        "crumbs": crumbs(sheet, str(section.title)),
    }  # fmt: skip
    return render(request, "programme/sheet_section.html", context)
