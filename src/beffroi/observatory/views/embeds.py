"""A map or a figure inside another site's page: no menu, no script, no cookie; and its oEmbed card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.observatory import reads
from beffroi.observatory.rules import registry
from beffroi.observatory.views.asked import asked_for
from beffroi.observatory.views.printed import tile
from beffroi.premises import reads as premises
from beffroi.premises.words import door_link, map_finding, place_and_day
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.ui.families import FAMILIES

# Any site may show what everybody may read: nobody is signed in there, and nothing is to be pressed.
ANYWHERE = {
    "default-src": ["'none'"],
    "script-src": ["'none'"],
    "connect-src": ["'none'"],
    "worker-src": ["'none'"],
    "style-src": [SELF],
    "font-src": [SELF],
    "img-src": [SELF, "data:"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["*"],
}
FIGURE = "vacancy_rate"
Shown = TypeVar("Shown", bound=Callable[..., HttpResponse])
SIZES = {"embed_map": (840, 640), "embed_figure": (480, 260)}  # px


def framed(view: Shown) -> Shown:
    """Let any site show this page inside its own."""
    shown: Any = xframe_options_exempt(csp_replace(ANYWHERE)(cast("Any", view)))
    return cast("Shown", shown)


@public
@require_GET
@framed
def embed_map(request: HttpRequest, town: str) -> HttpResponse:
    """The map of the last round, drawn on the server; each door leads to its page."""
    view = asked_for(request, town).view
    counts = premises.counts_by_key(
        premises.counted(view.town, view.on, perimeter=view.perimeter) if view.on else ()
    )
    drawn = premises.town_map(view, link=door_link(view.town)) if view.on else ""
    context = {
        "view": view,
        "page": reverse("map", args=[view.town.slug]),
        "finding": map_finding(view, counts.total()),
        "sub": place_and_day(view),
        "keys": [key for key in (*(one.key for one in FAMILIES), "vacant") if counts[key]],
        "map_svg": mark_safe(drawn),  # noqa: S308 - the drawing escapes every name it takes
    }
    return render(request, "observatory/embed_map.html", context)


@public
@require_GET
@framed
def embed_figure(request: HttpRequest, town: str) -> HttpResponse:
    """The vacancy rate of the last round with its doubt."""
    asked = asked_for(request, town)
    view = asked.view
    seen = reads.panorama(view.town, view.on, perimeter=view.perimeter)
    figure = seen.figures.get(FIGURE)
    if figure is None:
        raise Http404
    context = {
        "view": view,
        "page": asked.figure_href(registry.get(FIGURE)),
        "tile": tile(asked, figure),
        "sub": place_and_day(view),
    }
    return render(request, "observatory/embed_figure.html", context)


@public
@require_GET
def oembed(request: HttpRequest, town: str) -> HttpResponse:
    """The card of one of the two (oEmbed 1.0, JSON), for the address given in `url`."""
    place = territory.town_or_404(town)
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)  # as the standard says of a format not offered
    for card in cards(request, place):
        if request.GET.get("url") == card["src"]:
            return JsonResponse(_told(place, card))
    raise Http404


def _told(town: Town, card: dict[str, Any]) -> dict[str, Any]:
    told = {"version": "1.0", "type": "rich", "provider_name": "Beffroi", "title": card["title"]}
    size = {"width": card["width"], "height": card["height"]}
    return {**told, **size, "html": str(card["snippet"]), "author_name": town.name}


def cards(request: HttpRequest, town: Town) -> list[dict[str, Any]]:
    """What may be embedded of a town, each with the lines to paste."""
    titles = {
        "embed_map": _("Carte des commerces de %(town)s") % {"town": town.name},
        "embed_figure": _("Taux de vacance commerciale de %(town)s") % {"town": town.name},
    }
    found = []
    for route, (width, height) in SIZES.items():
        src = request.build_absolute_uri(reverse(route, args=[town.slug]))
        snippet = format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>',
            src,
            titles[route],
            width,
            height,
        )
        size = {"width": width, "height": height}
        found.append({"src": src, "title": titles[route], "snippet": snippet, **size})
    return found
