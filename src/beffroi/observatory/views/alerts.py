"""Alerts of a town: the list, one of them, what is done of it, the rule that rings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts import reads as people
from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.observatory import reads, writes
from beffroi.observatory.forms import AcknowledgeForm, AlertRuleForm, CloseForm
from beffroi.observatory.models import Alert, AlertRule
from beffroi.observatory.rules.ringing import State, StepError, grouped
from beffroi.observatory.rules.sentences import decimal
from beffroi.observatory.views.diagnoses import crumbs_of
from beffroi.territory import policies
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

GROUP = "alerts"


@acting("read", GROUP)
@require_GET
def alert_list(request: SignedRequest, town: str) -> HttpResponse:
    """What rings now, what rang before, and from where it rings."""
    place = territory.town_or_404(town)
    rows = list(reads.alerts_of(place))
    open_ones = [row for row in rows if row.state != State.CLOSED]
    context = {
        "town": place,
        "title": _title(open_ones),
        "open_ones": [_shown(place, row) for row in open_ones],
        "closed": [_shown(place, row) for row in rows if row.state == State.CLOSED],
        "rules": [_rule(place, rule) for rule in reads.rules_of(place)],
        "may_write": may_write(request, place),
        "crumbs": crumbs_of(place, (_("Alertes"), "")),
    }
    return render(request, "observatory/alerts.html", context)


def may_write(request: HttpRequest, town: Town) -> bool:
    """Whether this person may act on the alerts of the town."""
    return bool(policies.may(request.user, "write", GROUP, town=town))


def _title(rows: list[Alert]) -> str:
    waiting = sum(row.state == State.OPEN for row in rows)
    if waiting:
        text = ngettext(
            "*%(n)d alerte* attend que quelqu’un la prenne en charge",
            "*%(n)d alertes* attendent que quelqu’un les prenne en charge",
            waiting,
        )
        return text % {"n": waiting}
    if rows:
        text = ngettext(
            "%(n)d alerte en cours, prise en charge",
            "%(n)d alertes en cours, prises en charge",
            len(rows),
        )
        return text % {"n": len(rows)}
    return _("Aucune alerte en cours")


def _shown(town: Town, row: Alert) -> dict[str, Any]:
    """An alert as the list and its page show it."""
    figure = row.figure
    return {
        "row": row,
        "href": reverse("alert", args=[town.slug, row.number]),
        "rate": decimal(100 * figure["rate"]) if figure["rate"] is not None else "",
        "threshold": decimal(100 * figure["asked"]["threshold"]),
        "vacant": figure["vacant"],
        "total": figure["total"],
        "indicator": AlertRule.Indicator(figure["asked"]["indicator"]).label,
    }


def _rule(town: Town, rule: AlertRule) -> dict[str, Any]:
    names = {row.slug: row.name for row in territory.perimeters(town)}
    return {"row": rule, "place": names.get(rule.perimeter, town.name)}


@acting("read", GROUP)
@require_GET
def alert_page(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """One alert: the figure it rang for, the doors that made it, what was done."""
    row = reads.alert_or_404(territory.town_or_404(town), number)
    return _page(request, row)


def _page(
    request: SignedRequest, row: Alert, *, refused: Form | None = None, status: int = 200
) -> HttpResponse:
    town = row.rule.town
    context = {
        **_shown(town, row),
        "town": town,
        "groups": [_linked(town, group) for group in grouped(row.doors)],
        "redo": reads.alert_to_redo(row),
        **_names(row),
        "may_write": may_write(request, town) and row.state != State.CLOSED,
        "form": refused if isinstance(refused, AcknowledgeForm) else _begun(row),
        "closing": refused if isinstance(refused, CloseForm) else CloseForm(),
        "title": _("Alerte n° %(number)d") % {"number": row.number},
        "crumbs": crumbs_of(
            town, (_("Alertes"), reverse("alerts", args=[town.slug])), (_("Alerte"), "")
        ),
    }
    return render(request, "observatory/alert.html", context, status=status)


def _begun(row: Alert) -> AcknowledgeForm:
    """What was written before stands in the form: completed, never lost."""
    return AcknowledgeForm(initial={"done": row.done})


def _names(row: Alert) -> dict[str, str]:
    """Who took it in hand and who closed it; nobody, once erased."""
    found = {
        one.key: one.name for one in people.people_of_keys([row.acknowledged_by, row.closed_by])
    }
    return {
        "taken_by": found.get(row.acknowledged_by, ""),
        "closed_by": found.get(row.closed_by, ""),
    }


def _linked(town: Town, group: dict[str, Any]) -> dict[str, Any]:
    doors = [
        {**door, "href": reverse("premises", args=[town.slug, door["public_id"]])}
        for door in group["doors"]
    ]
    return {**group, "doors": doors}


@acting("write", GROUP)
@require_POST
def alert_acknowledge(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Take it in hand, saying what is done."""
    row, form = _sent(request, town, number, AcknowledgeForm)
    if not form.is_valid():
        return _page(request, row, refused=form, status=422)
    try:
        writes.acknowledge(alert=row, done=form.cleaned_data["done"], by=request.user)
    except StepError as error:
        messages.error(request, str(error))
    return redirect("alert", row.rule.town.slug, row.number)


@acting("write", GROUP)
@require_POST
def alert_close(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Put it away, saying what came of it."""
    row, form = _sent(request, town, number, CloseForm)
    if not form.is_valid():
        return _page(request, row, refused=form, status=422)
    try:
        writes.close(alert=row, outcome=form.cleaned_data["outcome"], by=request.user)
    except StepError as error:
        messages.error(request, str(error))
    return redirect("alert", row.rule.town.slug, row.number)


def _sent(request: SignedRequest, town: str, number: int, form: type[Form]) -> tuple[Alert, Form]:
    return reads.alert_or_404(territory.town_or_404(town), number), form(request.POST)


@acting("write", GROUP)
@require_http_methods(["GET", "POST"])
def alert_rule(request: SignedRequest, town: str, number: int = 0) -> HttpResponse:
    """Change a rule, or set another one; judged at once."""
    place = territory.town_or_404(town)
    rule = reads.rule_or_404(place, number) if number else reads.usual_rule(place)
    sent = request.POST if request.method == "POST" else None
    form = AlertRuleForm(sent, instance=rule, perimeters=territory.perimeters(place))
    if sent is not None and form.is_valid():
        writes.change_rule(rule=form.save(commit=False), by=request.user)
        messages.success(request, _("La règle d’alerte est changée, et vient d’être jugée."))
        return redirect("alerts", place.slug)
    step = (_("Alertes"), reverse("alerts", args=[place.slug]))
    context = {
        "town": place,
        "form": form,
        "number": number,
        "crumbs": crumbs_of(place, step, (_("Règle d’alerte"), "")),
    }
    return render(request, "observatory/alert_rule.html", context, status=422 if sent else 200)
