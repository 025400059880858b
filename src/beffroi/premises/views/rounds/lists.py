"""The rounds of a town, and a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.kernel.wording import stored
from beffroi.premises import policies
from beffroi.premises.forms import RoundForm
from beffroi.premises.models import SurveyRound
from beffroi.premises.reads import rounds as reads
from beffroi.premises.rules.rounds.life import OPEN, RoundRefused, State
from beffroi.premises.views.rounds.frame import address
from beffroi.premises.words import crumbs
from beffroi.premises.writes import rounds as writes
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town
from beffroi.ui.tables import Cell, Column, Table
from beffroi.ui.typography import date


@acting("read", "survey")
@require_GET
def round_list(request: HttpRequest, town: str) -> HttpResponse:
    """The rounds one may see: all of them for the team, their own for surveyors."""
    place = territory.town_or_404(town)
    may_lead = policies.may_lead(request.user, place)
    rows = reads.rounds_of(place)
    if not may_lead:
        rows = rows.filter(parts__person=request.user)
    rounds = list(rows[:200])
    context = {
        "town": place,
        "rounds": rounds,
        "finding": _finding(rounds),
        "table": _table(place, rounds),
        "may_lead": may_lead,
        "crumbs": crumbs(place, _("Relevés")),
    }
    return render(request, "premises/rounds/list.html", context)


def _finding(rounds: list[SurveyRound]) -> str:
    walking = sum(1 for one in rounds if one.state in OPEN)
    waiting = sum(1 for one in rounds if one.state in (State.TO_CHECK, State.VALIDATED))
    if waiting:
        said = ngettext(
            "*%(n)d relevé* attend d’être contrôlé ou publié",
            "*%(n)d relevés* attendent d’être contrôlés ou publiés",
            waiting,
        )
        return said % {"n": waiting}
    if walking:
        said = ngettext(
            "%(n)d relevé en cours ou prévu", "%(n)d relevés en cours ou prévus", walking
        )
        return said % {"n": walking}
    return _("Aucun relevé en cours")


def _table(place: Town, rounds: list[SurveyRound]) -> Table:
    counts = reads.counts_by_round(place, [one.pk for one in rounds])
    return Table(
        columns=[
            Column("name", _("Relevé")),
            Column("where", _("Périmètre")),
            Column("days", _("Jours")),
            Column("state", _("État")),
            Column("doors", _("Locaux"), "number"),
            Column("noted", _("Vus"), "percent"),
        ],
        rows=[_row(one, *counts[one.pk]) for one in rounds],
    )


def _row(one: SurveyRound, doors: int, noted: int) -> dict[str, Any]:
    version = _("version %(n)d") % {"n": one.version} if one.version > 1 else ""
    share = noted / doors if doors else one.completeness
    return {
        "name": Cell(one.name, address("round_page", one), version),
        "where": stored(one.perimeter.name) if one.perimeter else "",
        "days": days_of(one),
        "state": one.get_state_display(),
        "doors": doors or None,
        "noted": share,
    }


def days_of(one: SurveyRound) -> str:
    """From when to when: walked, else planned."""
    first, last = (
        (one.started_on, one.ended_on) if one.started_on else (one.planned_from, one.planned_to)
    )
    if first is None or last is None or first == last:
        return date(first) if first else ""
    return _("du %(first)s au %(last)s") % {"first": date(first), "last": date(last)}


@acting("validate", "survey")
@require_http_methods(["GET", "POST"])
def round_new(request: SignedRequest, town: str) -> HttpResponse:
    """Where, when and who: the doors and the order of the walk follow."""
    place = territory.town_or_404(town)
    form = RoundForm(
        request.POST or None,
        initial=_initial(place),
        perimeters=_perimeters(place),
        people=reads.who_may_walk(place, timezone.localdate()),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = writes.plan_round(town=place, by=request.user, **form.cleaned_data)
        except RoundRefused as refused:
            form.add_error("perimeter", refused.sentence)
        else:
            messages.success(request, _("Le relevé est prêt : voici l’ordre de marche proposé."))
            return redirect(address("round_order", made))
    context = {
        "town": place,
        "form": form,
        "back": reverse("rounds", args=[place.slug]),
        "crumbs": crumbs(place, _("Nouveau relevé"), (_("Relevés"), "rounds")),
    }
    return render(request, "premises/rounds/new.html", context)


def _perimeters(place: Town) -> Any:
    """The latest version of each perimeter."""
    latest = [row.pk for row in territory.perimeters(place)]
    return Perimeter.objects.of(place).filter(pk__in=latest)


def _initial(place: Town) -> dict[str, Any]:
    today = timezone.localdate()
    first = next(iter(territory.perimeters(place)), None)
    name = _("Relevé de %(month)s") % {"month": date(today).partition(" ")[2]}
    return {"name": name, "perimeter": first, "planned_from": today, "planned_to": today}
