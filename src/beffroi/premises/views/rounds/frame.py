"""What the pages of rounds share: the round of the path, its tabs, what may be done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.premises import policies
from beffroi.premises.models import SurveyRound
from beffroi.premises.reads import rounds as reads
from beffroi.premises.rules.rounds.life import OPEN, PUBLIC, State
from beffroi.premises.words import crumbs
from beffroi.territory import reads as territory


def inside(town: str, round_key: str) -> SurveyRound:
    """The round of the path."""
    return reads.round_or_404(territory.town_or_404(town), round_key)


def address(route: str, round: SurveyRound, **parts: Any) -> str:
    """The page of a round."""
    return reverse(route, kwargs={"town": round.town.slug, "round_key": round.key, **parts})


def leads(request: HttpRequest, round: SurveyRound) -> bool:
    """Whether this person plans, checks and publishes here; kept for the request."""
    return policies.may_lead(request.user, round.town)


def page(
    request: HttpRequest, round: SurveyRound, route: str, template: str, context: dict[str, Any]
) -> HttpResponse:
    """A page of a round, its tabs above."""
    may_lead = leads(request, round)
    told = {
        "town": round.town,
        "round": round,
        "may_lead": may_lead,
        "tabs": _tabs(round, route, may_lead),
        "crumbs": _crumbs(round, route),
        **context,
    }
    return render(request, template, told)


def _tabs(round: SurveyRound, route: str, may_lead: bool) -> list[dict[str, Any]]:
    shown = [("round_page", _("Avancement"))]
    if not round.protocol_version:
        return []  # told whole by a file: nobody planned its walk here
    shown.append(("round_order", _("Parcours")))
    if round.state in OPEN:
        shown.append(("round_typing", _("Saisie des feuilles")))
    if may_lead and round.state != State.PLANNED:
        shown.append(("round_check", _("Contrôle")))
    if may_lead and round.state in PUBLIC:
        shown.append(("round_photos", _("Photos")))
    return [
        {"label": label, "href": address(name, round), "current": name == route}
        for name, label in shown
    ]


def _crumbs(round: SurveyRound, route: str) -> list[dict[str, str]]:
    found = crumbs(round.town, round.name, (_("Relevés"), "rounds"))
    if route != "round_page":
        found[-1]["href"] = address("round_page", round)
    return found


def refused(
    request: HttpRequest, round: SurveyRound, sentence: str, route: str = "round_page"
) -> Any:
    """Back to a page with the sentence that says why not."""
    messages.error(request, sentence)
    return redirect(address(route, round))
