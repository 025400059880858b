"""« Où pourrais-je ouvrir une poissonnerie ? »: a trade named, vacant premises ranked with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting, public
from beffroi.premises.models import TradeWish
from beffroi.premises.reads import Look, door_name, look, picture_of
from beffroi.premises.reads import trades as reads
from beffroi.premises.reads.trades import Candidate, Openings
from beffroi.premises.views.trades.opening_words import (
    already_there,
    as_csv,
    candidate_shown,
    opening_finding,
)
from beffroi.premises.views.trades.words import trade_label
from beffroi.premises.words import activity_label, crumbs, door_link, town_address

SHOWN = 24
LONGEST = 80


@public
@require_GET
def where_to_open(request: HttpRequest, town: str) -> HttpResponse:
    """For anybody: what is seen from the pavement and what the town says it wants."""
    return _answer(request, town, team=False)


@acting("read", "trade_plan")
@require_GET
def where_to_open_team(request: SignedRequest, town: str) -> HttpResponse:
    """For the town's team: its own plans, the remarks of rounds and of passers-by, and the file."""
    return _answer(request, town, team=True)


def _answer(request: HttpRequest, town: str, *, team: bool) -> HttpResponse:
    view = look(town, request.GET)
    asked = request.GET.get("metier", "")[:LONGEST]
    meant = reads.trades_meant(asked)
    chosen = request.GET.get("activite", "")
    activity = chosen if reads.family_of(chosen) else meant[0] if len(meant) == 1 else ""
    wishes = reads.wishes_on(view.town, view.on, team=team) if view.on else []
    context = {
        "view": view,
        "team": team,
        "asked": asked or (activity_label(activity) if activity else ""),
        "meant": [] if activity else [(code, activity_label(code)) for code in meant],
        "unknown": bool(asked) and not meant and not activity,
        "wished": _wished(wishes),
        "here": reverse("where_to_open_team" if team else "where_to_open", args=[view.town.slug]),
        "begin": town_address(view.town),
        "crumbs": crumbs(view.town, _("Où ouvrir ?"), (_("Activités souhaitées"), "trades")),
        "finding": _("Où pourrais-je ouvrir, à %(town)s ?") % {"town": view.town.name},
    }
    if activity and view.on:
        found = _openings(view, activity, wishes)
        if team and request.GET.get("format") == "csv":
            return as_csv(view.town, activity, found)
        context |= _found(view, activity, found, team=team)
    return render(request, "premises/trades/opening.html", context)


def _wished(wishes: Sequence[TradeWish]) -> list[tuple[str, str]]:
    """Trades the town wants, as shortcuts."""
    wanted = {row.activity for row in wishes if row.wanted and row.activity}
    return sorted(((code, activity_label(code)) for code in wanted), key=lambda pair: pair[1])


def _openings(view: Look, activity: str, wishes: Sequence[TradeWish]) -> Openings:
    assert view.on is not None  # noqa: S101 - asked by the caller, for the type checker
    family = reads.family_of(activity)
    return reads.openings(view.town, view.on, activity=activity, family=family, wishes=wishes)


def _found(view: Look, activity: str, found: Openings, *, team: bool) -> dict[str, Any]:
    shown = found.candidates[:SHOWN]
    notes = reads.team_notes(view.town) if team else {}
    link = door_link(view.town)
    places = [
        candidate_shown(one, rank, link(one.cell), notes.get(one.cell.public_id, []))
        for rank, one in enumerate(shown, start=1)
    ]
    return {
        "activity": activity,
        "trade": trade_label(activity, ""),
        "finding": opening_finding(view.town, activity, found),
        "same": already_there(view.town, found.same),
        "places": places,
        "cut": len(found.candidates) - len(shown),
        "map_svg": _map(view, shown, found) if shown else "",
        "told": view.told,
    }


def _map(view: Look, shown: Sequence[Candidate], found: Openings) -> str:
    """The places of the list, by their rank, and the shops of the trade. Two queries."""
    ranks = {one.cell.public_id: rank for rank, one in enumerate(shown, start=1)}
    cells = [*found.same, *(one.cell for one in shown)]
    drawn = picture_of(
        view.town, cells, link=door_link(view.town),
        say=lambda c: f"{ranks[c.public_id]}. {door_name(c)}" if c.public_id in ranks else door_name(c),
    )  # fmt: skip
    title = _("Carte des locaux vides de %(town)s") % {"town": view.town.name}
    svg = drawn.draw(width=840, title=title, language=(get_language() or "fr")[:2])
    return mark_safe(svg)  # noqa: S308 - ours, the drawing escapes every name it takes
