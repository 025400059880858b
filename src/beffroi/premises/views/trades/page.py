"""Trades wanted beside the trades that came and left, street by street."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.premises import policies
from beffroi.premises.forms.trades import FAMILY
from beffroi.premises.models import TradePlan
from beffroi.premises.reads import known_days
from beffroi.premises.reads import trades as reads
from beffroi.premises.reads.trades import DoorChange
from beffroi.premises.rules.trades.changes import Change
from beffroi.premises.rules.trades.plan import flows
from beffroi.premises.views.trades.tables import MOST, changes_csv, changes_table, flows_table
from beffroi.premises.views.trades.words import finding, lines_shown, plan_sub, trade_label
from beffroi.premises.words import crumbs
from beffroi.territory import reads as territory
from beffroi.territory.models import Street, Town
from beffroi.ui.typography import date as written


@dataclass(frozen=True, slots=True)
class Period:
    """From one look at the town to another; `first` None: fewer than two looks are known."""

    first: dt.date | None
    last: dt.date | None
    days: Sequence[dt.date]


@public
@require_GET
def trades(request: HttpRequest, town: str) -> HttpResponse:
    """Plans in force, arrivals and departures, doors that changed, what might be missing."""
    place = territory.town_or_404(town)
    street = _street(place, request.GET.get("rue", ""))
    team = policies.may_read_plans(request.user, place)
    held = reads.plans(place, team=team)
    current = reads.in_force(held, territory.today_in(place.insee_code))
    period = _period(place, request, current)
    changed = _changed(place, period, street)
    if request.GET.get("format") == "csv":
        return changes_csv(place, changed)
    seen = [reads.plan_seen(place, plan, street=street) for plan in current]
    context = _moved(place, period, street, changed) | {
        "town": place,
        "street": street,
        "finding": finding(place, seen),
        "sub": street.name if street else _("Ce que la ville souhaite, et ce que les rues disent"),
        "plans": [_plan(place, one) for one in seen],
        "others": [plan for plan in held if plan not in current],
        "may_write": (may_write := policies.may_plan_trades(request.user, place)),
        "team": team,
        "crumbs": crumbs(place, _("Activités souhaitées")),
        "proposed": _proposed(place, street, period.last),
        "plan_to_write": _to_write(place, current) if may_write else "",
    }
    return render(request, "premises/trades/page.html", context)


def _street(town: Town, slug: str) -> Street | None:
    return territory.streets(town).filter(slug=slug).first() if slug else None


def _plan(town: Town, seen: reads.PlanSeen) -> dict[str, Any]:
    return {
        "plan": seen.plan,
        "sub": plan_sub(seen.plan),
        "lines": lines_shown(town, seen),
        "until": seen.until,
    }


def _period(town: Town, request: HttpRequest, current: Sequence[TradePlan]) -> Period:
    """The days asked for, else from the look before the first plan in force to the last one."""
    days = known_days(town)
    if len(days) < 2:
        return Period(None, days[-1] if days else None, days)
    start = min((plan.starts_on for plan in current), default=days[0])
    usual = max((day for day in days[:-1] if day <= start), default=days[0])
    first, last = _day(request, "du", days) or usual, _day(request, "au", days) or days[-1]
    return Period(first, last, days) if first < last else Period(days[0], days[-1], days)


def _day(request: HttpRequest, name: str, days: Sequence[dt.date]) -> dt.date | None:
    asked = request.GET.get(name, "")
    return next((day for day in days if day.isoformat() == asked), None)


def _changed(town: Town, period: Period, street: Street | None) -> list[DoorChange]:
    if period.first is None or period.last is None:
        return []
    return reads.occupancy_changes(town, period.first, period.last, street=street)


def _moved(
    town: Town,
    period: Period,
    street: Street | None,
    changed: Sequence[DoorChange],
) -> dict[str, Any]:
    """The two tables of a period, and the form that chooses it."""
    if period.first is None or period.last is None:
        return {"period": None, "latest": period.last}
    moves = reads.moved(town, period.first, period.last, street=street)
    kept = {"du": period.first.isoformat(), "au": period.last.isoformat()}
    kept |= {"rue": street.slug} if street else {}
    shown = [one for one in changed if one.change.kind in (Change.TRADE, Change.USE, Change.GONE)]
    return {
        "period": period,
        "kept_street": street.slug if street else "",
        "days": [(day.isoformat(), written(day, get_language())) for day in period.days],
        "flows": flows_table(town, flows(moves), kept),
        "changes": changes_table(town, shown[:MOST], f"?{urlencode({**kept, 'format': 'csv'})}"),
        "n_changes": len(shown),
        "others_changed": len(changed) - len(shown),
        "cut": len(shown) > MOST,
    }


def _proposed(town: Town, street: Street | None, on: dt.date | None) -> list[dict[str, Any]]:
    """Trades a plan of the town might name."""
    if on is None or street is not None:
        return []
    return [
        {
            "title": one.title,
            "cannot": one.cannot,
            "rows": [
                {
                    "row": row,
                    "trade": trade_label(row.activity, row.family),
                    "choice": choice_of(row),
                }
                for row in one.rows
            ],
        }
        for one in reads.proposals(town, on)
    ]


def choice_of(row: reads.Proposal) -> str:
    """The trade as the form of a line offers it."""
    return row.activity or FAMILY + row.family


def _to_write(town: Town, current: Sequence[TradePlan]) -> str:
    """Where a person writes what was proposed: the plan in force, else a new one."""
    if not current:
        return reverse("trade_plan_new", args=[town.slug])
    return reverse("trade_plan", args=[town.slug, current[0].key])
