"""« Budget » of a sheet: what it costs year by year, and who pays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import policies
from beffroi.programme.forms.money import FinancingForm
from beffroi.programme.forms.spendings import SpendingForm
from beffroi.programme.models import ActionSheet, BudgetLine, FinancingLine
from beffroi.programme.reads.money import funded, spent
from beffroi.programme.rules.financing import keeps_own_share, leverage
from beffroi.programme.rules.money import over_spent, total
from beffroi.programme.rules.spendings import Row, row_with
from beffroi.programme.rules.stages import Stage
from beffroi.programme.views.budget_tables import cost_warnings, stage_table
from beffroi.programme.views.sheet_budget_tables import cost_table, paid_table
from beffroi.programme.views.sheet_frame import crumbs, head, sheet_for
from beffroi.programme.words import sheet_address
from beffroi.programme.writes import money
from beffroi.territory import policies as rights

DROP = "retirer"
Save = Callable[[dict[str, Any]], Any]


@acting("read", "financing", obj="sheet_key")
@require_GET
def sheet_budget(request: SignedRequest, sheet_key: str, town: str = "") -> HttpResponse:
    """The money of one sheet: each stage apart, inside and outside the agreement apart."""
    sheet = sheet_for(request, town, sheet_key)
    policies.check_money(request.user, sheet)
    writes = bool(rights.may(request.user, "write", policies.FINANCING, town=sheet.town, obj=sheet))
    costs, lines = spent([sheet.pk]), funded([sheet.pk])
    context = head(request, sheet, "sheet_budget", _("Budget")) | {
        "may_change": writes,
        "stages": stage_table([total(costs, stage) for stage in Stage]) if costs else None,
        "costs": cost_table(sheet, writes),
        "financing": paid_table(sheet, writes),
        "warnings": cost_warnings(over_spent(costs), keeps_own_share(lines)),
        "leverage": leverage(lines),
    }
    return render(request, "programme/sheet_budget.html", context)


@acting("write", "financing", obj="sheet_key")
@require_http_methods(["GET", "POST"])
def budget_add(request: SignedRequest, sheet_key: str, town: str = "") -> HttpResponse:
    """Add what a year costs."""
    sheet = sheet_for(request, town, sheet_key)
    form = SpendingForm(request.POST or None, initial={"year": _year(sheet)})
    return _page(
        request, sheet, form, _("Inscrire une dépense"), lambda _told: _spend(request, sheet, form)
    )


@acting("write", "financing", obj="sheet_key")
@require_http_methods(["GET", "POST"])
def budget_change(
    request: SignedRequest, sheet_key: str, number: int, town: str = ""
) -> HttpResponse:
    """Correct the spending that a line is a part of, at all its stages, or take it away."""
    sheet = sheet_for(request, town, sheet_key)
    lines = list(sheet.budget_lines.select_related("sheet__town").order_by("year", "pk"))
    line = next((one for one in lines if one.pk == number), None)
    if line is None:
        raise Http404(_("Cette dépense n’existe pas."))
    row = row_with(lines, line)
    if request.POST.get("act") == DROP:
        held = [(stage, one, None) for stage in Stage for one in row.lines.get(stage, ())]
        money.spend(sheet=sheet, by=request.user, facts={}, amounts=held)
        return redirect(sheet_address(sheet, "sheet_budget"))
    form = SpendingForm(request.POST or None, initial=_facts(row), row=row)
    return _page(
        request, sheet, form, _("Corriger une dépense"),
        lambda _told: _spend(request, sheet, form), drop=True,
    )  # fmt: skip


def _spend(request: SignedRequest, sheet: ActionSheet, form: SpendingForm) -> None:
    money.spend(sheet=sheet, by=request.user, facts=form.facts, amounts=form.amounts)


@acting("write", "financing", obj="sheet_key")
@require_http_methods(["GET", "POST"])
def financing_add(request: SignedRequest, sheet_key: str, town: str = "") -> HttpResponse:
    """Add who pays a part."""
    sheet = sheet_for(request, town, sheet_key)
    form = FinancingForm(request.POST or None, initial={"year": _year(sheet)})
    return _page(
        request, sheet, form, _("Inscrire un financement"),
        lambda told: money.finance(sheet=sheet, by=request.user, **told),
    )  # fmt: skip


@acting("write", "financing", obj="sheet_key")
@require_http_methods(["GET", "POST"])
def financing_change(
    request: SignedRequest, sheet_key: str, number: int, town: str = ""
) -> HttpResponse:
    """Say how far a request for money is, or take it away."""
    sheet = sheet_for(request, town, sheet_key)
    line = get_object_or_404(sheet.financing_lines.select_related("sheet__town"), pk=number)
    if request.POST.get("act") == DROP:
        money.drop_financing(line=line, by=request.user)
        return redirect(sheet_address(sheet, "sheet_budget"))
    form = FinancingForm(request.POST or None, initial=_financing_facts(line))
    return _page(
        request, sheet, form, _("Corriger un financement"),
        lambda told: money.change_financing(line=line, by=request.user, **told), drop=True,
    )  # fmt: skip


def _page(
    request: SignedRequest,
    sheet: ActionSheet,
    form: Any,
    title: str,
    save: Save,
    *,
    drop: bool = False,
) -> HttpResponse:
    """The form with its faults, or the budget once it is saved."""
    back = sheet_address(sheet, "sheet_budget")
    if form.is_bound and form.is_valid():
        save(form.cleaned_data)
        return redirect(back)
    context = {
        "sheet": sheet, "form": form, "title": title,
        "back": back, "back_label": _("Revenir au budget de la fiche"),
        "drop": _("Retirer cette ligne, saisie par erreur") if drop else "",
        "crumbs": crumbs(sheet, _("Budget"), title),
    }  # fmt: skip
    return render(request, "programme/sheet_part.html", context)


def _year(sheet: ActionSheet) -> int:
    """The year of a new line: this one, within those of the action."""
    this = timezone.localdate().year
    if sheet.start and this < sheet.start.year:
        return sheet.start.year
    return min(this, sheet.end.year) if sheet.end else this


def _facts(row: Row[BudgetLine]) -> dict[str, Any]:
    facts = {name: getattr(row, name) for name in SpendingForm.base_fields}
    return facts | {"vat_rate": f"{row.vat_rate.normalize():f}"}


def _financing_facts(line: FinancingLine) -> dict[str, Any]:
    facts = {name: getattr(line, name) for name in FinancingForm.base_fields}
    return facts | {"rate": None if line.rate is None else (line.rate * 100).normalize()}
