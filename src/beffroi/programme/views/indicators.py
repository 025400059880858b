"""Indicators of a sheet: baseline, target, value read live or measured by hand, beside the country's."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme.forms.indicators import MeasureForm, TrackForm
from beffroi.programme.indicator_words import shown
from beffroi.programme.reads.tracking import tracked
from beffroi.programme.views.sheet_frame import crumbs, head, inside_for, sheet_for
from beffroi.programme.words import sheet_address
from beffroi.programme.writes import indicators as writes
from beffroi.programme.writes.sheets import SheetRefusedError


@acting("read", "agreement", obj="sheet_key")
@require_GET
def sheet_indicators(request: SignedRequest, sheet_key: str, town: str = "") -> HttpResponse:
    """What the action is to change, and how far it has."""
    sheet = inside_for(request, town, sheet_key)
    rows = sheet.indicators.select_related("perimeter").prefetch_related("measurements")
    found = tracked(rows, sheet.town, timezone.localdate())
    context = head(request, sheet, "sheet_indicators", _("Indicateurs"))
    context["indicators"] = [shown(one) for one in found]
    return render(request, "programme/sheet_indicators.html", context)


@acting("write", "agreement", obj="sheet_key")
@require_http_methods(["GET", "POST"])
def sheet_indicator_add(request: SignedRequest, sheet_key: str, town: str = "") -> HttpResponse:
    """Follow one more."""
    sheet = sheet_for(request, town, sheet_key)
    form = TrackForm(request.POST or None, town=sheet.town)
    back = sheet_address(sheet, "sheet_indicators")
    if form.is_valid():
        writes.track(sheet=sheet, by=request.user, **form.cleaned_data)
        return redirect(back)
    title = _("Suivre un indicateur")
    context = {
        "sheet": sheet,
        "form": form,
        "title": title,
        "back": back,
        "crumbs": crumbs(sheet, title),
    }
    return render(request, "programme/sheet_part.html", context)


@acting("write", "agreement", obj="sheet_key")
@require_http_methods(["GET", "POST"])
def sheet_indicator_measure(
    request: SignedRequest, sheet_key: str, number: int, town: str = ""
) -> HttpResponse:
    """Note a value measured by hand."""
    sheet = sheet_for(request, town, sheet_key)
    row = get_object_or_404(sheet.indicators.select_related("sheet__town"), pk=number)
    form = MeasureForm(request.POST or None, initial={"on": timezone.localdate()})
    back = sheet_address(sheet, "sheet_indicators")
    if form.is_valid():
        try:
            writes.measure(indicator=row, by=request.user, **form.cleaned_data)
        except SheetRefusedError as refused:
            messages.error(request, refused.sentence)
        return redirect(back)
    context = {
        "sheet": sheet,
        "form": form,
        "title": row.label,
        "back": back,
        "crumbs": crumbs(sheet, row.label),
    }
    return render(request, "programme/sheet_part.html", context)


@acting("write", "agreement", obj="sheet_key")
@require_POST
def sheet_indicator_drop(
    request: SignedRequest, sheet_key: str, number: int, town: str = ""
) -> HttpResponse:
    """Follow it no more."""
    sheet = sheet_for(request, town, sheet_key)
    row = get_object_or_404(sheet.indicators.select_related("sheet__town"), pk=number)
    writes.untrack(indicator=row, by=request.user)
    return redirect(sheet_address(sheet, "sheet_indicators"))
