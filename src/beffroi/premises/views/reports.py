"""« Fermé, changé, faux »: said by anybody in one tap, checked and answered by the team."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from beffroi.accounts import limits
from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting, public
from beffroi.premises import reads
from beffroi.premises.forms.reports import ROUND, SEEN, AnswerForm, ReportForm
from beffroi.premises.models import Premises
from beffroi.premises.reads import reports as waiting
from beffroi.premises.rules.reports import State
from beffroi.premises.views.report_tables import (
    answered_table,
    door_address,
    doors_table,
    list_finding,
)
from beffroi.premises.views.shop_lines import merchants_say
from beffroi.premises.words import crumbs, sheet_finding, where_of
from beffroi.premises.writes import reports as writes
from beffroi.territory import reads as territory


def _door(town: str, public_id: str) -> Premises:
    return reads.premises_or_404(territory.town_or_404(town), public_id)


def _sent(request: HttpRequest) -> Any:
    """What was sent, be it empty; None of a page only read."""
    return request.POST if request.method == "POST" else None


@public
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, town: str, public_id: str) -> HttpResponse:
    """Say that a door has changed: one tap from its page, or from here; nobody signs in."""
    premises = _door(town, public_id)
    form = ReportForm(_sent(request), premises=premises)
    valid = request.method == "POST" and form.is_valid()
    too_many = valid and not limits.may_report(request)
    if valid and not too_many:
        said = {word: form.cleaned_data.get(word, "") for word in ("kind", "words", "thanks_to")}
        language = get_language() or "fr"
        writes.receive_report(premises=premises, language=language, **said)
        return redirect("door_report_thanks", premises.town.slug, premises.public_id)
    context = {
        "town": premises.town,
        "premises": premises,
        "form": form,
        "too_many": too_many,
        "finding": _("Qu’avez-vous vu à cette adresse ?"),
        "where": where_of(premises),
        "crumbs": _crumbs_of(premises, _("Signaler")),
    }
    status = 429 if too_many else 422 if form.errors else 200
    return render(request, "premises/reports/report.html", context, status=status)


@public
@require_GET
def thanks(request: HttpRequest, town: str, public_id: str) -> HttpResponse:
    """It arrived, and what becomes of it."""
    premises = _door(town, public_id)
    context = {
        "town": premises.town,
        "premises": premises,
        "where": where_of(premises),
        "crumbs": _crumbs_of(premises, _("Merci")),
    }
    return render(request, "premises/reports/thanks.html", context)


def _crumbs_of(premises: Premises, here: str) -> list[dict[str, str]]:
    found = crumbs(premises.town, here, (_("Locaux"), "premises_list"))
    sheet = reverse("premises", args=[premises.town.slug, premises.public_id])
    return [*found[:-1], {"label": premises.public_id, "href": sheet}, found[-1]]


@acting("read", "door_reports")
@require_GET
def report_list(request: SignedRequest, town: str) -> HttpResponse:
    """Doors to check, the most reported first; and what was answered lately."""
    place = territory.town_or_404(town)
    doors = waiting.waiting_doors(place)
    context = {
        "town": place,
        "doors": doors,
        "finding": list_finding(place, len(doors)),
        "table": doors_table(place, doors),
        "answered": answered_table(place),
        "said": merchants_say(place),
        "crumbs": crumbs(place, _("Signalements")),
    }
    return render(request, "premises/reports/list.html", context)


@acting("write", "door_reports", obj="public_id")
@require_http_methods(["GET", "POST"])
def answer(request: SignedRequest, town: str, public_id: str) -> HttpResponse:
    """The reports of a door, and what the team found there."""
    premises = _door(town, public_id)
    today = territory.today_in(premises.town.insee_code)
    form = AnswerForm(_sent(request), today=today)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _settle(request, premises, form))
        return redirect("door_reports", premises.town.slug)
    reports = waiting.reports_of(premises)
    context = {
        "town": premises.town,
        "premises": premises,
        "reports": reports,
        "waiting": any(one.state == State.OPEN for one in reports),
        "known": sheet_finding(premises, reads.history_of(premises)).replace("*", ""),
        "form": form,
        "finding": _("Ce local a-t-il changé ?"),
        "where": where_of(premises),
        "crumbs": crumbs(
            premises.town, door_address(premises), (_("Signalements"), "door_reports")
        ),
    }
    status = 422 if form.errors else 200
    return render(request, "premises/reports/answer.html", context, status=status)


def _settle(request: SignedRequest, premises: Premises, form: AnswerForm) -> str:
    """Write the answer; the sentence that says what it did."""
    told = form.cleaned_data
    if told["verdict"] == ROUND:
        writes.leave_to_round(premises=premises, by=request.user)
        return _("Ce local attend le prochain relevé ; sa rue y gagne en priorité.")
    if told["verdict"] == SEEN:
        writes.confirm(
            premises=premises, on=told["seen_on"], said=form.said(), by=request.user,
            words=told["words"],
        )  # fmt: skip
        return _("Votre constat est enregistré et daté ; qui a signalé est remercié.")
    writes.deny(premises=premises, by=request.user, words=told["words"])
    return _("Rien ne change ; qui a signalé est remercié.")
