"""`/systemes`: what the texts ask for, and how far we honestly are."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.portal.links import address
from beffroi.portal.systems import STATES, TEXTS, System, counts, systems
from beffroi.portal.tour import towns_of_tour
from beffroi.territory.models import Town


@public
@require_GET
def systems_page(request: HttpRequest) -> HttpResponse:
    """Every row by text; `?etat=works` keeps those of one state."""
    asked = request.GET.get("etat", "")
    asked = asked if asked in STATES else ""
    towns = towns_of_tour()
    town = towns[0] if towns else None
    kept = [one for one in systems() if not asked or one.state == asked]
    told = counts()
    groups = [
        {"title": TEXTS.get(text, text), "rows": [_row(one, town) for one in rows]}
        for text, rows in groupby(kept, key=lambda one: one.text)
    ]
    context = {
        "groups": groups,
        "total": len(systems()),
        "works": told["works"],
        "partly": told["partly"],
        "filters": [{"key": "", "label": None, "count": len(systems()), "on": not asked}]
        + [
            {"key": key, "label": label, "count": told[key], "on": asked == key}
            for key, label in STATES.items()
        ],
    }
    return render(request, "portal/systems.html", context)


def _row(system: System, town: Town | None) -> dict[str, Any]:
    screen = system.screen and (address(system.screen) or _in_town(system.screen, town))
    return {"system": system, "screen": screen}


def _in_town(route: str, town: Town | None) -> str | None:
    return address(route, town.slug) if town else None
