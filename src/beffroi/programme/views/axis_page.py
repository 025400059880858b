"""An axis: its sheets, its money, its indicators with baseline, measured value and day."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import policies
from beffroi.programme.forms.indicators import MeasureForm, TrackForm
from beffroi.programme.indicator_words import shown
from beffroi.programme.models import Agreement, Axis
from beffroi.programme.reads.axis_page import pulse_of, sheets_under
from beffroi.programme.reads.finding import agreement_or_404
from beffroi.programme.reads.money import spent
from beffroi.programme.reads.sheets import board_from
from beffroi.programme.reads.tracking import tracked
from beffroi.programme.rules.money import total
from beffroi.programme.rules.stages import Stage
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, place_of
from beffroi.programme.views.budget_tables import stage_table
from beffroi.programme.views.sheet_lists import rows_of
from beffroi.programme.writes import indicators as writes
from beffroi.programme.writes.sheets import SheetRefusedError
from beffroi.territory import policies as rights


@acting("read", "agreement", obj="agreement_key")
@require_GET
def axis_page(
    request: SignedRequest, agreement_key: str, code: str, town: str = ""
) -> HttpResponse:
    """What the axis gathers, and whether anything lives in it."""
    agreement, axis = _found(town, agreement_key, code)
    on = timezone.localdate()
    followed = axis.indicators.select_related("perimeter").prefetch_related("measurements")
    visible = sheets_under(axis).filter(policies.visible_sheets(request.user))
    context = {
        "axis": axis,
        "pulse": pulse_of(axis, on),
        "rows": rows_of(board_from(visible, request.user, on)),
        "indicators": [shown(one) for one in tracked(followed, agreement.town, on)],
        "add_href": address("agreement_axes_track", agreement, code=axis.code),
        **_money(request, agreement, visible),
    }
    return shell.page(request, agreement, "programme/axis.html", context, crumb=str(axis))


def _found(town: str, agreement_key: str, code: str) -> tuple[Agreement, Axis]:
    """The agreement of the path and its axis. Raises 404."""
    agreement = agreement_or_404(place_of(town), agreement_key)
    rows = Axis.ever.select_related("agreement__town")
    return agreement, get_object_or_404(rows, agreement=agreement, code=code)


def _money(request: SignedRequest, agreement: Any, sheets: Any) -> dict[str, Any]:
    """Its money stage by stage, for who may read amounts; two stages never add up."""
    place = agreement.town
    if not rights.may(request.user, "read", policies.FINANCING, town=place, obj=agreement):
        return {"money": None, "sees_money": False}
    lines = spent(sheets)
    told = stage_table([total(lines, stage) for stage in Stage]) if lines else None
    return {"money": told, "sees_money": True}


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def axis_track(
    request: SignedRequest, agreement_key: str, code: str, town: str = ""
) -> HttpResponse:
    """Follow an indicator of the axis."""
    agreement, axis = _found(town, agreement_key, code)
    form = TrackForm(request.POST or None, town=agreement.town)
    back = address("agreement_axes_page", agreement, code=axis.code)
    if form.is_valid():
        writes.track(axis=axis, by=request.user, **form.cleaned_data)
        return redirect(back)
    context = {"form": form, "title": _("Suivre un indicateur"), "back": back}
    return shell.page(request, agreement, "programme/axis_track.html", context, crumb=str(axis))


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def axis_measure(
    request: SignedRequest, agreement_key: str, code: str, number: int, town: str = ""
) -> HttpResponse:
    """Note a value of the axis measured by hand."""
    agreement, axis = _found(town, agreement_key, code)
    row = get_object_or_404(axis.indicators.select_related("axis__agreement__town"), pk=number)
    form = MeasureForm(request.POST or None, initial={"on": timezone.localdate()})
    back = address("agreement_axes_page", agreement, code=axis.code)
    if form.is_valid():
        try:
            writes.measure(indicator=row, by=request.user, **form.cleaned_data)
        except SheetRefusedError as refused:
            messages.error(request, refused.sentence)
        return redirect(back)
    context = {"form": form, "title": row.label, "back": back}
    return shell.page(request, agreement, "programme/axis_track.html", context, crumb=str(axis))


@acting("write", "agreement", obj="agreement_key")
@require_POST
def axis_untrack(
    request: SignedRequest, agreement_key: str, code: str, number: int, town: str = ""
) -> HttpResponse:
    """Follow an indicator of the axis no more."""
    agreement, axis = _found(town, agreement_key, code)
    row = get_object_or_404(axis.indicators.select_related("axis__agreement__town"), pk=number)
    writes.untrack(indicator=row, by=request.user)
    return redirect(address("agreement_axes_page", agreement, code=axis.code))
