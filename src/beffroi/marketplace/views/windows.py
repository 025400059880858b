"""The shops of a town, those open first; and the page of each."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_GET

from beffroi.kernel.headers import powers
from beffroi.kernel.permission import public
from beffroi.marketplace import reads
from beffroi.marketplace.reads import Window
from beffroi.marketplace.views.lines import Asked, Line, arranged, lines_of
from beffroi.marketplace.views.told import crumbs, facts_of, linked_of, list_finding, seen_sentence
from beffroi.merchants import reads as merchants
from beffroi.premises.reads import Look, look
from beffroi.territory import reads as territory

NEAR = 5  # other shops named on a shop's page


@public
@require_GET
def shops(request: HttpRequest, town: str) -> HttpResponse:
    """Every shop of the town, open ones first; by family, from a street, or only those open."""
    view, now = look(town, request.GET), timezone.now()
    everyone = _windows(view)
    asked = Asked.of(request.GET, everyone)
    lines = lines_of(everyone, now, asked.start)
    context = {
        "view": view,
        "asked": asked,
        "groups": arranged([line for line in lines if asked.keeps(line)]),
        "families": asked.families,
        "streets": asked.streets,
        "finding": list_finding(view.town, lines),
        "crumbs": crumbs(view.town),
    }
    answer = render(request, "marketplace/shops.html", context)
    answer["Permissions-Policy"] = powers("geolocation")  # read in the page, sent nowhere
    return answer


@public
@require_GET
def shop(request: HttpRequest, town: str, public_id: str, slug: str = "") -> HttpResponse:
    """One shop: open until when, where, how to reach it, who says so."""
    view, now = look(town, MultiValueDict()), timezone.now()
    window = _window_or_404(view, public_id)
    if slug != window.slug:
        return redirect("shop_named", town, public_id, window.slug, permanent=True)
    today = timezone.localdate(now, territory.zone_of(view.town.insee_code))
    fresh = window.hours_fresh(today)
    context = {
        "view": view,
        "window": window,
        "trade": merchants.activity_label(window.activity),
        "stands": merchants.stands(window.hours, now) if window.hours and fresh else "",
        "week": merchants.coming_week(window.hours, today) if window.hours else [],
        "today": today,
        "fresh": fresh,
        "facts": facts_of(window),
        "seen": seen_sentence(window, view),
        "kept_on": merchants.last_said_by_merchant(window.shop),
        "near": _near(view, window, now),
        "linked": linked_of(window, _address(request), today) if fresh else "",
        "is_mine": window.shop in merchants.own_shops(request.user, view.town),
        "crumbs": crumbs(view.town, window.name or merchants.activity_label(window.activity)),
    }
    return render(request, "marketplace/shop.html", context)


def _windows(view: Look) -> list[Window]:
    return reads.windows(view.town, view.on) if view.on else []


def _window_or_404(view: Look, public_id: str) -> Window:
    found = merchants.shop_or_404(view.town, public_id)
    if view.on is None:
        raise Http404
    return reads.window_of(view.town, found, view.on)


def _near(view: Look, window: Window, now: dt.datetime) -> list[Line]:
    found = reads.nearest(window, view.on, NEAR) if view.on else []
    return lines_of(found, now, window.point)


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri(request.path)
