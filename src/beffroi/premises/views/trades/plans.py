"""A plan of trades: decided, written line by line, ended."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting, public
from beffroi.premises import policies
from beffroi.premises.forms.trades import EndForm, PlanForm, WishForm
from beffroi.premises.models import Premises, TradePlan, TradeWish
from beffroi.premises.reads import trades as reads
from beffroi.premises.views.trades.words import lines_shown, plan_sub
from beffroi.premises.words import crumbs
from beffroi.premises.writes import trades as writes
from beffroi.premises.writes.trades import PlanRefused
from beffroi.territory import reads as territory
from beffroi.territory.models import Town


@acting("write", "trade_plan")
@require_http_methods(["GET", "POST"])
def plan_new(request: SignedRequest, town: str) -> HttpResponse:
    """Note what was decided, by whom, from when; its lines come next."""
    place = territory.town_or_404(town)
    today = territory.today_in(place.insee_code)
    form = PlanForm(request.POST or None, initial={"decided_on": today, "starts_on": today})
    if request.method == "POST" and form.is_valid():
        made = writes.decide_plan(town=place, by=request.user, **form.cleaned_data)
        return redirect("trade_plan", place.slug, made.key)
    context = {
        "town": place,
        "form": form,
        "crumbs": crumbs(place, _("Noter un plan"), (_("Activités souhaitées"), "trades")),
    }
    status = 422 if form.errors else 200
    return render(request, "premises/trades/plan_new.html", context, status=status)


@public
@require_GET
def plan_page(request: HttpRequest, town: str, key: str) -> HttpResponse:
    """One plan with its lines and what answered them; one kept for the team is not found by others."""
    place = territory.town_or_404(town)
    plan = reads.plan_or_404(place, key, team=policies.may_read_plans(request.user, place))
    return _page(request, place, plan)


def _page(
    request: HttpRequest, town: Town, plan: TradePlan, wish: Any = None, end: Any = None
) -> HttpResponse:
    today = territory.today_in(town.insee_code)
    over = plan.ends_on is not None and plan.ends_on <= today
    may_write = not over and policies.may_plan_trades(request.user, town)
    seen = reads.plan_seen(town, plan)
    wrong = any(form is not None and form.errors for form in (wish, end))
    context = {
        "town": town,
        "plan": plan,
        "sub": plan_sub(plan),
        "lines": lines_shown(town, seen),
        "until": seen.until,
        "may_write": may_write,
        "over": over,
        "crumbs": crumbs(town, plan.name, (_("Activités souhaitées"), "trades")),
    }
    if may_write:
        context |= {
            "wish": wish or _wish_form(town, initial=_asked(request)),
            "end": end or EndForm(today=today),
        }
    return render(request, "premises/trades/plan.html", context, status=422 if wrong else 200)


def _asked(request: HttpRequest) -> dict[str, str]:
    """What a proposal already filled in."""
    return {"wanted": "yes", "number": "1", "trade": request.GET.get("activite", "")}


def _wish_form(town: Town, *args: Any, **options: Any) -> WishForm:
    return WishForm(*args, **places_of(town), **options)


def places_of(town: Town) -> dict[str, Any]:
    """The streets that have premises, and the sectors: where something may be decided."""
    traded = Premises.objects.of(town).exclude(street=None).values("street")
    streets = territory.streets(town).filter(pk__in=traded)
    return {"streets": streets, "sectors": territory.perimeters(town)}


@acting("write", "trade_plan")
@require_POST
def wish_add(request: SignedRequest, town: str, key: str) -> HttpResponse:
    """One line more."""
    place = territory.town_or_404(town)
    plan = reads.plan_or_404(place, key, team=True)
    form = _wish_form(place, request.POST)
    if form.is_valid():
        try:
            writes.add_wish(plan=plan, by=request.user, **form.said())
        except PlanRefused as no:
            form.add_error("trade", no.sentence)
        else:
            messages.success(request, _("La ligne est écrite au plan."))
            return redirect("trade_plan", place.slug, plan.key)
    return _page(request, place, plan, wish=form)


@acting("write", "trade_plan")
@require_POST
def wish_withdraw(request: SignedRequest, town: str, key: str, number: int) -> HttpResponse:
    """Take a line off."""
    place = territory.town_or_404(town)
    plan = reads.plan_or_404(place, key, team=True)
    wish = get_object_or_404(
        TradeWish.objects.of(place).select_related("plan"), plan=plan, pk=number
    )
    try:
        writes.withdraw_wish(wish=wish, by=request.user)
    except PlanRefused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, _("La ligne est retirée du plan."))
    return redirect("trade_plan", place.slug, plan.key)


@acting("write", "trade_plan")
@require_POST
def plan_end(request: SignedRequest, town: str, key: str) -> HttpResponse:
    """The plan stops holding."""
    place = territory.town_or_404(town)
    plan = reads.plan_or_404(place, key, team=True)
    form = EndForm(request.POST, today=territory.today_in(place.insee_code))
    if form.is_valid():
        try:
            writes.end_plan(plan=plan, on=form.cleaned_data["ends_on"], by=request.user)
        except PlanRefused as no:
            form.add_error("ends_on", no.sentence)
        else:
            return redirect(reverse("trade_plan", args=[place.slug, plan.key]))
    return _page(request, place, plan, end=form)
