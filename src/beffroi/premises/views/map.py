"""The map of a town: families by colour and symbol, vacant in relief, the same as a list."""

from __future__ import annotations

from typing import Any

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
from beffroi.ui.typography import number, typo


@public
@require_GET
def town_map(request: HttpRequest, town: str) -> HttpResponse:
    """The perimeter on a day, filtered by the legend."""
    view = look(town, request.GET)
    counts = reads.counts_by_key(
        reads.counted(view.town, view.on, perimeter=view.perimeter) if view.on else ()
    )
    cells = reads.cells_to_draw(view)
    context = {
        "view": view,
        "cut": len(cells) == reads.MOST_DRAWN,
        "map_svg": _draw(view, cells),
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


def _draw(view: Look, cells: list[Cell]) -> SafeString:
    """The map as SVG; the drawing escapes every name it takes."""
    return mark_safe(reads.town_map(view, link=door_link(view.town), cells=cells))  # noqa: S308


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
