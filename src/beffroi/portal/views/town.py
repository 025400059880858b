"""The front page of a town: one finding, one map, what can and cannot be said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.observatory import reads as observatory
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.figures import Figure, Stock, StreetStock
from beffroi.observatory.rules.findings import Where, finding
from beffroi.portal.first_sight import first_sight
from beffroi.premises import reads as premises
from beffroi.premises.reads import Cell, Look
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.ui.families import FAMILIES

CORE = 0.86  # share of the premises the front page's map must hold: the centre, closer
DOUBTS = ("vacancy_rate", "structural_vacancy_rate", "vacancy_alert")


@public
@require_GET
def town_front(request: HttpRequest, town: str) -> HttpResponse:
    """What this town's shops look like, at first sight."""
    view = premises.look(town, request.GET)
    if view.on is None and view.town.establishments.exists():
        return redirect("indicators", view.town.slug)  # the register is all that is known here
    if view.on is None:
        return render(request, "portal/town_first.html", _first(request, view))
    stock, named, rule = observatory.front(view.town, view.on, perimeter=view.perimeter)
    figures = registry.compute_all("stock", stock)
    figures["vacancy_alert"] = observatory.alert_of(stock, (), rule)
    streets = tallies(view.town, named)
    context = {
        "view": view,
        "map_svg": draw(view),
        "bars": family_bars(view, stock),
        "finding": finding(figures, subject="town", where=emptiest(streets)),
        "doubts": doubts_of(figures),
        "total": stock.total,
        "streets": sorted(streets, key=lambda street: -street["total"])[:3],
    }
    return render(request, "portal/town.html", context)


def _first(request: HttpRequest, view: Look) -> dict[str, Any]:
    """The page of a town that has no file yet."""
    may = request.user.is_authenticated and territory.acts_for(request.user, view.town)
    return {"view": view, "seen": first_sight(view.town), "may": may}


def tallies(town: Town, streets: Iterable[StreetStock]) -> list[dict[str, Any]]:
    """Each street's premises and how many are empty."""
    return [
        {
            "name": street.name,
            "total": street.stock.total,
            "vacant": street.stock.vacant,
            "href": reverse("street", args=[town.slug, street.public_id]),
        }
        for street in streets
    ]


def emptiest(streets: list[dict[str, Any]]) -> Where:
    """The street that holds the most vacant premises."""
    worst = max(streets, key=lambda street: street["vacant"], default=None)
    labels = {family.key: family.label for family in FAMILIES}
    if worst is None or not worst["vacant"]:
        return Where(families=labels)
    return Where(worst["name"], worst["vacant"], labels)


def draw(view: Look) -> SafeString:
    """The town's map as SVG; the drawing escapes every name it takes."""
    svg = premises.town_map(view, link=door_link(view.town), core=CORE)
    return mark_safe(svg)  # noqa: S308


def door_link(town: Town) -> Callable[[Cell], str]:
    """The addresses of a town's premises."""
    return lambda cell: reverse("premises", args=[town.slug, cell.public_id])


def family_bars(view: Look, stock: Stock) -> list[dict[str, Any]]:
    """Premises by family, the fullest first, the empty ones last."""
    known = [family.key for family in FAMILIES if stock.by_family.get(family.key)]
    known.sort(key=lambda key: -stock.by_family[key])
    rows: list[dict[str, Any]] = [{"key": key, "value": stock.by_family[key]} for key in known]
    address = reverse("map", args=[view.town.slug])
    rows.append({"key": "vacant", "value": stock.vacant})
    return [row | {"href": f"{address}?familles={row['key']}"} for row in rows]


def doubts_of(figures: dict[str, Figure]) -> list[dict[str, Any]]:
    """What the sources do not allow to say: each reason once, with all that it forbids."""
    by_reason: dict[str, list[str]] = {}
    for code in DOUBTS:
        figure = figures.get(code)
        if figure is not None and figure.verdict == "cannot_tell":
            by_reason.setdefault(str(figure.sentence), []).append(str(registry.get(code).label))
    return [
        {
            "label": ", ".join([first, *(label[:1].lower() + label[1:] for label in rest)]),
            "text": why,
        }
        for why, (first, *rest) in by_reason.items()
    ]
