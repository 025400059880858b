"""The map of a town: families by colour and symbol, vacant in relief, the same as a list."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.premises import reads
from beffroi.premises.reads import Cell, Look, look
from beffroi.premises.words import (
    crumbs,
    day_options,
    door_link,
    map_finding,
    place_and_day,
    town_address,
)
from beffroi.ui.families import FAMILIES
from beffroi.ui.maps import Layer, Mark, layers, over
from beffroi.ui.typography import number, typo

LAYERS = "couches"


@public
@require_GET
def town_map(request: HttpRequest, town: str) -> HttpResponse:
    """The perimeter on a day, filtered by the legend."""
    view = look(town, request.GET)
    counts = reads.counts_by_key(
        reads.counted(view.town, view.on, perimeter=view.perimeter) if view.on else ()
    )
    cells = reads.cells_to_draw(view)
    asked = request.GET.getlist(LAYERS)
    laid = [layer_item(view, layer, asked) for layer in layers()]
    context = {
        "view": view,
        "cut": len(cells) == reads.MOST_DRAWN,
        "map_svg": _draw(view, cells, [mark for one in laid if one["on"] for mark in one["marks"]]),
        "layers": [one for one in laid if one["marks"]],
        "finding": map_finding(view, counts.total()),
        "legend": legend_items(view, counts),
        "dates": day_options(view),
        "begin": town_address(view.town),
        "twin": [twin_item(view, cell) for cell in cells],
        "kept": [(name, value) for name, value in view.query.items() if name != "familles"],
        "kept_families": [("familles", key) for key in view.families],
        "crumbs": crumbs(view.town, _("Carte")),
    }
    return render(request, "premises/map.html", context)


@public
@require_GET
def map_figures(request: HttpRequest, town: str) -> HttpResponse:
    """The words and counts of the map on a day, for the date slider: no drawing."""
    view = look(town, request.GET)
    counts = reads.counts_by_key(
        reads.counted(view.town, view.on, perimeter=view.perimeter) if view.on else ()
    )
    return JsonResponse(
        {
            "finding": typo(map_finding(view, counts.total()), get_language()),
            "sub": typo(place_and_day(view), get_language()),
            "counts": {key: number(count, 0, get_language()) for key, count in counts.items()},
        }
    )


def _draw(view: Look, cells: list[Cell], marks: list[Mark]) -> SafeString:
    """The map as SVG with the layers asked for; the drawing escapes every name it takes."""
    drawn = reads.town_map(view, link=door_link(view.town), cells=cells)
    return mark_safe(over(drawn, marks))  # noqa: S308


def layer_item(view: Look, layer: Layer, asked: list[str]) -> dict[str, Any]:
    """A layer, whether it is laid, and the address that lays it or takes it away."""
    rest = [key for key in asked if key != layer.key]
    words = view.query | {LAYERS: rest if layer.key in asked else [*rest, layer.key]}
    page = reverse("map", args=[view.town.slug])
    return {
        "label": layer.label,
        "on": layer.key in asked,
        "marks": list(layer.marks(view.town)),
        "href": f"{page}?{urlencode(words, doseq=True)}",
    }


def twin_item(view: Look, cell: Cell) -> dict[str, str]:
    """One premises in the list beside the map."""
    return {
        "href": reverse("premises", args=[view.town.slug, cell.public_id]),
        "id": cell.public_id,
        "key": "vacant" if cell.vacant else cell.family,
        "title": _("Local vide") if cell.vacant else cell.name or _("Enseigne non relevée"),
        "note": " ".join(part for part in (cell.house_number, cell.street) if part),
    }


def legend_items(view: Look, counts: Any) -> list[dict[str, Any]]:
    """One line a family present, the empty ones last; all on when none was chosen."""
    keys = [family.key for family in FAMILIES if counts[family.key]]
    return [
        {"key": key, "count": counts[key], "on": not view.families or key in view.families}
        for key in [*keys, "vacant"]
    ]
