"""The front page of a town: one finding, one map, what can and cannot be said."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.observatory import reads as observatory
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.figures import Figure
from beffroi.observatory.rules.findings import Where, finding
from beffroi.premises import reads as premises
from beffroi.premises.reads import Cell, Look
from beffroi.ui.families import FAMILIES

DOUBTS = ("vacancy_rate", "structural_vacancy_rate", "vacancy_alert")


@public
@require_GET
def town_front(request: HttpRequest, town: str) -> HttpResponse:
    """What this town's shops look like, at first sight."""
    view = premises.look(town, request.GET)
    if view.on is None:
        return render(request, "portal/town_empty.html", {"view": view})
    cells = premises.cell_list(view.town, view.on, perimeter=view.perimeter, footprints=True)
    stock = observatory.stock_of(view.town, view.on, perimeter=view.perimeter)
    figures = registry.compute_all("stock", stock)
    context = {
        "view": view,
        "map_svg": draw(view, cells),
        "bars": family_bars(view, cells),
        "finding": finding(figures, subject="town", where=emptiest(cells)),
        "doubts": doubts_of(figures),
        "total": stock.total,
        "streets": busiest_streets(view, cells),
    }
    return render(request, "portal/town.html", context)


def emptiest(cells: list[Cell]) -> Where:
    """The street that holds the most vacant premises."""
    vacant = Counter(cell.street for cell in cells if cell.vacant and cell.street)
    street, count = vacant.most_common(1)[0] if vacant else ("", 0)
    return Where(street, count, {family.key: family.label for family in FAMILIES})


def draw(view: Look, cells: list[Cell]) -> SafeString:
    """The town's map as SVG; the drawing escapes every name it takes."""
    picture = premises.picture_of(
        view.town,
        cells,
        say=premises.door_name,
        link=lambda cell: reverse("premises", args=[view.town.slug, cell.public_id]),
        core=0.86,
    )
    title = _("Carte des locaux de %(town)s") % {"town": view.town.name}
    return mark_safe(picture.draw(width=840, title=title))  # noqa: S308


def family_bars(view: Look, cells: list[Cell]) -> list[dict[str, Any]]:
    """Premises by family, the fullest first, the empty ones last."""
    counts = premises.counts_by_key(cells)
    known = sorted((f.key for f in FAMILIES if counts[f.key]), key=lambda key: -counts[key])
    rows = [{"key": key, "value": counts[key]} for key in [*known, "vacant"]]
    address = reverse("map", args=[view.town.slug])
    return [row | {"href": f"{address}?familles={row['key']}"} for row in rows]


def doubts_of(figures: dict[str, Figure]) -> list[dict[str, Any]]:
    """What the sources do not allow to say, each with its reason."""
    return [
        {"label": registry.get(code).label, "text": figures[code].sentence}
        for code in DOUBTS
        if code in figures and figures[code].verdict == "cannot_tell"
    ]


def busiest_streets(view: Look, cells: list[Cell]) -> list[dict[str, Any]]:
    """The three streets with most premises, as ways into the town."""
    doors: dict[str, list[Cell]] = {}
    for cell in cells:
        if cell.street_slug:
            doors.setdefault(cell.street_slug, []).append(cell)
    first = sorted(doors.values(), key=len, reverse=True)[:3]
    return [
        {
            "name": found[0].street,
            "total": len(found),
            "vacant": sum(cell.vacant for cell in found),
            "href": reverse("street", args=[view.town.slug, found[0].street_slug]),
        }
        for found in first
    ]
