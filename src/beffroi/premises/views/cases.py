"""Online-sales cases: a list, a case with its steps and the law of their day. The town's team alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.premises import policies
from beffroi.premises.forms.cases import CaseForm, SignalForm, StepForm
from beffroi.premises.models import OnlineSalesCase
from beffroi.premises.reads import cases as reads
from beffroi.premises.rules.cases import NAMES, CaseRefused, ways_from
from beffroi.premises.views.report_tables import door_address
from beffroi.premises.words import crumbs, where_of
from beffroi.premises.writes import cases as writes
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.ui.tables import Cell, Column, Table


@acting("read", "online_sales")
@require_GET
@never_cache
def case_list(request: SignedRequest, town: str) -> HttpResponse:
    """The cases of the town; those withdrawn are kept apart."""
    place = territory.town_or_404(town)
    withdrawn = request.GET.get("retires") == "1"
    found = reads.cases(place, withdrawn=withdrawn)
    context = {
        "town": place,
        "withdrawn": withdrawn,
        "finding": _finding(place, len(found), withdrawn),
        "table": _table(place, found),
        "any": bool(found),
        "crumbs": crumbs(place, _("Vente en ligne")),
    }
    return render(request, "premises/cases/list.html", context)


def _finding(town: Town, n: int, withdrawn: bool) -> str:
    if withdrawn:
        return ngettext("%(n)d dossier retiré", "%(n)d dossiers retirés", n) % {"n": n}
    if not n:
        return _("%(town)s : aucun dossier de vente en ligne") % {"town": town.name}
    return ngettext(
        "%(town)s : *%(n)d dossier* de vente en ligne",
        "%(town)s : *%(n)d dossiers* de vente en ligne",
        n,
    ) % {"n": n, "town": town.name}


def _table(town: Town, found: list[OnlineSalesCase]) -> Table:
    columns = [
        Column("door", _("Local")),
        Column("state", _("Où en est-il")),
        Column("moved", _("Dernière étape"), "date"),
        Column("opened", _("Ouvert le"), "date"),
    ]
    rows: list[dict[str, Any]] = [
        {
            "door": Cell(
                door_address(case.premises),
                reverse("online_case", args=[town.slug, case.key]),
            ),
            "state": str(NAMES[case.state]),
            "moved": getattr(case, "moved", None),
            "opened": case.opened_at.date(),
        }
        for case in found
    ]
    return Table(columns, rows)


@acting("write", "online_sales")
@require_http_methods(["GET", "POST"])
def case_new(request: SignedRequest, town: str) -> HttpResponse:
    """A first signal opens a case."""
    place = territory.town_or_404(town)
    form = CaseForm(_sent(request), town=place)
    if form.is_bound and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            made = writes.open_case(premises=facts.pop("door"), by=request.user, **facts)
        except CaseRefused as no:
            form.add_error("seen_on", no.sentence)
        else:
            return redirect("online_case", place.slug, made.key)
    context = {
        "town": place,
        "form": form,
        "crumbs": crumbs(place, _("Noter un signal"), (_("Vente en ligne"), "online_cases")),
    }
    return render(request, "premises/cases/new.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@acting("read", "online_sales")
@require_GET
@never_cache
def case_page(request: SignedRequest, town: str, key: str) -> HttpResponse:
    """One case: signals, steps, and what may come next."""
    case = reads.case_or_404(territory.town_or_404(town), key)
    return _page(request, case)


def _page(
    request: SignedRequest,
    case: OnlineSalesCase,
    signal: SignalForm | None = None,
    step: StepForm | None = None,
) -> HttpResponse:
    place = case.premises.town
    today = territory.today_in(place.insee_code)
    wrong = bool((signal and signal.errors) or (step and step.errors))
    context = {
        "town": place,
        "case": case,
        "finding": _("Vente en ligne : %(state)s") % {"state": NAMES[case.state]},
        "where": where_of(case.premises),
        "steps": reads.steps_told(case),
        "signals": list(case.signals.all()),
        "live": bool(ways_from(case.state)),
        "may_write": policies.may_keep_cases(request.user, place),
        "signal": signal or SignalForm(initial={"seen_on": today}, auto_id="signal_%s"),
        "step": step or StepForm(state=case.state, today=today, auto_id="etape_%s"),
        "crumbs": crumbs(place, door_address(case.premises), (_("Vente en ligne"), "online_cases")),
    }
    return render(request, "premises/cases/case.html", context, status=422 if wrong else 200)


@acting("write", "online_sales")
@require_POST
def case_signal(request: SignedRequest, town: str, key: str) -> HttpResponse:
    """One more signal."""
    case = reads.case_or_404(territory.town_or_404(town), key)
    form = SignalForm(request.POST, auto_id="signal_%s")
    if form.is_valid():
        try:
            writes.add_signal(case=case, by=request.user, **form.cleaned_data)
        except CaseRefused as no:
            form.add_error("seen_on", no.sentence)
        else:
            return redirect("online_case", case.premises.town.slug, case.key)
    return _page(request, case, signal=form)


@acting("write", "online_sales")
@require_POST
def case_step(request: SignedRequest, town: str, key: str) -> HttpResponse:
    """One step of the table."""
    case = reads.case_or_404(territory.town_or_404(town), key)
    today = territory.today_in(case.premises.town.insee_code)
    form = StepForm(request.POST, state=case.state, today=today, auto_id="etape_%s")
    if form.is_valid():
        told = form.cleaned_data
        try:
            writes.take_step(
                case=case, name=told["name"], on=told["happened_on"], by=request.user,
                words=told["words"],
            )  # fmt: skip
        except CaseRefused as no:
            form.add_error(None, no.sentence)
        else:
            return redirect("online_case", case.premises.town.slug, case.key)
    return _page(request, case, step=form)
