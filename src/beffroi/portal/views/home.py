"""The first page: one finding, one map; then the towns, the doors, the tour."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.accounts.models import Person
from beffroi.kernel.permission import public
from beffroi.observatory import reads as observatory
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.findings import finding
from beffroi.portal import first, tour
from beffroi.portal.doors import doors_of
from beffroi.portal.views.town import draw, emptiest, tallies
from beffroi.premises import reads as premises
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

_lists: territory.Shelf[str] = territory.Shelf(
    4 << 20
)  # characters: some ten lists of three hundred towns a language


@public
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What is this, what does it say, where do I come in?"""
    towns = list(territory.towns().defer("outline"))  # of three hundred communes, a megabyte
    if not towns:
        return render(request, "portal/home_empty.html", {"steps": _remains(request)})
    shown = next((town for town in towns if town.insee_code == "35236"), towns[0])
    context = {
        "towns": _listed([shown, *(town for town in towns if town != shown)]),
        "town": shown,
        "doors": doors_of(shown),
        "people": _fictional_people(),
        "halts": tour.HALTS,
        "left_at": tour.left_at(request),
        "steps": _remains(request),
        **_first_sight(shown),
    }
    return render(request, "portal/home.html", context)


def _remains(request: HttpRequest) -> list[first.Step]:
    """What a new installation still needs: for whoever looks after it, and not in the demo."""
    if settings.DEMO or not territory.administers(getattr(request, "user", None)):
        return []
    return first.checklist()


def _first_sight(town: Town) -> dict[str, Any]:
    """The town's heaviest finding and its map; both empty while no file told of premises."""
    view = premises.look_at(town, MultiValueDict())
    if view.on is None:
        return {"view": view, "finding": "", "map_svg": ""}
    stock, streets, rule = observatory.front(town, view.on, perimeter=view.perimeter)
    figures = registry.compute_all("stock", stock)
    figures["vacancy_alert"] = observatory.alert_of(stock, (), rule)
    return {
        "view": view,
        "finding": finding(figures, subject="town", where=emptiest(tallies(town, streets))),
        "map_svg": draw(view),
    }


def _listed(towns: list[Town]) -> SafeString:
    """The doors of the towns, drawn once a language for the same names and counts."""
    counts = premises.counts_by_town(towns)
    rows = [{"town": town, "premises": counts.get(town.pk, 0)} for town in towns]
    said = tuple((one.slug, one.name, one.is_fictional, counts.get(one.pk, 0)) for one in towns)
    drawn = _lists.get((get_language(), said))
    if drawn is None:
        drawn = render_to_string("portal/_towns.html", {"towns": rows})
        _lists.put((get_language(), said), drawn)
    return mark_safe(drawn)  # noqa: S308 - our own template, which escapes


def _fictional_people() -> list[Person]:
    """Whom one may be in one click, in the demo only."""
    if not settings.DEMO:
        return []
    return list(Person.objects.filter(is_fictional=True).order_by("name"))


@public
@require_GET
def tour_stop(request: HttpRequest, step: int) -> HttpResponse:
    """Go to the real page of a stop of the tour."""
    page = tour.halt_address(step)
    if page is None:
        raise Http404(_("La visite n’a pas cette étape."))
    return redirect(page)
