"""« Budget » of an agreement: what is planned, committed, paid; envelopes; who pays."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.asked import whole_number
from beffroi.kernel.permission import acting
from beffroi.programme import policies, reads
from beffroi.programme.forms.money import DrawForm, EnvelopeForm
from beffroi.programme.models import Draw
from beffroi.programme.reads.budget import budget_of, chosen_lines
from beffroi.programme.rules.stages import FINANCING_STATES
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, place_of
from beffroi.programme.views.budget_tables import stage_table, warnings, year_table
from beffroi.programme.views.budget_years import envelope_years, financing_years
from beffroi.programme.writes import envelopes as writes

shell.hang(shell.Tab("agreement_budget", _l("Budget"), 40, policies.FINANCING))


@acting("read", "financing", obj="agreement_key")
@require_GET
def budget(request: HttpRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """The money of an agreement, each stage apart, inside and outside apart."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    policies.check_money(request.user, row)
    on = timezone.localdate()
    told = budget_of(row, on)
    state = request.GET.get("etat", "")
    state = state if state in dict(FINANCING_STATES) else ""
    funder = whole_number(request.GET.get("financeur", ""), least=1, most=2**31, otherwise=0)
    only: dict[str, Any] = {"state": state} if state else {}
    if funder:
        only["funder"] = funder
    context = {
        "budget": told,
        "stages": stage_table(told.totals),
        "years": year_table(told.years),
        "envelopes": envelope_years(told.pockets, on.year),
        "financing": financing_years(row, chosen_lines(row, **only), on.year, chosen=bool(only)),
        "warnings": warnings(told),
        "states": FINANCING_STATES,
        "funders": _funders(row),
        "state": state,
        "funder": funder,
        "may_change": shell.may(request, "write", row, policies.FINANCING),
    }
    return shell.page(request, row, "programme/agreement_budget.html", context)


def _funders(row: Any) -> list[tuple[int, str]]:
    found = chosen_lines(row, funder__isnull=False).values_list("funder", "funder__name")
    return sorted(set(found), key=lambda one: one[1])


@acting("write", "financing", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def envelope_add(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """Set money aside for a year."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    form = EnvelopeForm(
        request.POST or None, agreement=row, initial={"year": timezone.localdate().year}
    )
    if form.is_valid():
        writes.set_aside(agreement=row, by=request.user, **form.cleaned_data)
        return redirect(address("agreement_budget", row))
    title = _("Ouvrir une enveloppe")
    context = {"form": form, "title": title, "back": address("agreement_budget", row)}
    return shell.page(request, row, "programme/agreement_money_form.html", context, crumb=title)


@acting("write", "financing", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def draw_add(
    request: SignedRequest, agreement_key: str, envelope: int, town: str = ""
) -> HttpResponse:
    """Take from an envelope; above its balance a sentence says what to do."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    held = get_object_or_404(row.envelopes, pk=envelope)
    form = DrawForm(request.POST or None, agreement=row, initial={"on": timezone.localdate()})
    if form.is_valid():
        try:
            made = writes.draw(envelope=held, by=request.user, **form.cleaned_data)
        except writes.DrawRefused as refused:
            form.add_error("amount", str(refused))
        else:
            if made.is_waiting:
                messages.info(request, _("Le tirage attend l’avenant que nous venons de préparer."))
            return redirect(address("agreement_budget", row))
    title = _("Tirer sur l’enveloppe %(year)s") % {"year": held.year}
    context = {"form": form, "title": title, "back": address("agreement_budget", row)}
    return shell.page(request, row, "programme/agreement_money_form.html", context, crumb=title)


@acting("write", "financing", obj="agreement_key")
@require_POST
def draw_cancel(
    request: SignedRequest, agreement_key: str, draw: int, town: str = ""
) -> HttpResponse:
    """Give the money of a draw back to its envelope."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    held = get_object_or_404(Draw.objects.filter(envelope__agreement=row), pk=draw)
    writes.cancel_draw(draw=held, on=timezone.localdate(), by=request.user)
    messages.success(request, _("Le tirage est annulé, l’enveloppe retrouve son solde."))
    return redirect(address("agreement_budget", row))
